// predict -o: the answers for any number of pictures, into a file that grows while they come and can be gone on with.
#pragma once

#include "core/explore.h"

#include <CLI/CLI.hpp>

#include <optional>
#include <utility>

namespace vitrine::commands {

struct PredictFile {
    std::filesystem::path output{};
    bool resume = false;
    std::optional<std::pair<int, int>> shard{};  ///< the I-th of N
};

/// -o, --resume, --shard. `options` must live until the line is parsed.
void addPredictFile(CLI::App& app, PredictFile& options);

/// To be called after parsing: what does not go together is wrong usage.
void checkPredictFile(const CLI::App& app, const PredictFile& options);

/// The exit status: 0, or 1 where a picture could not be read or it was stopped. Throws Error and UsageError.
int predictIntoFile(const PredictFile& options, const std::vector<std::string>& images, const ModelPlan& plan,
                    const PictureSource& like, size_t top);

}  // namespace vitrine::commands
