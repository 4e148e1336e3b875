#include "core/weights/misfit.h"

#include "core/text.h"
#include "core/weights/checkpoint.h"
#include "core/weights/dtype.h"
#include "core/weights/names.h"

#include <algorithm>
#include <array>
#include <unordered_set>

namespace vitrine {
namespace {

bool canCompute(const std::string& dtype) {
    return dtype == "float32" || dtype == "float16" || dtype == "bfloat16" || dtype == "float64";
}

constexpr size_t kLongestShown = 500;  // bytes of a name; where it is drawn there is less room

/// What the architecture needs: there, in its shape and a dtype to compute with.
void compareWithTree(const NamedTensors& named, const std::vector<Parameter>& expected, std::vector<Misfit>& misfits) {
    for (const Parameter& parameter : expected) {
        const auto found = named.tensors.find(parameter.name);
        if (found == named.tensors.end()) {
            misfits.push_back({Misfit::Kind::Missing, theirName(*named.family, parameter.name), parameter.shape, {}, {}});
            continue;
        }
        const std::vector<const TensorInfo*>& parts = found->second.parts;
        const auto odd =
            std::find_if(parts.begin(), parts.end(), [](const TensorInfo* p) { return !canCompute(p->dtype); });
        const auto nameOf = [](const TensorInfo& part) { return printable(part.name, kLongestShown); };
        if (found->second.shape != parameter.shape)
            misfits.push_back({Misfit::Kind::OtherShape, nameOf(*parts.front()), parameter.shape, found->second.shape,
                               parts.front()->dtype});
        else if (odd != parts.end())
            misfits.push_back({Misfit::Kind::OtherDtype, nameOf(**odd), parameter.shape, parameter.shape, (*odd)->dtype});
    }
}

/// What the file has beside it, in the file's order and by its names.
void findUnexpected(const Checkpoint& checkpoint, const NamedTensors& named, const std::vector<Parameter>& expected,
                    bool hasFinalNorm, std::vector<Misfit>& misfits) {
    std::unordered_set<std::string> known{"mask_token"}, unexpected(named.unexpected.begin(), named.unexpected.end());
    for (const Parameter& parameter : expected)
        known.insert(parameter.name);
    if (!hasFinalNorm)  // CLIPForImageClassification has one and passes it by
        known.insert({"encoder.ln.weight", "encoder.ln.bias"});
    for (const auto& [name, tensor] : named.tensors)
        if (!known.contains(name))
            for (const TensorInfo* part : tensor.parts)
                unexpected.insert(part->name);
    for (const TensorInfo& tensor : checkpoint.tensors())
        if (unexpected.contains(tensor.name))
            misfits.push_back(
                {Misfit::Kind::Unexpected, printable(tensor.name, kLongestShown), {}, tensor.shape, tensor.dtype});
}

/// For a sentence, where several stand in a row: the name shorter than in the table.
std::string textOf(const Misfit& misfit) {
    std::string name = printable(misfit.name);
    switch (misfit.kind) {
    case Misfit::Kind::OtherShape:
        return name + " is " + shapeText(misfit.found) + " instead of " + shapeText(misfit.expected);
    case Misfit::Kind::OtherDtype: return name + " is " + misfit.dtype;
    case Misfit::Kind::Missing:
    case Misfit::Kind::Unexpected: break;
    }
    return name;
}

std::string textOf(const std::vector<Misfit>& misfits, const NamedTensors& named) {
    std::string why = named.looksLike.empty() ? "" : "is " + named.looksLike + "; it ";
    why += "does not fit a plain ViT with " + std::string(named.family->project) + "'s names: ";
    bool first = true;
    const auto say = [&](Misfit::Kind kind, const char* singular, const char* plural) {
        std::vector<std::string> items;
        for (const Misfit& misfit : misfits)
            if (misfit.kind == kind)
                items.push_back(textOf(misfit));
        if (!items.empty())
            why += (first ? "" : "; ") + std::to_string(items.size()) + (items.size() == 1 ? singular : plural) + " (" +
                   someOf(items, 5) + ")";
        first &= items.empty();
    };
    say(Misfit::Kind::Missing, " tensor is missing", " tensors are missing");
    say(Misfit::Kind::Unexpected, " tensor is not expected", " tensors are not expected");
    say(Misfit::Kind::OtherShape, " tensor has another shape", " tensors have other shapes");
    say(Misfit::Kind::OtherDtype, " tensor is of a dtype that Vitrine does not compute with",
        " tensors are of dtypes that Vitrine does not compute with");
    return why;
}

}  // namespace

DoesNotFit::DoesNotFit(std::string what, const NamedTensors& named, std::vector<Misfit> misfits)
    : Error(std::move(what), textOf(misfits, named)), m_looksLike(named.looksLike), m_misfits(std::move(misfits)) {}

std::vector<Misfit> misfitsOf(const Checkpoint& checkpoint, const NamedTensors& named, const VitConfig& config) {
    const std::vector<Parameter> expected = stateDict(buildTree(config));
    std::vector<Misfit> misfits;
    compareWithTree(named, expected, misfits);
    findUnexpected(checkpoint, named, expected, config.final_norm || config.fc_norm, misfits);
    return misfits;
}

const char* misfitWords(Misfit::Kind kind) {
    switch (kind) {
    case Misfit::Kind::Missing: return "missing";
    case Misfit::Kind::Unexpected: return "not expected";
    case Misfit::Kind::OtherShape: return "another shape";
    case Misfit::Kind::OtherDtype: return "another dtype";
    }
    return "";
}

std::string misfitTable(const std::vector<Misfit>& misfits) {
    std::vector<std::array<std::string, 4>> rows{{"WHAT", "TENSOR", "SHOULD BE", "IS"}};
    for (const Misfit& misfit : misfits)
        rows.push_back({misfitWords(misfit.kind), misfit.name, shapeText(misfit.expected),
                        misfit.kind == Misfit::Kind::OtherDtype ? misfit.dtype : shapeText(misfit.found)});
    std::array<size_t, 4> widths{};
    for (const auto& row : rows)
        for (size_t i = 0; i < row.size(); ++i)
            widths[i] = std::max(widths[i], characters(row[i]));
    std::string text;
    for (const auto& row : rows) {
        std::string line;
        for (size_t i = 0; i < row.size(); ++i)
            line += (i ? "  " : "") + padRight(row[i], widths[i]);
        text += line.substr(0, line.find_last_not_of(' ') + 1) + "\n";
    }
    return text;
}

}  // namespace vitrine
