// What `shot` takes about the board of methods.
#pragma once

#include "app/commands/options.h"
#include "core/scene/words.h"

#include <string>
#include <vector>

namespace vitrine::commands {

/// "a, b, c"
std::string joined(const std::vector<std::string>& words);

/// One of a table of words.
template <class T, size_t n>
T oneOf(const Value& value, const std::array<Word<T>, n>& words) {
    std::vector<std::pair<std::string, T>> choices;
    for (const Word<T>& word : words)
        choices.emplace_back(word.text, word.value);
    return value.oneOf<T>(choices);
}

void addBoardOptions(CLI::App& app, Board& board, const std::string& group);

}  // namespace vitrine::commands
