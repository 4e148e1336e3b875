#include "app/commands/output.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <cmath>
#include <cstdio>
#include <cstring>

namespace vitrine::commands {

void print(std::string_view text) {
    const bool written = std::fwrite(text.data(), 1, text.size(), stdout) == text.size() && std::fflush(stdout) == 0;
    if (written)
        return;
    if (errno == EPIPE)
        throw BrokenPipe();
    throw Unwritable{std::strerror(errno)};
}

void printJson(const Json& json) { print(json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n"); }

void JsonArray::add(const Json& json) {
    print((m_any ? ",\n" : "[\n") + json.dump(-1, ' ', false, Json::error_handler_t::replace));
    m_any = true;
}

void JsonArray::end() { print(m_any ? "\n]\n" : "[]\n"); }

void complain(std::string_view text) {
    const std::string line = "vitrine: " + oneLine(text) + "\n";
    std::fwrite(line.data(), 1, line.size(), stderr);
}

std::string oneLine(std::string_view text) {
    std::string line(text);
    std::replace_if(
        line.begin(), line.end(), [](unsigned char c) { return c < 0x20 || c == 0x7F; }, ' ');
    return line;
}

double shortest(float value) {
    if (!std::isfinite(value))
        return value;
    std::array<char, 64> buffer{};
    const char* end = std::to_chars(buffer.begin(), buffer.end(), value).ptr;
    double result = value;
    std::from_chars(buffer.data(), end, result);
    return result;
}

}  // namespace vitrine::commands
