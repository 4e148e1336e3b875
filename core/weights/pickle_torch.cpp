// The few Python names that a state dict needs, and what they mean. torch/_utils.py, torch/serialization.py.
#include "core/weights/pickle_machine.h"

#include "core/error.h"

#include <algorithm>

namespace vitrine {

void PickleMachine::global(std::string_view module, std::string_view name) {
    const DtypeInfo* storage = module == "torch" ? dtypeByStorage(name) : nullptr;
    if (storage)
        push({.kind = Kind::StorageType, .dtype = storage});
    else if (module == "collections" && name == "OrderedDict")
        push({.kind = Kind::OrderedDict});
    else if (module == "torch._utils" && name == "_rebuild_tensor_v2")
        push({.kind = Kind::RebuildTensor});
    else if (module == "torch._utils" && name == "_rebuild_parameter")
        push({.kind = Kind::RebuildParameter});
    else
        refuseGlobal(module, name);
}

void PickleMachine::refuseGlobal(std::string_view module, std::string_view name) const {
    fail("it asks to run " + printable(std::string(module) + "." + std::string(name)) +
         ", and Vitrine executes nothing from a file. If the file is yours, save its weights alone: torch.save(model.state_dict(), FILE)");
}

/// ("storage", torch.FloatStorage, "0", "cpu", 768): the bytes are the zip's record data/0.
void PickleMachine::persistentId() {
    const auto& id = expect(pop(), Kind::Tuple, "a storage").items;
    if (id.size() != 5 || expect(id[0], Kind::Text, "a storage").text != "storage")
        fail("its pickle refers to something that is no tensor's storage");
    const Storage storage{expect(id[2], Kind::Text, "a storage's name").text,
                          expect(id[1], Kind::StorageType, "a storage's type").dtype,
                          expect(id[4], Kind::Integer, "a storage's size").integer};
    expect(id[3], Kind::Text, "a storage's device");
    if (storage.numel < 0)
        fail("a storage has a negative size");
    m_storages.push_back(storage);
    push({.kind = Kind::Storage, .integer = int64_t(m_storages.size() - 1)});
}

void PickleMachine::reduce() {
    const ValueId arguments = pop(), callable = pop();
    const PickleValue& tuple = expect(arguments, Kind::Tuple, "the arguments of a call");
    switch (m_values[callable].kind) {
    case Kind::OrderedDict:
        if (!tuple.items.empty())
            fail("its pickle fills an OrderedDict in a way that weights do not need");
        push({.kind = Kind::Dict});
        return;
    case Kind::RebuildTensor: rebuildTensor(tuple); return;
    case Kind::RebuildParameter: {  // (data, requires_grad, hooks)
        if (tuple.items.size() != 3)
            fail("a parameter is not described as torch.save does it");
        const ValueId data = tuple.items[0];
        expect(data, Kind::Tensor, "a tensor");
        m_stack.push_back(data);
        return;
    }
    default: fail("it asks to call something that cannot be called");
    }
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

/// (storage, offset, shape, strides, requires_grad, hooks[, metadata])
void PickleMachine::rebuildTensor(const PickleValue& arguments) {
    const auto& items = arguments.items;
    if (items.size() != 6 && items.size() != 7)
        fail("a tensor is not described as torch.save does it");
    Tensor tensor{m_storages[size_t(expect(items[0], Kind::Storage, "a storage").integer)],
                  expect(items[1], Kind::Integer, "an offset").integer, sizes(items[2]), sizes(items[3])};
    const auto numel = checkedNumel(tensor.shape);
    if (!numel || tensor.offset < 0 || tensor.strides.size() != tensor.shape.size())
        fail("a tensor has an impossible shape or offset");
    // More elements than the storage has: a stride of 0, which would turn a few bytes into any amount of memory.
    if (*numel > tensor.storage.numel || tensor.offset > tensor.storage.numel)
        fail("a tensor is larger than its storage");
    int64_t last = tensor.offset;  // index of the last element
    for (size_t i = 0; i < tensor.shape.size(); ++i) {
        int64_t step = 0;
        if (tensor.strides[i] < 0 ||
            __builtin_mul_overflow(tensor.strides[i], std::max<int64_t>(tensor.shape[i] - 1, 0), &step) ||
            __builtin_add_overflow(last, step, &last))
            fail("a tensor has impossible strides");
    }
    if (*numel > 0 && last >= tensor.storage.numel)
        fail("a tensor reaches beyond its storage");
    m_tensors.push_back(std::move(tensor));
    push({.kind = Kind::Tensor, .integer = int64_t(m_tensors.size() - 1)});
}

}  // namespace vitrine
