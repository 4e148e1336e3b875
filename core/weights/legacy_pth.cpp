// torch.save before PyTorch 1.6 (torch/serialization.py, _legacy_save): pickles of a magic number, the version 1001, the
// machine, what was saved, and the storages' keys; then in that order each storage's number of elements and its bytes.
#include "core/weights/pth.h"

#include "core/error.h"
#include "core/weights/dtype.h"
#include "core/weights/pickle.h"
#include "core/weights/pickle_machine.h"

#include <algorithm>
#include <cstring>
#include <unordered_map>

namespace vitrine {
namespace {

using Kind = PickleValue::Kind;

// LONG1 with the magic number 0x1950a86a20f9469cfc6c and STOP.
constexpr uint8_t kMagic[] = {0x8a, 0x0a, 0x6c, 0xfc, 0x9c, 0x46, 0xf9, 0x20, 0x6a, 0xa8, 0x50, 0x19, '.'};

/// The place behind the magic number, which PROTO and a FRAME may precede; 0 where there is none.
size_t behindMagic(std::span<const uint8_t> bytes) {
    constexpr size_t kFrame = 9;
    for (const size_t at : {size_t(0), size_t(2), 2 + kFrame})
        if (bytes.size() >= at + sizeof kMagic && (at == 0 || bytes[0] == 0x80) &&
            std::equal(std::begin(kMagic), std::end(kMagic), bytes.begin() + std::ptrdiff_t(at)))
            return at + sizeof kMagic;
    return 0;
}

class LegacyReader {
public:
    LegacyReader(std::span<const uint8_t> bytes, const std::string& name) : m_bytes(bytes), m_name(name) {}

    FileContents read() {
        m_at = behindMagic(m_bytes);
        readVersion();
        readMachine();
        PickledWeights weights = readWeightsPickle(m_bytes.subspan(m_at), m_name);
        m_at += weights.end;
        readKeys();
        readStorages(weights.itemsizes);
        return locate(std::move(weights), m_name, [this](const std::string& key) {
            const auto found = m_places.find(key);
            if (found == m_places.end())
                throw Error(m_name, "is broken: its storage " + printable(key) + " is missing");
            return found->second;
        });
    }

private:
    void readVersion() {
        PickleMachine machine(m_bytes.subspan(m_at), m_name);
        const PickleValue& version = machine.run();
        if (version.kind != Kind::Integer || version.integer != 1001)
            throw Error(m_name, "is in a version of PyTorch's old format that never was");
        m_at += machine.end();
    }
    void readMachine() {
        PickleMachine machine(m_bytes.subspan(m_at), m_name);
        const PickleValue& info = machine.run();
        for (size_t i = 0; info.kind == Kind::Dict && i + 1 < info.items.size(); i += 2) {
            const PickleValue& value = machine.value(info.items[i + 1]);
            if (machine.value(info.items[i]).text == "little_endian" && value.kind == Kind::Bool && value.integer == 0)
                throw Error(m_name, "was saved on a big-endian machine; save it again on a usual one");
        }
        m_at += machine.end();
    }
    void readKeys() {
        PickleMachine machine(m_bytes.subspan(m_at), m_name);
        const PickleValue& keys = machine.run();
        if (keys.kind != Kind::List)
            throw Error(m_name, "is broken: it has something else where the list of its storages belongs");
        for (const ValueId id : keys.items)
            m_keys.emplace_back(machine.value(id).text);
        m_at += machine.end();
    }

    /// Of all storages, the optimizer's too: only whoever knows the size of each finds the next.
    void readStorages(const std::unordered_map<std::string, int64_t>& itemsizes) {
        for (const std::string& key : m_keys) {
            const auto itemsize = itemsizes.find(key);
            if (itemsize == itemsizes.end())
                return;  // of an unknown type; a weight that lies behind it is missed in time
            int64_t numel = 0;
            if (m_bytes.size() - m_at < sizeof numel)
                cutOff();
            std::memcpy(&numel, m_bytes.data() + m_at, sizeof numel);
            m_at += sizeof numel;
            if (numel < 0)
                throw Error(m_name, "is broken: its storage " + printable(key) + " has a negative size");
            if (uint64_t(numel) > (m_bytes.size() - m_at) / uint64_t(itemsize->second))
                cutOff();
            const uint64_t size = uint64_t(numel) * uint64_t(itemsize->second);
            if (!m_places.emplace(key, StoragePlace{m_at, size}).second)
                throw Error(m_name, "is broken: it has two storages named " + printable(key));
            m_at += size_t(size);
        }
    }
    [[noreturn]] void cutOff() const { throw Error(m_name, "is cut off; get the file again"); }

    std::span<const uint8_t> m_bytes;
    const std::string& m_name;
    size_t m_at = 0;
    std::vector<std::string> m_keys;
    std::unordered_map<std::string, StoragePlace> m_places;
};

}  // namespace

bool looksLikeLegacyPth(std::span<const uint8_t> bytes) { return behindMagic(bytes) != 0; }

FileContents readLegacyPth(std::span<const uint8_t> bytes, const std::string& name) {
    return LegacyReader(bytes, name).read();
}

}  // namespace vitrine
