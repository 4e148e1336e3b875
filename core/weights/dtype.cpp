#include "core/weights/dtype.h"

#include <algorithm>
#include <array>

namespace vitrine {
namespace {

constexpr std::array<DtypeInfo, 18> kDtypes{{
    {"float32", "F32", "FloatStorage", 4},
    {"float16", "F16", "HalfStorage", 2},
    {"bfloat16", "BF16", "BFloat16Storage", 2},
    {"float64", "F64", "DoubleStorage", 8},
    {"int64", "I64", "LongStorage", 8},
    {"int32", "I32", "IntStorage", 4},
    {"int16", "I16", "ShortStorage", 2},
    {"int8", "I8", "CharStorage", 1},
    {"uint8", "U8", "ByteStorage", 1},
    {"bool", "BOOL", "BoolStorage", 1},
    {"complex64", "C64", "ComplexFloatStorage", 8},
    {"complex128", "", "ComplexDoubleStorage", 16},
    {"uint16", "U16", "", 2},
    {"uint32", "U32", "", 4},
    {"uint64", "U64", "", 8},
    {"float8_e4m3fn", "F8_E4M3", "", 1},
    {"float8_e5m2", "F8_E5M2", "", 1},
    {"float8_e8m0fnu", "F8_E8M0", "", 1},
}};

const DtypeInfo* findDtype(std::string_view DtypeInfo::*field, std::string_view text) {
    const auto found =
        std::find_if(kDtypes.begin(), kDtypes.end(), [&](const DtypeInfo& d) { return d.*field == text; });
    return text.empty() || found == kDtypes.end() ? nullptr : &*found;
}

/// Bytes of the valid UTF-8 character at the front of `text`; 0 when there is none.
size_t utf8Length(std::string_view text) {
    const auto lead = static_cast<unsigned char>(text.front());
    const size_t length = lead < 0x80                   ? 1
                          : lead >= 0xC2 && lead < 0xE0 ? 2
                          : lead >= 0xE0 && lead < 0xF0 ? 3
                          : lead >= 0xF0 && lead < 0xF5 ? 4
                                                        : 0;
    if (length == 0 || length > text.size())
        return 0;
    for (size_t i = 1; i < length; ++i)
        if ((static_cast<unsigned char>(text[i]) & 0xC0) != 0x80)
            return 0;
    const auto second = length > 1 ? static_cast<unsigned char>(text[1]) : 0;
    const bool overlong = (lead == 0xE0 && second < 0xA0) || (lead == 0xF0 && second < 0x90);
    const bool surrogate = lead == 0xED && second >= 0xA0;
    return overlong || surrogate || (lead == 0xF4 && second >= 0x90) ? 0 : length;
}

}  // namespace

const DtypeInfo* dtypeByName(std::string_view name) { return findDtype(&DtypeInfo::name, name); }
const DtypeInfo* dtypeBySafetensors(std::string_view code) { return findDtype(&DtypeInfo::safetensors, code); }
const DtypeInfo* dtypeByStorage(std::string_view storage) { return findDtype(&DtypeInfo::storage, storage); }

std::optional<int64_t> checkedNumel(const Shape& shape) {
    int64_t product = 1;
    bool empty = false;
    for (const int64_t size : shape) {
        if (size < 0 || __builtin_mul_overflow(product, std::max<int64_t>(size, 1), &product))
            return {};
        empty |= size == 0;
    }
    return empty ? 0 : product;
}

std::string printable(std::string_view text, size_t longest) {
    std::string shown;
    while (!text.empty() && shown.size() < longest) {
        const size_t length = utf8Length(text);
        const auto lead = static_cast<unsigned char>(text.front());
        // C1 control characters (U+0080 to U+009F) move a terminal's cursor as well.
        const bool control =
            lead < 0x20 || lead == 0x7F || (lead == 0xC2 && length == 2 && static_cast<unsigned char>(text[1]) < 0xA0);
        shown += length == 0 || control ? "?" : text.substr(0, length);
        text.remove_prefix(std::max<size_t>(length, 1));
    }
    return text.empty() ? shown : shown + "…";
}

}  // namespace vitrine
