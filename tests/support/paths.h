// Where tests find their data.
#pragma once

#include <filesystem>
#include <string>

namespace vitrine::test {

inline std::filesystem::path data(const std::string& relative) {
    return std::filesystem::path(VITRINE_TEST_DATA) / relative;
}
inline std::filesystem::path shipped(const std::string& relative) {
    return std::filesystem::path(VITRINE_RESOURCES) / relative;
}

}  // namespace vitrine::test
