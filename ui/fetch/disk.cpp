#include "ui/fetch/disk.h"

#include "core/weights/sha256.h"
#include "ui/fetch/file_fetch.h"
#include "ui/numbers.h"

#include <QtCore/QCryptographicHash>

#include <algorithm>
#include <fcntl.h>
#include <unistd.h>

namespace vitrine::ui {

namespace fs = std::filesystem;

namespace {

std::string gitDigest(const fs::path& file) {
    QFile stream(QString::fromStdString(file.string()));
    QCryptographicHash hash(QCryptographicHash::Sha1);
    if (!stream.open(QIODevice::ReadOnly))
        throw Error(file.string(), stream.errorString().toStdString());
    hash.addData("blob " + QByteArray::number(stream.size()) + QByteArray(1, '\0'));
    if (!hash.addData(&stream))
        throw Error(file.string(), stream.errorString().toStdString());
    return hash.result().toHex().toStdString();
}

}  // namespace

qint64 sizeOf(const fs::path& file) {
    std::error_code error;
    const auto size = fs::file_size(file, error);
    return error ? 0 : qint64(size);
}

bool flush(const fs::path& path) {
    const int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    const bool done = fd >= 0 && ::fsync(fd) == 0;
    if (fd >= 0)
        ::close(fd);
    return done;
}

std::string digestOf(const fs::path& file, const std::string& like, const Progress& progress) {
    return like.size() == gitDigits ? gitDigest(file) : sha256OfFile(file, progress);
}

QString noRoom(qint64 needed, const fs::path& folder, const QString& elsewhere) {
    constexpr qint64 spare = qint64(16) << 20;
    std::error_code error;
    const fs::space_info space = fs::space(folder, error);
    const auto available = qint64(std::min<uintmax_t>(space.available, uintmax_t(1) << 62));
    if (error || needed <= 0 || available >= needed + spare)
        return {};
    return FileFetch::tr("%1 more are needed in %2, and %3 are free. Make room, or name a folder on another disk in %4.")
        .arg(sizeWords(needed), QString::fromStdString(folder.string()), sizeWords(available), elsewhere);
}

}  // namespace vitrine::ui
