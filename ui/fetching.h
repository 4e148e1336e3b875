// Downloading weights, for the command. Plain C++, so that it never sees Qt.
#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <utility>
#include <vector>

namespace vitrine::ui {

/// What is told before a download.
struct FetchFacts {
    std::string what;                                        ///< "vit_b_16/IMAGENET1K_V1"
    std::vector<std::pair<std::string, std::string>> facts;  ///< "size", "330 MiB ..."
    std::string licence, licenceUrl;  ///< one that has to be accepted first; empty: none, or it has been
};

/// Throws UsageError.
FetchFacts fetchFacts(const std::string& what);

/// Kept in the settings: once is enough.
void acceptLicence(const std::string& licenceUrl);

struct FetchTalk {
    std::function<void(const std::string& line, bool isNews)> tell;  ///< progress; news: not the same as before
    std::function<bool()> stopped;                                   ///< asked some ten times a second
};

struct Fetched {
    std::filesystem::path file;  ///< the weights, or the folder of a repository
    bool wasThere = false;
};

/// Waits. Throws Error, and Cancelled when it was stopped: what has come is kept.
Fetched fetchWeights(const std::string& what, const FetchTalk& talk);

}  // namespace vitrine::ui
