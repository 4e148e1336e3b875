// Expected arrays for tests that need no torch: a .safetensors file of float32 and uint8, read whole.
#pragma once

#include <nlohmann/json.hpp>

#include <cstdint>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <string>
#include <vector>

namespace vitrine::test {

class SafetensorsFile {
public:
    explicit SafetensorsFile(const std::filesystem::path& file) {
        std::ifstream in(file, std::ios::binary);
        m_bytes.assign(std::istreambuf_iterator<char>(in), {});
        if (m_bytes.size() < 8)
            throw std::runtime_error("cannot read " + file.string());
        uint64_t headerSize = 0;
        std::memcpy(&headerSize, m_bytes.data(), 8);
        m_header = nlohmann::json::parse(m_bytes.begin() + 8, m_bytes.begin() + 8 + int64_t(headerSize));
        m_header.erase("__metadata__");
        m_start = 8 + headerSize;
    }

    std::vector<std::string> names() const {
        std::vector<std::string> all;
        for (const auto& item : m_header.items())
            all.push_back(item.key());
        return all;
    }

    std::vector<int> shape(const std::string& name) const {
        return m_header.at(name).at("shape").get<std::vector<int>>();
    }
    std::vector<float> floats(const std::string& name) const { return read<float>(name, "F32"); }
    std::vector<uint8_t> bytes(const std::string& name) const { return read<uint8_t>(name, "U8"); }

private:
    template <class T>
    std::vector<T> read(const std::string& name, const char* dtype) const {
        const auto& entry = m_header.at(name);
        if (entry.at("dtype") != dtype)
            throw std::runtime_error(name + " is not " + dtype);
        const auto range = entry.at("data_offsets").get<std::vector<uint64_t>>();
        std::vector<T> values((range.at(1) - range.at(0)) / sizeof(T));
        std::memcpy(values.data(), m_bytes.data() + m_start + range.at(0), values.size() * sizeof(T));
        return values;
    }

    std::vector<char> m_bytes;
    nlohmann::json m_header;
    uint64_t m_start = 0;
};

}  // namespace vitrine::test
