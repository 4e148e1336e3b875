// What `shot` takes about the board of methods.
#pragma once

#include "app/commands/options.h"
#include "core/scene/words.h"

#include <string>
#include <vector>

namespace vitrine::commands {

/// "a, b, c"; `most` to a line, 0: all in one.
std::string joined(const std::vector<std::string>& words, size_t most = 0);

void addBoardOptions(CLI::App& app, Board& board, const std::string& group);

}  // namespace vitrine::commands
