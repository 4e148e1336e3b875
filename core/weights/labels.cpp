#include "core/weights/labels.h"

#include "core/error.h"
#include "core/read_file.h"
#include "core/weights/bounds.h"
#include "core/weights/sidecar_json.h"

#include <algorithm>
#include <string_view>

namespace vitrine {

std::vector<std::string> parseLabels(std::span<const uint8_t> text) {
    std::string_view rest(reinterpret_cast<const char*>(text.data()), text.size());
    if (rest.starts_with("\xef\xbb\xbf"))  // what Windows' editors put first
        rest.remove_prefix(3);
    std::vector<std::string> labels;
    while (!rest.empty() && labels.size() <= kMostLabels) {
        std::string_view line = rest.substr(0, rest.find('\n'));
        rest.remove_prefix(std::min(line.size() + 1, rest.size()));
        if (line.ends_with('\r'))
            line.remove_suffix(1);
        labels.push_back(labelText(std::string(line)));
    }
    while (!labels.empty() && labels.back().empty())
        labels.pop_back();
    return labels.size() > kMostLabels ? std::vector<std::string>() : labels;
}

std::vector<std::string> readLabels(const std::filesystem::path& file) {
    constexpr size_t kLongest = 8 << 20;
    const std::vector<uint8_t> bytes = readFile(file, kLongest);
    if (std::find(bytes.begin(), bytes.end(), uint8_t(0)) != bytes.end())
        throw Error(file.string(),
                    "is no text: class names come from a text file with one name a line, in the order of the classes");
    std::vector<std::string> labels = parseLabels(bytes);
    if (labels.empty())
        throw Error(file.string(),
                    "holds no class names (or more than 100 000): one name a line, in the order of the classes");
    return labels;
}

}  // namespace vitrine
