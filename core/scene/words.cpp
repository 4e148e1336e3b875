#include "core/scene/words.h"

#include <charconv>

namespace vitrine {
namespace {

template <class T>
std::string text(T value) {
    std::array<char, 64> buffer{};
    return {buffer.data(), std::to_chars(buffer.begin(), buffer.end(), value).ptr};
}

}  // namespace

std::string shortestText(float value) { return text(value); }
std::string shortestText(double value) { return text(value); }

}  // namespace vitrine
