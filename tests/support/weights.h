// Files made by hand for the checkpoint readers: good ones to damage, and damaged ones.
#pragma once

#include "core/error.h"

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace vitrine::test {

inline std::string readFile(const std::filesystem::path& file) {
    std::ifstream stream(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
}

inline std::filesystem::path writeFile(const std::filesystem::path& file, const std::string& bytes) {
    std::ofstream(file, std::ios::binary).write(bytes.data(), std::streamsize(bytes.size()));
    return file;
}

inline std::span<const uint8_t> asBytes(const std::string& text) {
    return {reinterpret_cast<const uint8_t*>(text.data()), text.size()};
}

/// What an Error says when `work` throws one, else nothing. Any other exception escapes and fails the test.
template <typename Work>
std::string whyNot(Work work) {
    try {
        work();
    } catch (const Error& error) {
        return error.reason();
    }
    return {};
}

inline std::string little(uint64_t value, int width) {
    std::string bytes;
    for (int i = 0; i < width; ++i, value >>= 8)
        bytes += char(value);
    return bytes;
}

/// A .safetensors file with this header and this many bytes of data.
inline std::string safetensors(const std::string& header, size_t dataSize) {
    return little(header.size(), 8) + header + std::string(dataSize, '\x3f');
}

/// Pickle opcodes by their Python names.
namespace op {
inline std::string global(const std::string& module, const std::string& name) {
    return "c" + module + "\n" + name + "\n";
}
inline std::string text(const std::string& value) { return "X" + little(value.size(), 4) + value; }
inline std::string integer(int64_t value) { return "\x8a\x08" + little(uint64_t(value), 8); }
inline std::string tuple(const std::vector<std::string>& items) {
    std::string all = "(";
    for (const auto& item : items)
        all += item;
    return all + "t";
}
inline std::string integers(const std::vector<int64_t>& values) {
    std::vector<std::string> items;
    for (const int64_t value : values)
        items.push_back(integer(value));
    return tuple(items);
}
}  // namespace op

/// A tensor as torch.save describes it.
struct PickleTensor {
    std::vector<int64_t> shape{2, 3};
    std::vector<int64_t> strides{3, 1};
    int64_t offset = 0;
    int64_t storageNumel = 6;
    std::string storageType = "FloatStorage";
    std::string key = "0";
    std::string view{};  ///< opcodes of (key, first element, elements), as torch.save wrote before 1.6

    std::string bytes() const {
        const std::string storage = op::tuple({op::text("storage"), op::global("torch", storageType), op::text(key),
                                               op::text("cpu"), op::integer(storageNumel), view}) +
                                    "Q";
        return op::global("torch._utils", "_rebuild_tensor_v2") +
               op::tuple({storage, op::integer(offset), op::integers(shape), op::integers(strides), "\x89",
                          op::global("collections", "OrderedDict") + ")R"}) +
               "R";
    }
};

/// {name: value} in protocol 2; `value` is the opcodes that make it.
inline std::string pickledDict(const std::string& value, const std::string& name = "weight") {
    return "\x80\x02}" + op::text(name) + value + "s.";
}

/// A zip archive of records that are stored as they are.
struct ZipFile {
    uint16_t method = 0;
    uint16_t flags = 0;
    std::vector<std::pair<std::string, std::string>> records;

    std::string bytes() const {
        std::string file, directory;
        for (const auto& [name, data] : records) {
            const std::string sizes =
                little(0, 4) + little(data.size(), 4) + little(data.size(), 4) + little(name.size(), 2) + little(0, 2);
            const std::string common = little(20, 2) + little(flags, 2) + little(method, 2) + little(0, 4) + sizes;
            directory +=
                "PK\x01\x02" + little(20, 2) + common + little(0, 2 + 2 + 2 + 4) + little(file.size(), 4) + name;
            file += "PK\x03\x04" + common + name + data;
        }
        const std::string counts = little(0, 4) + little(records.size(), 2) + little(records.size(), 2);
        return file + directory + "PK\x05\x06" + counts + little(directory.size(), 4) + little(file.size(), 4) +
               little(0, 2);
    }
};

/// A .pth with one pickle and one storage of `dataSize` bytes.
inline std::string pth(const std::string& pickle, size_t dataSize = 24) {
    return ZipFile{
        .records = {{"m/data.pkl", pickle}, {"m/byteorder", "little"}, {"m/data/0", std::string(dataSize, '\x3f')}}}
        .bytes();
}

}  // namespace vitrine::test
