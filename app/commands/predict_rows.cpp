#include "app/commands/predict_rows.h"

#include "app/commands/output.h"
#include "core/csv.h"
#include "core/read_file.h"

#include <algorithm>
#include <array>

namespace vitrine::commands {
namespace {

/// Line breaks, which names of files may have, as blanks.
std::string cell(const std::string& text) { return csvCell(oneLine(text)); }

std::string numberText(float value) { return Json(shortest(value)).dump(); }

/// The first `count` cells of a line; fewer where there are no more.
std::vector<std::string> cellsOf(const std::string& line, size_t count) {
    std::vector<std::string> cells(1);
    bool quoted = false;
    for (size_t i = 0; i < line.size(); ++i) {
        const char c = line[i];
        if (quoted && c == '"' && i + 1 < line.size() && line[i + 1] == '"')
            cells.back() += line[++i];
        else if (c == '"')
            quoted = !quoted;
        else if (c != ',' || quoted)
            cells.back() += c;
        else if (cells.size() == count)
            break;
        else
            cells.emplace_back();
    }
    return cells;
}

std::string jsonRow(const ModelPlan& plan, const std::filesystem::path& image, const Streamed& result, size_t top) {
    Json json{{"image", image.string()}, {"model", plan.config.name}, {"weights", plan.weights}};
    if (!result.error.empty())
        json["error"] = oneLine(result.error);
    else
        json["top"] = Json::array();
    for (size_t i = 0; i < std::min(top, result.top.size()); ++i) {
        const Prediction& p = result.top[i];
        json["top"].push_back({{"index", p.index},
                               {"label", p.label},
                               {"probability", shortest(p.probability)},
                               {"logit", shortest(p.logit)}});
    }
    return json.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
}

std::string csvRow(const ModelPlan& plan, const std::filesystem::path& image, const Streamed& result, size_t top) {
    std::string row =
        cell(image.string()) + "," + cell(plan.config.name) + "," + cell(plan.weights) + "," + cell(result.error);
    for (size_t i = 0; i < top; ++i) {
        if (i >= result.top.size()) {
            row += ",,,,";
            continue;
        }
        const Prediction& p = result.top[i];
        row += "," + std::to_string(p.index) + "," + cell(p.label) + "," + numberText(p.probability) + "," +
               numberText(p.logit);
    }
    return row + "\n";
}

}  // namespace

std::optional<RowFormat> rowFormatOf(const std::filesystem::path& file) {
    const std::string extension = extensionOf(file);
    if (extension == ".jsonl")
        return RowFormat::JsonLines;
    if (extension == ".csv")
        return RowFormat::Csv;
    return {};
}

std::string headerOf(RowFormat format, size_t top) {
    if (format == RowFormat::JsonLines)
        return {};
    std::string header = "image,model,weights,error";
    for (size_t i = 1; i <= top; ++i)
        for (const char* column : {"index_", "label_", "probability_", "logit_"})
            header += "," + (column + std::to_string(i));
    return header + "\n";
}

std::string rowOf(RowFormat format, const ModelPlan& plan, const std::filesystem::path& image, const Streamed& result,
                  size_t top) {
    return format == RowFormat::Csv ? csvRow(plan, image, result, top) : jsonRow(plan, image, result, top);
}

std::optional<RowKey> keyOf(RowFormat format, const std::string& line) {
    if (format == RowFormat::Csv) {
        const std::vector<std::string> cells = cellsOf(line, 4);
        return cells.size() < 4 ? std::nullopt : std::optional(RowKey{cells[0], cells[1], cells[2]});
    }
    const Json json = Json::parse(line, nullptr, /*allow_exceptions=*/false);
    RowKey key;
    for (const auto& [name, value] : {std::pair{"image", &key.image}, {"model", &key.model}, {"weights", &key.weights}}) {
        if (!json.is_object() || !json.contains(name) || !json[name].is_string())
            return {};
        *value = json[name].get<std::string>();
    }
    return key;
}

}  // namespace vitrine::commands
