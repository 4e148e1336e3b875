// Reading options: CLI11 splits the line, the values are read here, the same way with every version of it.
#pragma once

#include "core/scene/words.h"

#include <CLI/CLI.hpp>

#include <array>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace vitrine::commands {

/// False when --help was asked for, and given. Throws UsageError.
bool parse(CLI::App& app, int argc, char** argv);

/// The option and the text after it.
struct Value {
    std::string option;  ///< "--top"
    std::string text;

    /// Throws UsageError, as all below: "--top x: not a whole number".
    int64_t integer(int64_t low, int64_t high) const;
    double number(double low, double high) const;
    std::vector<float> floats(size_t count) const;

    template <typename T>
    T oneOf(const std::vector<std::pair<std::string, T>>& choices) const {
        std::string names;
        for (const auto& [name, value] : choices) {
            if (name == text)
                return value;
            names += (names.empty() ? "" : ", ") + name;
        }
        wrong("must be one of " + names);
    }

    [[noreturn]] void wrong(const std::string& why) const;
};

/// One of the words that scenes have as well.
template <class T, size_t n>
T oneOf(const Value& value, const std::array<Word<T>, n>& words) {
    std::vector<std::pair<std::string, T>> choices;
    for (const Word<T>& word : words)
        choices.emplace_back(word.text, word.value);
    return value.oneOf<T>(choices);
}

/// An option with one value. `name` may list a short one first: "-o,--output".
CLI::Option* addOption(CLI::App& app, const std::string& name, const std::string& type, const std::string& help,
                       std::function<void(const Value&)> read);

/// The numbers of "5:7" or "5,7", whole and not negative; nothing for anything else.
std::optional<std::pair<int, int>> readPair(const std::string& text, char separator);

}  // namespace vitrine::commands
