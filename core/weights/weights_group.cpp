#include "core/weights/weights_group.h"

#include "core/error.h"

#include <algorithm>
#include <array>
#include <unordered_set>

namespace vitrine {
namespace {

using Kind = PickleValue::Kind;

constexpr size_t kDeepest = 4;  // state_dict -> ema -> module -> ...
constexpr size_t kMostVisited = 100'000;

/// The likelier a key names the weights, the lower. Of a path the worst key counts.
constexpr int kWhole = 0, kUnknown = 20, kAverage = 30, kStudent = 40, kPart = 50, kNever = 100;

int rankOf(std::string_view key) {
    constexpr size_t kLongest = 200;
    if (key.size() > kLongest)
        return kUnknown;
    // timm writes state_dict_ema beside state_dict, and loads it in its stead; others' averages come after the weights.
    static constexpr std::array<std::string_view, 14> kWeights{
        "state_dict_ema", "model",  "state_dict", "model_state_dict", "model_state",    "net",    "network", "weights",
        "params",         "module", "teacher",    "backbone",         "target_encoder", "encoder"};
    if (const auto at = std::find(kWeights.begin(), kWeights.end(), key); at != kWeights.end())
        return 1 + int(at - kWeights.begin());
    std::string lower(key);
    std::transform(lower.begin(), lower.end(), lower.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? char(c - 'A' + 'a') : c; });
    const auto has = [&lower](std::initializer_list<const char*> words) {
        return std::any_of(words.begin(), words.end(), [&](const char* word) { return lower.find(word) != lower.npos; });
    };
    if (has({"optim", "scheduler", "scaler", "loss", "criterion", "rng", "hyper_parameters"}))
        return kNever;
    if (has({"student"}))
        return kStudent;
    if (has({"ema", "averag", "swa", "momentum"}))
        return kAverage;
    return has({"predictor", "decoder", "discriminator", "head"}) ? kPart : kUnknown;
}

struct Candidate {
    const PickleValue* dict;
    std::string path;
    int rank;
    size_t tensors;
};

class Search {
public:
    Search(const PickleMachine& machine, const PickleValue& top) : m_machine(machine) { visit(top, "", kWhole, 0); }
    const std::vector<Candidate>& candidates() const { return m_candidates; }

private:
    void visit(const PickleValue& value, const std::string& path, int rank, size_t depth) {
        if (depth > kDeepest || rank == kNever || m_visited.size() == kMostVisited || !m_visited.insert(&value).second)
            return;
        const auto child = [&](std::string_view key, ValueId id) {
            const std::string shown = printable(key);
            visit(m_machine.value(id), path.empty() ? shown : path + "." + shown, std::max(rank, rankOf(key)),
                  depth + 1);
        };
        if (value.kind == Kind::List || value.kind == Kind::Tuple)
            for (size_t i = 0; i < value.items.size(); ++i)
                child(std::to_string(i), value.items[i]);
        if (value.kind != Kind::Dict || isOptimizer(value))
            return;
        size_t tensors = 0;
        for (size_t i = 0; i + 1 < value.items.size(); i += 2)
            if (const PickleValue& key = m_machine.value(value.items[i]); key.kind == Kind::Text) {
                tensors += m_machine.value(value.items[i + 1]).kind == Kind::Tensor;
                child(key.text, value.items[i + 1]);
            }
        if (tensors > 0)
            m_candidates.push_back({&value, path, rank, tensors});
    }
    /// Whatever it is called: {"state": ..., "param_groups": ...}
    bool isOptimizer(const PickleValue& dict) const {
        for (size_t i = 0; i + 1 < dict.items.size(); i += 2)
            if (const PickleValue& key = m_machine.value(dict.items[i]);
                key.kind == Kind::Text && key.text == "param_groups")
                return true;
        return false;
    }

