// Words and numbers on standard output and standard error.
#pragma once

#include "core/model/module_tree.h"
#include "core/text.h"

#include <cstdint>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

namespace vitrine::commands {

/// Keys in the order in which they were added.
using Json = nlohmann::ordered_json;

/// Whoever read standard output has seen enough (`| head -1`). Not an error: the program ends quietly.
struct BrokenPipe {};

/// Standard output cannot be written (a full disk, say): no use to go on.
struct Unwritable {
    std::string why;
};

/// Standard output, at once. Throws BrokenPipe and Unwritable, which are no std::exception: no handler for one image's
/// errors catches them.
void print(std::string_view text);
void printJson(const Json& json);

/// An array on standard output, each object written as it is there; whoever is stopped in the middle calls end() too.
class JsonArray {
public:
    void add(const Json& json);
    void end();

private:
    bool m_any = false;
};

/// One line on standard error: "vitrine: TEXT".
void complain(std::string_view text);

/// No line breaks or other control characters: a file's name cannot drive the terminal.
std::string oneLine(std::string_view text);

/// The shortest decimal that reads back as the same float: 0.8, not 0.800000011920929.
double shortest(float value);

}  // namespace vitrine::commands
