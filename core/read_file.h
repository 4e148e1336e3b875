// A whole file into memory, and whole files onto the disk, with messages for people.
#pragma once

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <vector>

namespace vitrine {

/// The name that messages give a file.
std::string nameOf(const std::filesystem::path& file);

/// The extension in lower case, with its dot.
std::string extensionOf(const std::filesystem::path& file);

/// Absolute, without "." and ".." on the way; as it is where nobody knows.
std::string fullPath(const std::filesystem::path& file);

/// Throws Error: missing, a folder, a pipe or a device (never waited for), no permission, empty, more than `limit` bytes.
std::vector<uint8_t> readFile(const std::filesystem::path& file, uint64_t limit);

/// What errno says of a file to be written into `folder`, in words.
std::string whyNotWritten(int error, const std::filesystem::path& folder);

/// Complete or not there: a temporary file beside it, then a rename. Throws Error.
void writeFile(const std::filesystem::path& file, std::span<const uint8_t> bytes);

}  // namespace vitrine
