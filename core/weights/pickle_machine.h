// A pickle's opcodes as values that are described, never made: a tensor is its sizes, a global its name. Nothing is
// imported, called or allocated on the word of the file: what an unknown global would make is an inert placeholder that
// only remembers whose it is. Values live in one arena and name each other by index, so a value that contains itself is
// harmless: nothing here follows values into the depth.
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
        Other,   ///< a set, a number of more than 64 bits: nothing that weights need
        Global,  ///< a name on no list
        Inert,   ///< what a Global would have made
        DictType,
        RebuildTensor,
        RebuildTensorV3,
        RebuildFromType,
        RebuildParameter,
        StorageType,
        Storage,
        Tensor
    };
    Kind kind = Kind::None;
    int64_t integer = 0;      ///< Bool, Integer; of Global, Inert, Storage, Tensor its place in the machine's list
    std::string_view text{};  ///< Text: bytes of the pickle itself
    const DtypeInfo* dtype = nullptr;  ///< StorageType
    std::vector<ValueId> items{};      ///< Tuple, List; Dict: key, value, key, value, in order; Inert: its state
};

class PickleMachine {
public:
    using Kind = PickleValue::Kind;
    struct Storage {
        std::string_view key;    ///< record name within the zip
        const DtypeInfo* dtype;  ///< of uint8 where the storage is untyped
        int64_t numel;           ///< of the whole record
        int64_t first = 0;       ///< of a part of it (before PyTorch 0.4): its first element ...
        int64_t part = numel;    ///< ... and how many it has
    };
    struct Tensor {
        Storage storage;
        int64_t offset = 0;  ///< in elements
        Shape shape;
        Shape strides;  ///< in elements
    };

    /// `pickle` must outlive the machine. `name` is the subject of errors.
    PickleMachine(std::span<const uint8_t> pickle, std::string name) : m_pickle(pickle), m_name(std::move(name)) {}

    /// Runs to STOP and returns what the pickle holds. Throws Error for opcodes that are not on the list.
    const PickleValue& run();
    size_t end() const { return m_at; }  ///< bytes, behind STOP
    const PickleValue& value(ValueId id) const { return m_values[id]; }
    const Tensor& tensor(const PickleValue& value) const { return m_tensors[size_t(value.integer)]; }

    const std::vector<Storage>& storages() const { return m_storages; }

    /// "argparse.Namespace", printable: of a Global or an Inert.
    std::string globalName(const PickleValue& value) const;
    /// Everything that was asked for and is on no list, in order.
    const std::vector<std::string>& unknownGlobals() const { return m_globals; }
    [[noreturn]] void refuseGlobal(const std::string& name) const;

private:
    // Each group of opcodes says whether `op` was one of its own.
    bool scalar(uint8_t op);
    bool longNumber(uint8_t op);
    bool text(uint8_t op);
    bool container(uint8_t op);
    bool fill(uint8_t op);
    bool memo(uint8_t op);
    bool call(uint8_t op);
    bool make(uint8_t op);
    [[noreturn]] void refuse(uint8_t op);

    void global(std::string_view module, std::string_view name);
    void persistentId();
    void storage(const std::vector<ValueId>& id);
    void callWith(ValueId callable, ValueId arguments);
    void callWith(ValueId callable, const std::vector<ValueId>& arguments);
    void makeDict(const std::vector<ValueId>& arguments);
    void rebuild(const std::vector<ValueId>& arguments, bool untyped);
    bool isNegated(ValueId metadata) const;
    void checkPlace(const Tensor& tensor) const;
    void pushInert(const PickleValue& whose);
    void build();

    std::span<const uint8_t> bytes(uint64_t count);
    uint64_t number(int width);  ///< little-endian, unsigned
    std::string_view textOf(uint64_t size);
    std::string_view line();

    ValueId push(PickleValue value);
    ValueId pop();
    std::vector<ValueId> popToMark();
    std::vector<ValueId>* fillable(Kind kind, const char* what);
    Shape sizes(ValueId id) const;
    const PickleValue& expect(ValueId id, Kind kind, const char* what) const;
    const PickleValue* firstInert(const std::vector<ValueId>& items) const;
    [[noreturn]] void fail(const std::string& why) const;

    std::span<const uint8_t> m_pickle;
    std::string m_name;
    size_t m_at = 0;
    size_t m_listed = 0;  ///< items of all dictionaries that were made from lists: a list may serve many times
    std::vector<PickleValue> m_values;
    std::vector<Storage> m_storages;
    std::vector<Tensor> m_tensors;
    std::vector<std::string> m_globals;
    std::vector<ValueId> m_stack;
    std::vector<size_t> m_marks;  ///< heights of the stack
    std::unordered_map<uint64_t, ValueId> m_memo;
};

}  // namespace vitrine
