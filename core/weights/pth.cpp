#include "core/weights/pth.h"

#include "core/error.h"
#include "core/weights/dtype.h"
#include "core/weights/pickle.h"
#include "core/weights/zip.h"

#include <algorithm>

namespace vitrine {
namespace {

/// The records of the archive, by name without the folder that torch.save puts around them.
class Records {
public:
    Records(std::span<const uint8_t> bytes, std::string subject) : m_bytes(bytes), m_subject(std::move(subject)) {
        auto records = readZip(bytes, m_subject);
        const auto pickle = std::find_if(records.begin(), records.end(),
                                         [](const ZipRecord& r) { return r.name.ends_with("/data.pkl"); });
        if (pickle == records.end())
            throw Error(m_subject, notOurs(records));
        const std::string folder = pickle->name.substr(0, pickle->name.size() - std::string_view("data.pkl").size());
        for (ZipRecord& record : records)
            if (record.name.starts_with(folder))
                m_records.emplace(record.name.substr(folder.size()), record);
        refuseOthers();
    }

    const ZipRecord& plain(const std::string& name) const {
        const auto found = m_records.find(name);
        if (found == m_records.end())
            throw Error(m_subject, "is broken: its record " + printable(name) + " is missing");
        if (!found->second.plain)
            throw Error(m_subject, "was packed again by a zip program (" + printable(name) +
                                       " is compressed); save it again with torch.save");
        return found->second;
    }
    std::span<const uint8_t> bytes(const std::string& name) const {
        const ZipRecord& record = plain(name);
        return m_bytes.subspan(size_t(record.begin), size_t(record.size));
    }

private:
    static std::string notOurs(const std::vector<ZipRecord>& records) {
        const bool numpy =
            std::any_of(records.begin(), records.end(), [](const ZipRecord& r) { return r.name.ends_with(".npy"); });
        return numpy ? "is a NumPy archive (.npz), not a PyTorch checkpoint"
                     : "is a zip archive, but no PyTorch checkpoint (it has no data.pkl)";
    }
    void refuseOthers() const {
        const bool code =
            std::any_of(m_records.begin(), m_records.end(), [](const auto& r) { return r.first.starts_with("code/"); });
        if (code || m_records.contains("constants.pkl"))
            throw Error(m_subject,
                        "is a TorchScript program, and Vitrine executes nothing from a file; save its weights alone: "
                        "torch.save(torch.jit.load(FILE).state_dict(), NEW)");
        if (!m_records.contains("byteorder"))
            return;
        const auto order = bytes("byteorder");
        if (!std::equal(order.begin(), order.end(), std::begin("little"), std::end("little") - 1))
            throw Error(m_subject, "was saved on a big-endian machine; save it again on a usual one");
    }

    std::span<const uint8_t> m_bytes;
    std::string m_subject;
    std::unordered_map<std::string, ZipRecord> m_records;
};

}  // namespace

bool looksLikePth(std::span<const uint8_t> bytes) {
    constexpr uint8_t kMagic[] = {'P', 'K', 3, 4};
    return bytes.size() >= sizeof kMagic && std::equal(std::begin(kMagic), std::end(kMagic), bytes.begin());
}

FileContents readPth(std::span<const uint8_t> bytes, const std::string& name) {
    const Records records(bytes, name);
    return locate(readWeightsPickle(records.bytes("data.pkl"), name), name, [&records](const std::string& storage) {
        const ZipRecord& record = records.plain("data/" + storage);
        return StoragePlace{size_t(record.begin), record.size};
    });
}

}  // namespace vitrine
