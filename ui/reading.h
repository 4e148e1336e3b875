// Qt's part in reading pictures, for the window and the commands alike. Plain C++, so that the commands never see Qt.
#pragma once

#include <filesystem>
#include <string>

namespace vitrine::ui {

/// Hands core the decoders and the colours that it does not have. First thing in main().
void helpCore();

/// "http://..." or "https://...".
bool isWebAddress(const std::string& word);

/// "file:///tmp/a%20cat.png" as "/tmp/a cat.png"; every other word as it is.
std::string withoutFileScheme(const std::string& word);

/// Why a word that was to be a file is none: there is no such file, or it is an address of a kind that is not read (ftp).
std::string whyMissing(const std::string& word);

/// Downloads a picture, at most 64 MiB of it, into a file that is gone when the program ends. Throws Error (subject:
/// the address). For the commands: waits.
std::filesystem::path fetchPicture(const std::string& address);

}  // namespace vitrine::ui
