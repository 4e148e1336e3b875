#include "core/weights/pickle_machine.h"

#include "core/error.h"

#include <algorithm>

// Opcodes: Python's Lib/pickletools.py.
namespace vitrine {
namespace {

constexpr size_t kLongestPickle = 32 << 20;  // bytes; ViT-H/14's is 60 KB
constexpr size_t kMostValues = 2'000'000;
constexpr uint64_t kLongestText = 16 << 20;  // bytes; beside the weights may stand arrays and logs
constexpr size_t kDeepestMark = 1000;

}  // namespace

const PickleValue& PickleMachine::run() {
    for (;;) {
        if (m_at > kLongestPickle)
            fail("its pickle has more than 32 MiB, far more than weights need");
        const auto op = uint8_t(number(1));
        if (op == '.')
            break;
        if (!scalar(op) && !longNumber(op) && !text(op) && !container(op) && !fill(op) && !memo(op) && !call(op) &&
            !make(op))
            refuse(op);
    }
    if (m_stack.size() != 1 || !m_marks.empty())
        fail("its pickle ends in the middle");
    return m_values[m_stack.front()];
}

bool PickleMachine::scalar(uint8_t op) {
    switch (op) {
    case 0x80: return number(1) <= 5 || (fail("its pickle has a newer protocol than 5"), false);  // PROTO
    case 0x95: return bytes(8), true;  // FRAME: a hint for streams
    case 'N': return push({.kind = Kind::None}), true;
    case 0x88: return push({.kind = Kind::Bool, .integer = 1}), true;
    case 0x89: return push({.kind = Kind::Bool}), true;
    case 'K': return push({.kind = Kind::Integer, .integer = int64_t(number(1))}), true;
    case 'M': return push({.kind = Kind::Integer, .integer = int64_t(number(2))}), true;
    case 'J': return push({.kind = Kind::Integer, .integer = int32_t(uint32_t(number(4)))}), true;
    case 'G': return bytes(8), push({.kind = Kind::Real}), true;  // BINFLOAT: nothing here needs its value
    default: return false;
    }
}

/// LONG1 and LONG4: two's complement of any width. The generators' states are longer than 64 bits; no size is.
bool PickleMachine::longNumber(uint8_t op) {
    if (op != 0x8a && op != 0x8b)
        return false;
    const uint64_t width = number(op == 0x8a ? 1 : 4);
    if (width > 8)
        return bytes(width), push({.kind = Kind::Other}), true;
    const uint64_t raw = number(int(width));
    const int unused = 64 - 8 * int(width);
    return push({.kind = Kind::Integer, .integer = width == 0 ? 0 : int64_t(raw << unused) >> unused}), true;
}

bool PickleMachine::text(uint8_t op) {
    switch (op) {
    case 'X':  // BINUNICODE
    case 'T':  // BINSTRING: Python 2 writes the names of weights so
    case 'B':  // BINBYTES
        return push({.kind = Kind::Text, .text = textOf(number(4))}), true;
    case 0x8c:  // SHORT_BINUNICODE
    case 'U':   // SHORT_BINSTRING
    case 'C':   // SHORT_BINBYTES
        return push({.kind = Kind::Text, .text = textOf(number(1))}), true;
    case 0x8d:  // BINUNICODE8
    case 0x8e:  // BINBYTES8
    case 0x96:  // BYTEARRAY8
        return push({.kind = Kind::Text, .text = textOf(number(8))}), true;
    default: return false;
    }
}

bool PickleMachine::container(uint8_t op) {
    switch (op) {
    case '(':
        if (m_marks.size() == kDeepestMark)
            fail("its pickle is nested too deeply");
        return m_marks.push_back(m_stack.size()), true;
    case ')': return push({.kind = Kind::Tuple}), true;
    case ']': return push({.kind = Kind::List}), true;
    case '}': return push({.kind = Kind::Dict}), true;
    case 0x8f: return push({.kind = Kind::Other}), true;               // EMPTY_SET
    case 0x91: return popToMark(), push({.kind = Kind::Other}), true;  // FROZENSET
    case '0': return pop(), true;                                      // POP
    case '1': return popToMark(), true;                                // POP_MARK
    case 't': return push({.kind = Kind::Tuple, .items = popToMark()}), true;
    case 0x85:
    case 0x86:
    case 0x87: {  // TUPLE1, 2, 3
        std::vector<ValueId> items(op - 0x84U);
        std::generate(items.rbegin(), items.rend(), [this] { return pop(); });
        return push({.kind = Kind::Tuple, .items = std::move(items)}), true;
    }
    default: return false;
    }
}

bool PickleMachine::fill(uint8_t op) {
    const auto add = [this](Kind kind, const char* what, std::initializer_list<ValueId> added) {
        if (auto* items = fillable(kind, what))
            items->insert(items->end(), added);
        return true;
    };
    switch (op) {
    case 'a': {  // APPEND
        const ValueId item = pop();
        return add(Kind::List, "a list", {item});
    }
    case 's': {  // SETITEM
        const ValueId value = pop(), key = pop();
        return add(Kind::Dict, "a dictionary", {key, value});
    }
    case 'e':
    case 'u': {  // APPENDS, SETITEMS
        const auto added = popToMark();
        if (op == 'u' && added.size() % 2 != 0)
            fail("its pickle has a key without a value");
        if (auto* items = op == 'e' ? fillable(Kind::List, "a list") : fillable(Kind::Dict, "a dictionary"))
            items->insert(items->end(), added.begin(), added.end());
        return true;
    }
    case 0x90: return popToMark(), fillable(Kind::Other, "a set"), true;  // ADDITEMS
    default: return false;
    }
}

bool PickleMachine::memo(uint8_t op) {
    const auto put = [this](uint64_t index) {
        if (m_stack.empty())
            fail("its pickle takes from an empty stack");
        if (m_memo.size() == kMostValues)
            fail("its pickle has more values than weights need");
        return m_memo[index] = m_stack.back(), true;
    };
    const auto get = [this](uint64_t index) {
        const auto found = m_memo.find(index);
        if (found == m_memo.end())
            fail("its pickle refers to a value that it does not have");
        return m_stack.push_back(found->second), true;
    };
    switch (op) {
    case 'q': return put(number(1));       // BINPUT
    case 'r': return put(number(4));       // LONG_BINPUT
    case 0x94: return put(m_memo.size());  // MEMOIZE
    case 'h': return get(number(1));       // BINGET
    case 'j': return get(number(4));       // LONG_BINGET
    default: return false;
    }
}

bool PickleMachine::call(uint8_t op) {
    switch (op) {
    case 'c': {  // GLOBAL
        const auto module = line(), name = line();
        return global(module, name), true;
    }
    case 0x93: {  // STACK_GLOBAL
        const auto& name = expect(pop(), Kind::Text, "a name");
        const auto& module = expect(pop(), Kind::Text, "a name");
        return global(module.text, name.text), true;
    }
    case 'Q': return persistentId(), true;
    case 'R': {  // REDUCE
        const ValueId arguments = pop(), callable = pop();
        return callWith(callable, arguments), true;
    }
    default: return false;
    }
}

/// Objects. Whatever their class, none is made.
bool PickleMachine::make(uint8_t op) {
    switch (op) {
    case 0x81: {  // NEWOBJ
        const ValueId arguments = pop(), type = pop();
        return callWith(type, arguments), true;
    }
    case 0x92: {  // NEWOBJ_EX
        expect(pop(), Kind::Dict, "named arguments");
        const ValueId arguments = pop(), type = pop();
        return callWith(type, arguments), true;
    }
    case 'i': {  // INST: the class by its name, the arguments on the stack
        const auto module = line(), name = line();
        const auto arguments = popToMark();
        global(module, name);
        return callWith(pop(), arguments), true;
    }
    case 'o': {  // OBJ: the class, then the arguments, on the stack
        auto items = popToMark();
        if (items.empty())
            fail("its pickle takes from an empty stack");
        const ValueId type = items.front();
        items.erase(items.begin());
        return callWith(type, items), true;
    }
    case 'b': return build(), true;
    default: return false;
    }
}

void PickleMachine::refuse(uint8_t op) {
    switch (op) {
    case 0x82:
    case 0x83:
    case 0x84: fail("it asks for a Python object by number: refused. Vitrine executes nothing from a file");
    case 'P': fail("its pickle is in the old text protocol, which torch.save does not write for weights");
    default: fail("its pickle has the operation " + std::to_string(op) + ", which weights do not need: refused");
    }
}

std::span<const uint8_t> PickleMachine::bytes(uint64_t count) {
    if (count > m_pickle.size() - m_at)
        fail("its pickle is cut off");
    const auto result = m_pickle.subspan(m_at, size_t(count));
    m_at += size_t(count);
    return result;
}

uint64_t PickleMachine::number(int width) {
    uint64_t result = 0;
    int shift = 0;
    for (const uint8_t byte : bytes(uint64_t(width))) {
        result |= uint64_t(byte) << shift;
        shift += 8;
    }
    return result;
}

std::string_view PickleMachine::textOf(uint64_t size) {
    if (size > kLongestText)
        fail("its pickle has a text of " + std::to_string(size) + " bytes");
    const auto found = bytes(size);
    return {reinterpret_cast<const char*>(found.data()), found.size()};
}

std::string_view PickleMachine::line() {
    const auto rest = m_pickle.subspan(m_at);
    const auto end = std::find(rest.begin(), rest.end(), uint8_t('\n'));
    if (end == rest.end())
        fail("its pickle is cut off");
    const std::string_view result = textOf(uint64_t(end - rest.begin()));
    m_at += 1;
    return result;
}

ValueId PickleMachine::push(PickleValue value) {
    if (m_values.size() == kMostValues)
        fail("its pickle has more values than weights need");
    m_values.push_back(std::move(value));
    m_stack.push_back(ValueId(m_values.size() - 1));
    return m_stack.back();
}

ValueId PickleMachine::pop() {
    if (m_stack.empty() || (!m_marks.empty() && m_stack.size() == m_marks.back()))
        fail("its pickle takes from an empty stack");
    const ValueId id = m_stack.back();
    m_stack.pop_back();
    return id;
}

std::vector<ValueId> PickleMachine::popToMark() {
    if (m_marks.empty())
        fail("its pickle takes from an empty stack");
    const auto first = m_stack.begin() + std::ptrdiff_t(m_marks.back());
    std::vector<ValueId> items(first, m_stack.end());
    m_stack.erase(first, m_stack.end());
    m_marks.pop_back();
    return items;
}

/// Where items may be added to the value on top of the stack; nullptr for one that does not keep them.
std::vector<ValueId>* PickleMachine::fillable(Kind kind, const char* what) {
    if (m_stack.empty() || (!m_marks.empty() && m_stack.size() == m_marks.back()))
        fail("its pickle takes from an empty stack");
    PickleValue& value = m_values[m_stack.back()];
    if (value.kind == Kind::Inert)  // a subclass of list or dict
        return nullptr;
    expect(m_stack.back(), kind, what);
    return kind == Kind::Other ? nullptr : &value.items;
}

const PickleValue& PickleMachine::expect(ValueId id, Kind kind, const char* what) const {
    if (m_values[id].kind != kind)
        fail("its pickle has something else where " + std::string(what) + " belongs");
    return m_values[id];
}

void PickleMachine::fail(const std::string& why) const { throw Error(m_name, "is refused: " + why); }

}  // namespace vitrine
