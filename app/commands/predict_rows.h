// The lines of a file of predictions: JSON Lines or CSV, a picture a line, so that whoever goes on knows what is there.
#pragma once

#include "core/stream.h"

#include <filesystem>
#include <optional>
#include <string>

namespace vitrine::commands {

enum class RowFormat {
    JsonLines,  ///< {"image", "model", "weights", "top": [{"index", "label", "probability", "logit"}, ...]}, or "error"
    Csv         ///< image,model,weights,error,index_1,label_1,probability_1,logit_1,index_2, ...
};

/// By the name's ending; none for another one.
std::optional<RowFormat> rowFormatOf(const std::filesystem::path& file);

/// What stands above the rows; empty in JSON Lines. With its line break, as a row.
std::string headerOf(RowFormat format, size_t top);
std::string rowOf(RowFormat format, const ModelPlan& plan, const std::filesystem::path& image, const Streamed& result,
                  size_t top);

/// Of a line that is there: its picture and whose answer it is. None for a line that is no such row.
struct RowKey {
    std::string image, model, weights;
};
std::optional<RowKey> keyOf(RowFormat format, const std::string& line);

}  // namespace vitrine::commands
