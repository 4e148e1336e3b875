#include "core/weights/safetensors.h"

#include "core/error.h"
#include "core/read_file.h"
#include "core/weights/dtype.h"

#include <nlohmann/json.hpp>

#include <cerrno>
#include <fcntl.h>
#include <system_error>
#include <unistd.h>

namespace vitrine {
namespace {

/// A file beside the wanted one, which it replaces when complete; removed when it is not.
class PendingFile {
public:
    explicit PendingFile(const std::filesystem::path& file) : m_subject(file.string()), m_target(file) {
        std::error_code ignored;
        if (std::filesystem::is_symlink(file, ignored))
            m_target = std::filesystem::weakly_canonical(file, ignored);  // the link stays, what it names is replaced
        if (std::filesystem::exists(m_target, ignored) && !std::filesystem::is_regular_file(m_target, ignored))
            throw Error(m_subject, std::filesystem::is_directory(m_target, ignored)
                                       ? whyNotWritten(EISDIR, m_target.parent_path())
                                       : "this is not a file but a pipe or a device; name a file");
        m_temporary = m_target;
        m_temporary += ".part" + std::to_string(::getpid());
        m_fd = ::open(m_temporary.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0666);
        if (m_fd < 0)
            fail();
    }
    ~PendingFile() {
        if (m_fd >= 0)
            ::close(m_fd);
        if (!m_temporary.empty())
            ::unlink(m_temporary.c_str());
    }
    PendingFile(const PendingFile&) = delete;
    PendingFile& operator=(const PendingFile&) = delete;

    void write(const void* data, size_t size) {
        const char* next = static_cast<const char*>(data);
        while (size > 0) {
            const ssize_t written = ::write(m_fd, next, size);
            if (written < 0 && errno != EINTR)
                fail();
            next += std::max<ssize_t>(written, 0);
            size -= size_t(std::max<ssize_t>(written, 0));
        }
    }
    void finish() {
        if (::close(std::exchange(m_fd, -1)) != 0 || ::rename(m_temporary.c_str(), m_target.c_str()) != 0)
            fail();
        m_temporary.clear();
    }

private:
    [[noreturn]] void fail() const { throw Error(m_subject, whyNotWritten(errno, m_target.parent_path())); }

    std::string m_subject;
    std::filesystem::path m_target;
    std::filesystem::path m_temporary;
    int m_fd = -1;
};

std::string headerText(const std::string& subject, const std::vector<NamedArray>& arrays,
                       const std::map<std::string, std::string>& metadata) {
    nlohmann::ordered_json header = nlohmann::ordered_json::object();
    if (!metadata.empty())
        header["__metadata__"] = metadata;
    size_t begin = 0;
    for (const NamedArray& array : arrays) {
        if (checkedNumel(array.shape) != int64_t(array.values.size()) || header.contains(array.name) ||
            array.name == "__metadata__")
            throw Error(subject, "cannot be written: tensor " + printable(array.name) +
                                     " has another shape than its values, or its name comes twice");
        const size_t end = begin + array.values.size() * sizeof(float);
        header[array.name] = {{"dtype", "F32"}, {"shape", array.shape}, {"data_offsets", {begin, end}}};
        begin = end;
    }
    std::string text = header.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
    text.resize((text.size() + 7) / 8 * 8, ' ');  // the format aligns the data to 8 bytes with spaces
    return text;
}

}  // namespace

void writeSafetensors(const std::filesystem::path& file, const std::vector<NamedArray>& arrays,
                      const std::map<std::string, std::string>& metadata) {
    const std::string header = headerText(file.string(), arrays, metadata);
    const uint64_t length = header.size();
    PendingFile pending(file);
    pending.write(&length, sizeof length);
    pending.write(header.data(), header.size());
    for (const NamedArray& array : arrays)
        pending.write(array.values.data(), array.values.size() * sizeof(float));
    pending.finish();
}

}  // namespace vitrine
