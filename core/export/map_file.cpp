#include "core/export/map_file.h"

#include "core/error.h"
#include "core/export/npz.h"
#include "core/read_file.h"
#include "core/scene/words.h"
#include "core/weights/safetensors.h"

#include <algorithm>
#include <cctype>

namespace vitrine {
namespace {

std::string csv(const Map& map) {
    std::string text;
    for (int row = 0; row < map.rows; ++row)
        for (int col = 0; col < map.cols; ++col)
            text += (map.isDropped(row, col) ? "" : shortestText(map.at(row, col))) + (col + 1 < map.cols ? "," : "\n");
    return text;
}

}  // namespace

bool isMapFile(const std::filesystem::path& file) {
    const std::string extension = extensionOf(file);
    return extension == ".npz" || extension == ".safetensors" || extension == ".csv";
}

void writeMap(const Map& map, const std::string& caption, const std::filesystem::path& file) {
    const std::string extension = extensionOf(file);
    if (extension == ".npz") {
        writeFile(file, npzBytes({{"map", {map.rows, map.cols}, map.numbers(), {}}, {"caption", {}, {}, caption}}));
    } else if (extension == ".csv") {
        const std::string text = csv(map);
        writeFile(file, {reinterpret_cast<const uint8_t*>(text.data()), text.size()});
    } else if (extension == ".safetensors") {
        writeSafetensors(file, {{"map", {map.rows, map.cols}, map.numbers()}}, {{"caption", caption}});
    } else {
        throw UsageError(nameOf(file), "must end in .npz, .safetensors or .csv");
    }
}

}  // namespace vitrine
