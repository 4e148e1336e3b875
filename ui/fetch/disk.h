// What a fetch asks of the disk: room, the digest of a file, and that it is really written.
#pragma once

#include "core/error.h"

#include <QtCore/QString>

#include <filesystem>
#include <string>

namespace vitrine::ui {

inline constexpr size_t gitDigits = 40;  ///< of git's hash of a file; SHA-256 has more

/// 0 where there is no such file.
qint64 sizeOf(const std::filesystem::path& file);

/// Why so many bytes have no room in a folder that exists; empty where they have. `elsewhere` is the variable that names
/// another folder.
QString noRoom(qint64 needed, const std::filesystem::path& folder, const QString& elsewhere);

/// The digest that `like` begins: SHA-256, or git's where that has 40 digits. In a worker. Throws Error and Cancelled.
std::string digestOf(const std::filesystem::path& file, const std::string& like, const Progress& progress);

/// On the disk itself, not on its way there: a power cut must not leave a name without its bytes.
bool flush(const std::filesystem::path& path);

}  // namespace vitrine::ui
