#include "core/weights/pickle.h"

#include "core/error.h"
#include "core/weights/pickle_machine.h"

namespace vitrine {
namespace {

using Kind = PickleValue::Kind;

constexpr size_t kMostTensors = 100'000;

bool holdsTensors(const PickleMachine& machine, const PickleValue& dict) {
    for (size_t i = 1; i < dict.items.size(); i += 2)
        if (machine.value(dict.items[i]).kind == Kind::Tensor)
            return true;
    return false;
}

/// A dictionary with something else among its values: most often weights kept together with an optimizer's state.
std::string whatInstead(const PickleMachine& machine, const PickleValue& dict) {
    for (size_t i = 0; i + 1 < dict.items.size(); i += 2) {
        const PickleValue& key = machine.value(dict.items[i]);
        const PickleValue& value = machine.value(dict.items[i + 1]);
        if (key.kind == Kind::Text && value.kind == Kind::Dict && holdsTensors(machine, value)) {
            const std::string name = printable(key.text);
            return "is a training checkpoint with its weights under \"" + name +
                   "\", which Vitrine does not read yet; save them alone: "
                   "torch.save(torch.load(FILE, weights_only=True)[\"" +
                   name + "\"], NEW)";
        }
    }
    return "does not hold a dictionary of tensors; save the weights alone: torch.save(model.state_dict(), FILE)";
}

PickledTensor described(const PickleMachine::Tensor& tensor, std::string_view name) {
    return {std::string(name),
            std::string(tensor.storage.key),
            std::string(tensor.storage.dtype->name),
            tensor.storage.numel,
            tensor.offset,
            tensor.shape,
            tensor.strides};
}

}  // namespace

std::vector<PickledTensor> readStateDictPickle(std::span<const uint8_t> pickle, const std::string& name) {
    PickleMachine machine(pickle, name);
    const PickleValue& top = machine.run();
    if (top.kind != Kind::Dict)
        throw Error(name, whatInstead(machine, {}));
    if (top.items.size() / 2 > kMostTensors)
        throw Error(name, "is refused: it has more tensors than any model needs");
    std::vector<PickledTensor> result;
    for (size_t i = 0; i + 1 < top.items.size(); i += 2) {
        const PickleValue& key = machine.value(top.items[i]);
        const PickleValue& value = machine.value(top.items[i + 1]);
        if (key.kind != Kind::Text || value.kind != Kind::Tensor)
            throw Error(name, whatInstead(machine, top));
        result.push_back(described(machine.tensor(value), key.text));
    }
    return result;
}

}  // namespace vitrine
