#include "core/weights/safetensors_header.h"

#include "core/error.h"
#include "core/weights/bounds.h"
#include "core/weights/dtype.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstring>
#include <set>
#include <unordered_set>

namespace vitrine {
namespace {

constexpr uint64_t kLongestHeader = 100'000'000;  // bytes; the reference implementation's bound
constexpr size_t kMostDimensions = 16;

using Header = SafetensorsHeader;

/// Takes the header's JSON event by event. The format has three levels and no more, so depth is bounded by what this
/// accepts, and a name that comes twice is seen (a JSON object in memory would keep the last).
class HeaderReader : public nlohmann::json_sax<nlohmann::json> {
public:
    explicit HeaderReader(Header& header) : m_header(header) {}
    const std::string& why() const { return m_why; }

    bool null() override { return unexpected("null"); }
    bool boolean(bool) override { return unexpected("true or false"); }
    bool number_float(double, const std::string&) override {
        return unexpected("a number that is no whole one, or is too large");
    }
    bool binary(nlohmann::json::binary_t&) override { return unexpected("binary data"); }

    bool number_integer(int64_t value) override {
        return fail("has the negative number " + std::to_string(value) + " in " + where());
    }
    bool number_unsigned(uint64_t value) override {
        if (m_state == State::Shape && value <= uint64_t(INT64_MAX) && m_entry.info.shape.size() < kMostDimensions)
            return m_entry.info.shape.push_back(int64_t(value)), true;
        if (m_state == State::Offsets && m_offsets.size() < 2)
            return m_offsets.push_back(value), true;
        return unexpected("the number " + std::to_string(value));
    }
    bool string(std::string& value) override {
        if (m_state == State::Metadata)
            return m_header.metadata.emplace(m_key, std::move(value)).second ||
                   fail("has the metadata " + printable(m_key) + " twice");
        if (m_state != State::Tensor || m_key != "dtype")
            return unexpected("a string");
        const DtypeInfo* dtype = dtypeBySafetensors(value);
        if (!dtype)
            return fail("has the unknown dtype " + printable(value) + " in " + where());
        m_entry.info.dtype = dtype->name;
        return true;
    }
    bool key(std::string& value) override {
        m_key = value;
        if (m_state == State::Tensor && !m_fields.insert(value).second)
            return fail("says " + printable(value) + " twice in " + where());
        if (m_state == State::Top && value != "__metadata__") {
            m_entry = {};
            m_entry.info.name = std::move(value);
        }
        return true;
    }
    bool start_object(size_t) override {
        if (m_state == State::Start)
            return m_state = State::Top, true;
        if (m_state != State::Top)
            return unexpected("an object");
        m_fields.clear();
        m_offsets.clear();
        const bool metadata = m_key == "__metadata__";
        if (metadata && std::exchange(m_hadMetadata, true))
            return fail("has __metadata__ twice");
        m_state = metadata ? State::Metadata : State::Tensor;
        return true;
    }
    bool end_object() override {
        if (m_state == State::Top)
            return m_state = State::End, true;
        return std::exchange(m_state, State::Top) == State::Metadata || finishTensor();
    }
    bool start_array(size_t) override {
        if (m_state == State::Tensor && m_key == "shape")
            return m_state = State::Shape, true;
        if (m_state == State::Tensor && m_key == "data_offsets")
            return m_state = State::Offsets, true;
        return unexpected("a list");
    }
    bool end_array() override { return m_state = State::Tensor, true; }
    bool parse_error(size_t position, const std::string&, const nlohmann::json::exception&) override {
        return fail("has a header that is no JSON (at byte " + std::to_string(position) + ")");
    }

private:
    enum class State { Start, Top, Metadata, Tensor, Shape, Offsets, End };

    bool fail(std::string why) {
        if (m_why.empty())
            m_why = std::move(why);
        return false;
    }
    std::string where() const {
        return m_state == State::Top || m_state == State::Metadata ? printable(m_key) : printable(m_entry.info.name);
    }
    bool unexpected(const std::string& what) { return fail("has " + what + " where none may be, in " + where()); }

    bool finishTensor() {
        const std::string name = printable(m_entry.info.name);
        if (m_fields != std::set<std::string>{"data_offsets", "dtype", "shape"} || m_offsets.size() != 2)
            return fail("does not say dtype, shape and data_offsets, and these alone, of " + name);
        m_entry.begin = m_offsets[0];
        m_entry.end = m_offsets[1];
        const auto numel = checkedNumel(m_entry.info.shape);
        int64_t size = 0;
        if (!numel || __builtin_mul_overflow(*numel, dtypeByName(m_entry.info.dtype)->itemsize, &size))
            return fail("has an impossible shape in " + name);
        if (m_entry.begin > m_entry.end || m_entry.end - m_entry.begin != uint64_t(size))
            return fail("has a shape and data_offsets that disagree in " + name);
        if (m_header.entries.size() == kMostTensors)
            return fail("has more tensors than any model needs");
        m_header.entries.push_back(std::move(m_entry));
        return true;
    }

    Header& m_header;
    State m_state = State::Start;
    std::string m_key;
    Header::Entry m_entry;
    std::set<std::string> m_fields;
    std::vector<uint64_t> m_offsets;
    bool m_hadMetadata = false;
    std::string m_why;
};

void checkPlaces(Header& header, uint64_t dataSize, const std::string& name) {
    std::stable_sort(header.entries.begin(), header.entries.end(),
                     [](const auto& a, const auto& b) { return std::pair(a.begin, a.end) < std::pair(b.begin, b.end); });
    uint64_t filled = 0;
    for (const auto& entry : header.entries) {
        if (entry.begin != filled)
            throw Error(name, "is broken: " + printable(entry.info.name) +
                                  (entry.begin < filled ? " overlaps the tensor before it" : " leaves a gap before it"));
        filled = entry.end;
    }
    if (filled > dataSize)
        throw Error(name, "is cut off: " + std::to_string(filled - dataSize) + " bytes are missing; get the file again");
    if (filled < dataSize)
        throw Error(name, "is broken: it has " + std::to_string(dataSize - filled) + " bytes that belong to no tensor");
}

}  // namespace

SafetensorsHeader readSafetensorsHeader(std::span<const uint8_t> bytes, const std::string& name) {
    uint64_t length = 0;
    if (bytes.size() < sizeof length)
        throw Error(name, "is too short to be a .safetensors file");
    std::memcpy(&length, bytes.data(), sizeof length);
    if (length > kLongestHeader)
        throw Error(name, "is broken: its header claims " + std::to_string(length) + " bytes");
    if (length > bytes.size() - sizeof length)
        throw Error(name, "is cut off within its header; get the file again");

    Header header;
    header.dataBegin = sizeof length + size_t(length);
    const auto json = bytes.subspan(sizeof length, size_t(length));
    HeaderReader reader(header);
    if (!nlohmann::json::sax_parse(json.begin(), json.end(), &reader))
        throw Error(name, "is broken: it " + reader.why());
    checkPlaces(header, bytes.size() - header.dataBegin, name);
    return header;
}

}  // namespace vitrine