    const PickleMachine& m_machine;
    std::vector<Candidate> m_candidates;
    std::unordered_set<const PickleValue*> m_visited;
};

/// A torch.nn.Module that was pickled whole: its attributes give it away.
bool isModule(const PickleMachine& machine, const PickleValue& value) {
    if (value.kind != Kind::Inert || value.items.empty())
        return false;
    const PickleValue& state = machine.value(value.items.front());
    for (size_t i = 0; state.kind == Kind::Dict && i + 1 < state.items.size(); i += 2)
        if (const PickleValue& key = machine.value(state.items[i]);
            key.kind == Kind::Text && (key.text == "_modules" || key.text == "_parameters"))
            return true;
    return false;
}

[[noreturn]] void refuseModule(const PickleMachine& machine, const PickleValue& module, const std::string& key,
                               const std::string& name) {
    const std::string part = key.empty() ? "" : "[\"" + key + "\"]";
    throw Error(name, "holds a whole Python object, " + machine.globalName(module) +
                          ", and Vitrine executes nothing from a file. Save its weights alone, where it was made: "
                          "torch.save(torch.load(FILE, weights_only=False)" +
                          part + ".state_dict(), NEW)");
}

[[noreturn]] void refuseWithoutWeights(const PickleMachine& machine, const PickleValue& top, const std::string& name) {
    if (isModule(machine, top))
        refuseModule(machine, top, "", name);
    for (size_t i = 0; top.kind == Kind::Dict && i + 1 < top.items.size(); i += 2)
        if (const PickleValue& value = machine.value(top.items[i + 1]); isModule(machine, value))
            refuseModule(machine, value, printable(machine.value(top.items[i]).text), name);
    const auto& globals = machine.unknownGlobals();
    const bool numpy =
        std::any_of(globals.begin(), globals.end(), [](const std::string& g) { return g.starts_with("numpy."); });
    if (numpy)
        throw Error(name, "holds NumPy arrays, not PyTorch's tensors; save them as such: "
                          "torch.save({name: torch.from_numpy(array) for name, array in arrays.items()}, NEW)");
    if (!globals.empty())
        machine.refuseGlobal(globals.front());
    throw Error(name,
                "does not hold a dictionary of tensors; save the weights alone: torch.save(model.state_dict(), FILE)");
}

/// An entry that would be one of the weights. Beside them plain values may stand, and objects that are no weights.
void refuseInertWeights(const PickleMachine& machine, const Candidate& chosen, const std::string& name) {
    for (size_t i = 0; i + 1 < chosen.dict->items.size(); i += 2) {
        const PickleValue& key = machine.value(chosen.dict->items[i]);
        const PickleValue& value = machine.value(chosen.dict->items[i + 1]);
        if (key.kind != Kind::Text || (value.kind != Kind::Inert && value.kind != Kind::Global))
            continue;
        const std::string global = machine.globalName(value);
        if (key.text.substr(0, 1000).find('.') != key.text.npos || global.find("._rebuild") != global.npos)
            throw Error(name, "is refused: its weight " + printable(key.text) + " depends on " + global +
                                  ", and Vitrine executes nothing from a file; save plain tensors: "
                                  "torch.save(model.state_dict(), FILE)");
    }
}

}  // namespace

WeightsGroup chooseWeights(const PickleMachine& machine, const PickleValue& top, const std::string& name) {
    const Search search(machine, top);
    const auto& candidates = search.candidates();
    if (candidates.empty())
        refuseWithoutWeights(machine, top, name);
    size_t most = 0;
    for (const Candidate& candidate : candidates)
        most = std::max(most, candidate.tensors);
    const auto better = [most](const Candidate& a, const Candidate& b) {
        const bool smallA = a.tensors * 4 < most, smallB = b.tensors * 4 < most;  // a lone buffer beside the weights
        return std::tuple(smallA, a.rank, b.tensors) < std::tuple(smallB, b.rank, a.tensors);
    };
    const Candidate& chosen = *std::min_element(candidates.begin(), candidates.end(), better);
    refuseInertWeights(machine, chosen, name);
    return {chosen.dict, chosen.path};
}

}  // namespace vitrine
