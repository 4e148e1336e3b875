#include "core/scene/intervention_words.h"

#include "core/cells.h"
#include "core/scene/words.h"

#include <algorithm>
#include <charconv>
#include <set>
#include <utility>

namespace vitrine {
namespace {

constexpr int64_t mostPatches = 1'000'000;

std::optional<int> readIndex(std::string_view text) {
    int value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size() || value < 0 || value > maxIndex)
        return {};
    return value;
}

struct Span {
    int first = 0;
    int end = 0;
};

/// "5" or "2:5".
std::optional<Span> readSpan(std::string_view text) {
    const size_t colon = text.find(':');
    const auto first = readIndex(text.substr(0, colon));
    if (!first || colon == text.npos)
        return first ? std::optional(Span{*first, *first + 1}) : std::nullopt;
    const auto end = readIndex(text.substr(colon + 1));
    return end && *first < *end ? std::optional(Span{*first, *end}) : std::nullopt;
}

std::string spanText(const Span& span) {
    const std::string first = std::to_string(span.first);
    return span.end == span.first + 1 ? first : first + ":" + std::to_string(span.end);
}

struct Rectangle {
    Span rows, cols;
};

bool samePart(const Off& a, const Off& b) {
    return a.layer == b.layer && a.part == b.part && (a.part != Part::Head || a.head == b.head);
}

}  // namespace

std::string patchesText(std::vector<Cell> patches) {
    std::sort(patches.begin(), patches.end(),
              [](const Cell& a, const Cell& b) { return std::pair(a.row, a.col) < std::pair(b.row, b.col); });
    std::vector<Rectangle> runs, all;
    for (const Cell& cell : patches) {
        if (!runs.empty() && runs.back().rows.first == cell.row && runs.back().cols.end == cell.col)
            ++runs.back().cols.end;
        else
            runs.push_back({{cell.row, cell.row + 1}, {cell.col, cell.col + 1}});
    }
    for (const Rectangle& run : runs) {  // a run under one as wide makes it higher
        const auto above = std::find_if(all.begin(), all.end(), [&](const Rectangle& r) {
            return r.rows.end == run.rows.first && r.cols.first == run.cols.first && r.cols.end == run.cols.end;
        });
        if (above == all.end())
            all.push_back(run);
        else
            ++above->rows.end;
    }
    std::string text;
    for (const Rectangle& r : all)
        text += (text.empty() ? "" : ";") + spanText(r.rows) + "," + spanText(r.cols);
    return text;
}

std::optional<std::vector<Cell>> readPatches(std::string_view text) {
    std::vector<Cell> cells;
    std::set<std::pair<int, int>> known;
    for (size_t start = 0; start <= text.size();) {
        const size_t end = std::min(text.find(';', start), text.size());
        const std::string_view one = text.substr(start, end - start);
        const size_t comma = one.find(',');
        if (comma == one.npos)
            return {};
        const auto rows = readSpan(one.substr(0, comma)), cols = readSpan(one.substr(comma + 1));
        if (!rows || !cols || int64_t(rows->end - rows->first) * (cols->end - cols->first) > mostPatches)
            return {};
        for (int row = rows->first; row < rows->end; ++row)
            for (int col = cols->first; col < cols->end; ++col)
                if (known.insert({row, col}).second)
                    cells.push_back({row, col});
        start = end + 1;
    }
    return int64_t(cells.size()) > mostPatches ? std::nullopt : std::optional(cells);
}

std::string offText(const Off& off) {
    const std::string part = off.part == Part::Attention ? "attention"
                             : off.part == Part::Mlp     ? "mlp"
                                                         : "head." + std::to_string(off.head);
    return std::to_string(off.layer) + "." + part + (off.by == Silence::Mean ? "=mean" : "");
}

std::optional<Off> readOff(std::string_view text) {
    Off off;
    if (text.ends_with("=mean")) {
        off.by = Silence::Mean;
        text.remove_suffix(5);
    } else if (text.ends_with("=zero"))
        text.remove_suffix(5);
    const size_t dot = text.find('.');
    const auto layer = readIndex(text.substr(0, dot));
    if (!layer || dot == text.npos)
        return {};
    off.layer = *layer;
    const std::string_view part = text.substr(dot + 1);
    if (part == "attention" || part == "mlp") {
        off.part = part == "mlp" ? Part::Mlp : Part::Attention;
        return off;
    }
    const auto head = part.starts_with("head.") ? readIndex(part.substr(5)) : std::nullopt;
    if (!head)
        return {};
    off.head = *head;
    return off;
}

std::string interventionText(const Intervention& intervention) {
    std::string text;
    const auto add = [&text](const std::string& words) { text += (text.empty() ? "" : " · ") + words; };
    if (!intervention.masked.empty())
        add("masked " + patchesText(intervention.masked) + " (" + wordOf(fillWords, intervention.fill) + ")");
    for (const Off& off : intervention.off)
        add("off " + offText(off));
    if (const auto& graft = intervention.graft)
        add((graft->patches.empty() ? "tokens" : "tokens " + patchesText(graft->patches)) +
            (graft->index == 0 ? " before layer 0" : " after layer " + std::to_string(graft->index - 1)) + " from " +
            std::filesystem::path(graft->picture).filename().string());
    return text;
}

std::string withChange(std::string words, const Intervention& intervention) {
    return intervention.any() ? std::move(words) + " · " + interventionText(intervention) : words;
}

void addOnce(std::vector<Cell>& cells, Cell cell) {
    if (!isAmong(cells, cell))
        cells.push_back(cell);
}

void switchOff(Intervention& intervention, const Off& off) {
    for (Off& known : intervention.off)
        if (samePart(known, off)) {
            known.by = off.by;
            return;
        }
    intervention.off.push_back(off);
}

bool isOff(const Intervention& intervention, const Off& off) {
    return std::any_of(intervention.off.begin(), intervention.off.end(),
                       [&](const Off& known) { return samePart(known, off); });
}

void switchOn(Intervention& intervention, const Off& off) {
    std::erase_if(intervention.off, [&](const Off& known) { return samePart(known, off); });
}

}  // namespace vitrine
