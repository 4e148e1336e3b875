#include "core/weights/foreign.h"

#include <algorithm>
#include <string_view>

namespace vitrine {
namespace {

using namespace std::string_view_literals;

constexpr std::string_view kOpens = "; Vitrine opens .safetensors files and PyTorch's .pth, .pt and .bin files";

struct Signature {
    size_t offset;
    std::string_view magic;
    std::string_view what;
    bool sayWhatOpens = true;
};

constexpr Signature kSignatures[] = {
    {0, "\x89HDF\r\n\x1a\n"sv, "is an HDF5 file (Keras, TensorFlow)"},
    {0, "GGUF"sv, "is a GGUF file (llama.cpp)"},
    {0, "\x93NUMPY"sv, "is a NumPy array"},
    {4, "TFL3"sv, "is a TensorFlow Lite model"},
    {0, "version https://git-lfs"sv, "is a Git LFS pointer, not the weights themselves; get them with `git lfs pull`",
     false},
    {0, "\x1f\x8b"sv, "is compressed with gzip; unpack it first", false},
    {0, "\3757zXZ"sv, "is compressed with xz; unpack it first", false},
    {0, "\x28\xb5\x2f\xfd"sv, "is compressed with zstd; unpack it first", false},
    {0, "7z\xbc\xaf"sv, "is a 7z archive; unpack it first", false},
    {257, "ustar"sv, "is a tar archive; unpack it first", false},
    {0, "\xff\xd8\xff"sv, "is a picture (JPEG), not a checkpoint"},
    {0, "\x89PNG"sv, "is a picture (PNG), not a checkpoint"},
    {0, "GIF8"sv, "is a picture (GIF), not a checkpoint"},
    {8, "WEBP"sv, "is a picture (WebP), not a checkpoint"},
    {0, "II*\0"sv, "is a picture (TIFF), not a checkpoint"},
    {0, "MM\0*"sv, "is a picture (TIFF), not a checkpoint"},
    {0, "%PDF"sv, "is a PDF document, not a checkpoint"},
    {0, "PK\x05\x06"sv, "is an empty zip archive"},
    {0, "\177ELF"sv, "is a program, not a checkpoint"},
};

/// No control characters, and mostly ASCII.
bool isText(std::string_view start) {
    const auto count = [start](auto test) { return size_t(std::count_if(start.begin(), start.end(), test)); };
    const auto control = [](char c) {
        return static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\r' && c != '\t';
    };
    const auto beyondAscii = [](char c) { return static_cast<unsigned char>(c) >= 0x7F; };
    return count(control) == 0 && count(beyondAscii) * 4 < start.size();
}

/// Its protocol, then an opcode; a broken safetensors file can begin with the same two bytes, of a length, and zeros.
bool isPickle(std::string_view start) {
    return start.size() > 2 && start[0] == '\x80' && start[1] >= 1 && start[1] <= 5 && start[2] != 0;
}

/// ONNX has no magic number: a protobuf whose first field is ir_version (a small number), then a string.
bool isOnnx(std::string_view start) {
    return start.size() > 3 && start[0] == 0x08 && start[1] > 0 && start[1] < 0x20 &&
           (start[2] == 0x12 || start[2] == 0x1a || start[2] == 0x3a);
}

std::string textInstead(std::string_view start) {
    const size_t first = start.find_first_not_of(" \t\r\n");
    if (first != std::string_view::npos && start[first] == '<')
        return "is a web page: the download failed; get the file again";
    if (first != std::string_view::npos && start[first] == '{')
        return "is a JSON text, not the weights themselves" + std::string(kOpens);
    return "is a text, not a checkpoint" + std::string(kOpens);
}

}  // namespace

std::string whatElse(std::span<const uint8_t> bytes) {
    const std::string_view start(reinterpret_cast<const char*>(bytes.data()), std::min<size_t>(bytes.size(), 512));
    for (const Signature& signature : kSignatures)
        if (start.size() >= signature.offset && start.substr(signature.offset).starts_with(signature.magic))
            return std::string(signature.what) + std::string(signature.sayWhatOpens ? kOpens : "");
    if (isPickle(start))
        return "is a bare Python pickle, which could run anything; save the weights with "
               "torch.save(model.state_dict(), FILE)";
    if (isText(start))
        return textInstead(start);
    if (isOnnx(start))
        return "is an ONNX model" + std::string(kOpens);
    if (start.starts_with("BM"))
        return "is a picture (BMP), not a checkpoint" + std::string(kOpens);
    if (std::all_of(start.begin(), start.end(), [](char c) { return c == 0; }))
        return "begins with nothing but zeros: the download or copy failed; get the file again";
    return "is no checkpoint that Vitrine knows" + std::string(kOpens);
}

}  // namespace vitrine
