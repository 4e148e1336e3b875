// Qt's part in reading pictures, for the window and the commands alike. Plain C++, so that the commands never see Qt.
#pragma once

#include <filesystem>
#include <string>

namespace vitrine::ui {

/// Hands core the decoders and the colours that it does not have. First thing in main().
void helpCore();

/// "http://..." or "https://...".
bool isWebAddress(const std::string& word);

/// Downloads a picture, at most 64 MiB of it, into a file that is gone when the program ends. Throws Error (subject:
/// the address). For the commands: waits.
std::filesystem::path fetchPicture(const std::string& address);

}  // namespace vitrine::ui
