// The few Python names that a state dict needs, and what they mean. torch/_utils.py, torch/serialization.py.
#include "core/weights/pickle_machine.h"

#include "core/error.h"
#include "core/weights/bounds.h"

#include <algorithm>
#include <array>

namespace vitrine {
namespace {

using Kind = PickleValue::Kind;

constexpr size_t kMostOfPickle = 2 * kMostTensors;  // tensors, or storages: an optimizer's beside the model's
constexpr size_t kMostGlobals = 100'000;
constexpr size_t kMostItems = 8'000'000;  // of dictionaries made from lists

struct KnownGlobal {
    std::string_view module;
    std::string_view name;
    Kind kind;
};
constexpr KnownGlobal kKnown[] = {
    {"collections", "OrderedDict", Kind::DictType},
    {"collections", "defaultdict", Kind::DictType},
    {"builtins", "dict", Kind::DictType},
    {"__builtin__", "dict", Kind::DictType},
    {"torch._utils", "_rebuild_tensor", Kind::RebuildTensor},
    {"torch._utils", "_rebuild_tensor_v2", Kind::RebuildTensor},
    {"torch._utils", "_rebuild_tensor_v3", Kind::RebuildTensorV3},
    {"torch._utils", "_rebuild_parameter", Kind::RebuildParameter},
    {"torch._utils", "_rebuild_parameter_with_state", Kind::RebuildParameter},
    {"torch._tensor", "_rebuild_from_type_v2", Kind::RebuildFromType},
};

/// What no checkpoint asks for, and an attack does. Nothing would run it here; the person should hear of it all the same.
bool isAttack(std::string_view global) {
    for (const std::string_view module : {"os.", "posix.", "nt.", "subprocess.", "pty.", "commands.", "runpy."})
        if (global.starts_with(module))
            return true;
    for (const std::string_view builtins : {"builtins.", "__builtin__."})
        for (const std::string_view name : {"eval", "exec", "execfile", "compile", "__import__"})
            if (global.starts_with(builtins) && global.substr(builtins.size()) == name)
                return true;
    return false;
}

}  // namespace

void PickleMachine::global(std::string_view module, std::string_view name) {
    if (module.size() > kLongestName || name.size() > kLongestName)
        fail("it names something by more than 1000 letters");
    const auto known = std::find_if(std::begin(kKnown), std::end(kKnown), [&](const KnownGlobal& entry) {
        return entry.module == module && entry.name == name;
    });
    if (known != std::end(kKnown)) {
        push({.kind = known->kind});
        return;
    }
    const bool untyped = module == "torch.storage" && name == "UntypedStorage";
    if (const DtypeInfo* dtype = untyped ? dtypeByName("uint8") : module == "torch" ? dtypeByStorage(name) : nullptr) {
        push({.kind = Kind::StorageType, .dtype = dtype});
        return;
    }
    if (m_globals.size() == kMostGlobals)
        fail("its pickle has more names than weights need");
    m_globals.push_back(printable(std::string(module) + "." + std::string(name)));
    push({.kind = Kind::Global, .integer = int64_t(m_globals.size() - 1)});
}

std::string PickleMachine::globalName(const PickleValue& value) const { return m_globals[size_t(value.integer)]; }

void PickleMachine::refuseGlobal(const std::string& name) const {
    fail("it asks to run " + name +
         ", and Vitrine executes nothing from a file. If the file is yours, save its weights alone: torch.save(model.state_dict(), FILE)");
}

void PickleMachine::pushInert(const PickleValue& whose) {
    if (isAttack(m_globals[size_t(whose.integer)]))
        refuseGlobal(globalName(whose));
    push({.kind = Kind::Inert, .integer = whose.integer});
}

const PickleValue* PickleMachine::firstInert(const std::vector<ValueId>& items) const {
    const auto found = std::find_if(items.begin(), items.end(), [this](ValueId id) {
        return m_values[id].kind == Kind::Inert || m_values[id].kind == Kind::Global;
    });
    return found == items.end() ? nullptr : &m_values[*found];
}

/// ("storage", torch.FloatStorage, "0", "cpu", 768): the bytes are the zip's record data/0. Before 1.6 a view may follow,
/// and ("module", class, source file, source) stands for a class.
void PickleMachine::persistentId() {
    const std::vector<ValueId>& all = expect(pop(), Kind::Tuple, "a storage").items;
    const std::vector<ValueId> id(all.begin(), all.begin() + std::ptrdiff_t(std::min<size_t>(all.size(), 7)));
    const auto is = [&](std::string_view what) {
        return !id.empty() && m_values[id[0]].kind == Kind::Text && m_values[id[0]].text == what;
    };
    if (is("module") && id.size() == 4 && m_values[id[1]].kind == Kind::Global)
        m_stack.push_back(id[1]);
    else if (is("storage") && (id.size() == 5 || id.size() == 6))
        storage(id);
    else
        fail("its pickle refers to something that is no tensor's storage");
}

void PickleMachine::storage(const std::vector<ValueId>& id) {
    if (m_values[id[1]].kind == Kind::Global) {  // of a type that is not known; its tensors are inert with it
        pushInert(m_values[id[1]]);
        return;
    }
    Storage storage{expect(id[2], Kind::Text, "a storage's name").text,
                    expect(id[1], Kind::StorageType, "a storage's type").dtype,
                    expect(id[4], Kind::Integer, "a storage's size").integer};
    expect(id[3], Kind::Text, "a storage's device");
    if (storage.key.size() > kLongestName)
        fail("a storage has a name of more than 1000 letters");
    if (storage.numel < 0)
        fail("a storage has a negative size");
    if (id.size() == 6 && m_values[id[5]].kind != Kind::None) {  // (key, first element, elements)
        const auto& view = expect(id[5], Kind::Tuple, "a view of a storage").items;
        if (view.size() != 3)
            fail("a view of a storage is not described as torch.save did it");
        storage.first = expect(view[1], Kind::Integer, "an offset").integer;
        storage.part = expect(view[2], Kind::Integer, "a size").integer;
        if (storage.first < 0 || storage.part < 0 || storage.first > storage.numel ||
            storage.part > storage.numel - storage.first)
            fail("a view reaches beyond its storage");
    }
    if (m_storages.size() == kMostOfPickle)
        fail("its pickle has more tensors than any model needs");
    m_storages.push_back(storage);
    push({.kind = Kind::Storage, .integer = int64_t(m_storages.size() - 1)});
}

void PickleMachine::callWith(ValueId callable, ValueId arguments) {
    const Kind kind = m_values[callable].kind;
    if (kind == Kind::Global || kind == Kind::Inert) {
        pushInert(m_values[callable]);
        return;
    }
    constexpr size_t kMostArguments = 8;  // what is known takes no more
    const auto& all = expect(arguments, Kind::Tuple, "the arguments of a call").items;
    if (all.size() > kMostArguments)
        fail("a tensor is not described as torch.save does it");
    callWith(callable, std::vector<ValueId>(all));
}

/// Of what is known. `arguments` is no reference: what is pushed here moves the values.
void PickleMachine::callWith(ValueId callable, const std::vector<ValueId>& arguments) {
    switch (m_values[callable].kind) {
    case Kind::Global:
    case Kind::Inert: return pushInert(m_values[callable]);
    case Kind::DictType: return makeDict(arguments);
    case Kind::RebuildTensor: return rebuild(arguments, false);
    case Kind::RebuildTensorV3: return rebuild(arguments, true);
    case Kind::RebuildFromType:  // (function, type, arguments, state): a subclass of Tensor
        if (arguments.size() != 4 || m_values[arguments[0]].kind == Kind::RebuildFromType)
            fail("a tensor is not described as torch.save does it");
        return callWith(arguments[0], arguments[2]);
    case Kind::RebuildParameter: {  // (data, requires_grad, hooks[, state])
        if (arguments.size() != 3 && arguments.size() != 4)
            fail("a parameter is not described as torch.save does it");
        const PickleValue& data = m_values[arguments[0]];
        if (data.kind != Kind::Inert)
            expect(arguments[0], Kind::Tensor, "a tensor");
        m_stack.push_back(arguments[0]);
        return;
    }
    default: fail("it asks to call something that cannot be called");
    }
}

/// dict(), OrderedDict(), defaultdict(factory), and Python 2's OrderedDict([[key, value], ...]).
void PickleMachine::makeDict(const std::vector<ValueId>& arguments) {
    PickleValue dict{.kind = Kind::Dict};
    if (!arguments.empty() && m_values[arguments.back()].kind == Kind::List) {
        m_listed += m_values[arguments.back()].items.size();
        if (m_listed > kMostItems)
            fail("its pickle has more values than weights need");
        for (const ValueId pair : m_values[arguments.back()].items) {
            const PickleValue& both = m_values[pair];
            if ((both.kind != Kind::List && both.kind != Kind::Tuple) || both.items.size() != 2)
                fail("its pickle fills a dictionary in a way that weights do not need");
            dict.items.insert(dict.items.end(), both.items.begin(), both.items.end());
        }
    }
    push(std::move(dict));
}

/// BUILD: attributes, such as the _metadata of a state dict. Weights need none; an object keeps them for whoever asks
/// what it is.
void PickleMachine::build() {
    const ValueId state = pop();
    const ValueId target = pop();
    m_stack.push_back(target);
    if (m_values[target].kind == Kind::Inert)
        m_values[target].items.assign(1, state);
    else
        expect(target, Kind::Dict, "a dictionary");
}

Shape PickleMachine::sizes(ValueId id) const {
    constexpr size_t kMostDimensions = 16;
    const auto& items = expect(id, Kind::Tuple, "a shape").items;
    if (items.size() > kMostDimensions)
        fail("a tensor has more than 16 dimensions");
    Shape result;
    for (const ValueId item : items)
        result.push_back(expect(item, Kind::Integer, "a size").integer);
    return result;
}

/// A tensor's metadata may say that its numbers are stored with the other sign.
bool PickleMachine::isNegated(ValueId metadata) const {
    const std::vector<ValueId>& items = m_values[metadata].items;
    for (size_t i = 0; m_values[metadata].kind == Kind::Dict && i + 1 < items.size(); i += 2)
        if (m_values[items[i]].kind == Kind::Text && m_values[items[i]].text == "neg")
            return true;
    return false;
}

/// (storage, offset, shape, strides[, requires_grad, hooks[, metadata]]); untyped: (..., hooks, dtype, metadata)
void PickleMachine::rebuild(const std::vector<ValueId>& items, bool untyped) {
    const std::array<size_t, 4> counts = untyped ? std::array<size_t, 4>{7, 8} : std::array<size_t, 4>{4, 6, 7};
    if (std::find(counts.begin(), counts.end(), items.size()) == counts.end() || items.empty())
        fail("a tensor is not described as torch.save does it");
    const DtypeInfo* dtype = nullptr;
    if (untyped && m_values[items[6]].kind == Kind::Global) {
        const std::string name = globalName(m_values[items[6]]);
        dtype = name.starts_with("torch.") ? dtypeByName(std::string_view(name).substr(6)) : nullptr;
    }
    if (const PickleValue* inert = firstInert(untyped && dtype ? std::vector<ValueId>{items[0]} : items)) {
        pushInert(*inert);
        return;
    }
    if (items.size() == (untyped ? 8 : 7) && isNegated(items.back()))
        fail("one of its tensors is a negated view (torch._neg_view); save it plain: tensor.resolve_neg()");
    Tensor tensor{m_storages[size_t(expect(items[0], Kind::Storage, "a storage").integer)],
                  expect(items[1], Kind::Integer, "an offset").integer, sizes(items[2]), sizes(items[3])};
    if (untyped && !dtype)
        fail("a tensor is not described as torch.save does it");
    if (untyped) {
        if (tensor.storage.dtype->itemsize != 1)
            fail("a tensor is not described as torch.save does it");
        tensor.storage.dtype = dtype;
        for (int64_t* bytes : {&tensor.storage.numel, &tensor.storage.first, &tensor.storage.part})
            *bytes /= dtype->itemsize;
    }
    checkPlace(tensor);
    tensor.offset += tensor.storage.first;
    if (m_tensors.size() == kMostOfPickle)
        fail("its pickle has more tensors than any model needs");
    m_tensors.push_back(std::move(tensor));
    push({.kind = Kind::Tensor, .integer = int64_t(m_tensors.size() - 1)});
}

void PickleMachine::checkPlace(const Tensor& tensor) const {
    const int64_t available = tensor.storage.part;
    const auto numel = checkedNumel(tensor.shape);
    if (!numel || tensor.offset < 0 || tensor.strides.size() != tensor.shape.size())
        fail("a tensor has an impossible shape or offset");
    // More elements than the storage has: a stride of 0, which would turn a few bytes into any amount of memory.
    if (*numel > available || tensor.offset > available)
        fail("a tensor is larger than its storage");
    int64_t last = tensor.offset;  // index of the last element
    for (size_t i = 0; i < tensor.shape.size(); ++i) {
        int64_t step = 0;
        if (tensor.strides[i] < 0 ||
            __builtin_mul_overflow(tensor.strides[i], std::max<int64_t>(tensor.shape[i] - 1, 0), &step) ||
            __builtin_add_overflow(last, step, &last))
            fail("a tensor has impossible strides");
    }
    if (*numel > 0 && last >= available)
        fail("a tensor reaches beyond its storage");
}

}  // namespace vitrine
