#include "core/weights/pickle.h"

#include "core/error.h"
#include "core/weights/bounds.h"
#include "core/weights/pickle_machine.h"
#include "core/weights/weights_group.h"

#include <algorithm>

namespace vitrine {
namespace {

using Kind = PickleValue::Kind;

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

PickledWeights readWeightsPickle(std::span<const uint8_t> pickle, const std::string& name) {
    PickleMachine machine(pickle, name);
    const WeightsGroup group = chooseWeights(machine, machine.run(), name);
    const auto& items = group.dict->items;
    if (items.size() / 2 > kMostTensors)
        throw Error(name, "is refused: it has more tensors than any model needs");
    PickledWeights weights{{}, group.name, machine.end(), {}};
    for (const auto& storage : machine.storages())
        if (weights.itemsizes.emplace(storage.key, storage.dtype->itemsize).first->second != storage.dtype->itemsize)
            throw Error(name, "is broken: its storage " + printable(storage.key) + " is of two types");
    for (size_t i = 0; i + 1 < items.size(); i += 2) {
        const PickleValue& key = machine.value(items[i]);
        const PickleValue& value = machine.value(items[i + 1]);
        if (key.kind != Kind::Text || value.kind != Kind::Tensor)
            continue;
        if (key.text.size() > kLongestName)
            throw Error(name, "is refused: a weight has a name of " + std::to_string(key.text.size()) + " letters");
        weights.tensors.push_back(described(machine.tensor(value), key.text));
    }
    return weights;
}

FileContents locate(PickledWeights weights, const std::string& name,
                    const std::function<StoragePlace(const std::string&)>& find) {
    FileContents contents;
    contents.group = std::move(weights.group);
    contents.tensors.reserve(weights.tensors.size());
    for (PickledTensor& tensor : weights.tensors) {
        const StoragePlace place = find(tensor.storage);
        const int64_t itemsize = dtypeByName(tensor.dtype)->itemsize;
        if (uint64_t(tensor.storage_numel) > place.size / uint64_t(itemsize))
            throw Error(name, "is broken: the data of " + printable(tensor.name) + " are shorter than they should be");
        int64_t span = 1;
        for (size_t i = 0; i < tensor.shape.size(); ++i)
            span = tensor.shape[i] == 0 || span == 0 ? 0 : span + (tensor.shape[i] - 1) * tensor.strides[i];
        contents.tensors.push_back({{std::move(tensor.name), std::move(tensor.dtype), std::move(tensor.shape)},
                                    place.begin + size_t(tensor.offset * itemsize),
                                    span,
                                    std::move(tensor.strides)});
    }
    return contents;
}

}  // namespace vitrine
