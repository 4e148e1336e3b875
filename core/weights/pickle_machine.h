// A pickle's opcodes as values that are described, never made: a tensor is its sizes, a global its name. Nothing is
// imported, called or allocated on the word of the file. Values live in one arena and name each other by index, so a
// value that contains itself is harmless: nothing here follows values into the depth.
#pragma once

#include "core/model/module_tree.h"
#include "core/weights/dtype.h"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace vitrine {

using ValueId = uint32_t;

struct PickleValue {
    enum class Kind {
        None,
        Bool,
        Integer,
        Real,
        Text,
        Tuple,
        List,
        Dict,
        OrderedDict,
        RebuildTensor,
        RebuildParameter,
        StorageType,
        Storage,
        Tensor
    };
    Kind kind = Kind::None;
    int64_t integer = 0;               ///< Bool, Integer; of a Storage or Tensor its place in the machine's list
    std::string_view text{};           ///< Text: bytes of the pickle itself
    const DtypeInfo* dtype = nullptr;  ///< StorageType
    std::vector<ValueId> items{};      ///< Tuple, List; Dict: key, value, key, value, in order
};

class PickleMachine {
public:
    using Kind = PickleValue::Kind;
    struct Storage {
        std::string_view key;  ///< record name within the zip
        const DtypeInfo* dtype;
        int64_t numel;
    };
    struct Tensor {
        Storage storage;
        int64_t offset = 0;  ///< in elements
        Shape shape;
        Shape strides;  ///< in elements
    };

    /// `pickle` must outlive the machine. `name` is the subject of errors.
    PickleMachine(std::span<const uint8_t> pickle, std::string name) : m_pickle(pickle), m_name(std::move(name)) {}

    /// Runs to STOP and returns what the pickle holds. Throws Error for anything that is not on the list.
    const PickleValue& run();
    const PickleValue& value(ValueId id) const { return m_values[id]; }
    const Tensor& tensor(const PickleValue& value) const { return m_tensors[size_t(value.integer)]; }

private:
    // Each group of opcodes says whether `op` was one of its own.
    bool scalar(uint8_t op);
    bool text(uint8_t op);
    bool container(uint8_t op);
    bool fill(uint8_t op);
    bool memo(uint8_t op);
    bool call(uint8_t op);
    [[noreturn]] void refuse(uint8_t op);

    void global(std::string_view module, std::string_view name);
    void persistentId();
    void reduce();
    void rebuildTensor(const PickleValue& arguments);

    std::span<const uint8_t> bytes(uint64_t count);
    uint64_t number(int width);  ///< little-endian, unsigned
    std::string_view textOf(uint64_t size);
    std::string_view line();

    ValueId push(PickleValue value);
    ValueId pop();
    std::vector<ValueId> popToMark();
    PickleValue& top(Kind kind, const char* what);
    Shape sizes(ValueId id) const;
    const PickleValue& expect(ValueId id, Kind kind, const char* what) const;
    [[noreturn]] void fail(const std::string& why) const;
    [[noreturn]] void refuseGlobal(std::string_view module, std::string_view name) const;

    std::span<const uint8_t> m_pickle;
    std::string m_name;
    size_t m_at = 0;
    std::vector<PickleValue> m_values;
    std::vector<Storage> m_storages;
    std::vector<Tensor> m_tensors;
    std::vector<ValueId> m_stack;
    std::vector<size_t> m_marks;  ///< heights of the stack
    std::unordered_map<uint64_t, ValueId> m_memo;
};

}  // namespace vitrine
