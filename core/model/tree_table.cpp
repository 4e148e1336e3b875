#include "core/model/tree_table.h"

#include "core/text.h"

#include <algorithm>
#include <array>
#include <vector>

namespace vitrine {
namespace {

using Row = std::array<std::string, 6>;

bool alike(const ModuleNode& a, const ModuleNode& b) {
    return a.kind == b.kind && a.repr == b.repr && a.output == b.output && a.num_params == b.num_params &&
           a.macs == b.macs &&
           std::equal(a.children.begin(), a.children.end(), b.children.begin(), b.children.end(), alike);
}

/// "encoder_layer_0 … 11  × 12"
std::string foldedName(const ModuleNode& first, const ModuleNode& last, size_t count) {
    const std::string number = last.name.substr(last.name.find_last_not_of("0123456789") + 1);
    return first.name + " … " + number + "  × " + std::to_string(count);
}

Row row(const std::string& name, const ModuleNode& node, int64_t count, int64_t allParams) {
    const int64_t params = node.num_params * count;
    return {name,
            kindName(node.kind),
            shapeText(node.output),
            params ? thousands(params) : "",
            params && allParams ? fixed(100.0 * double(params) / double(allParams), 1) + " %" : "",
            node.macs ? fixed(node.gmacs() * double(count), 3) : ""};
}

void addChildren(const ModuleNode& node, const std::string& indent, int64_t allParams, std::vector<Row>& rows) {
    for (size_t i = 0; i < node.children.size();) {
        const ModuleNode& child = node.children[i];
        size_t end = i + 1;
        while (child.num_params > 0 && end < node.children.size() && alike(child, node.children[end]))
            ++end;
        const size_t count = end - i;
        const bool isLast = end == node.children.size();
        const std::string name = count > 1 ? foldedName(child, node.children[end - 1], count) : child.name;
        rows.push_back(row(indent + (isLast ? "└─ " : "├─ ") + name, child, int64_t(count), allParams));
        addChildren(child, indent + (isLast ? "   " : "│  "), allParams, rows);
        i = end;
    }
}

std::vector<Row> table(const ModuleNode& node, int64_t allParams, const std::string& title) {
    std::vector<Row> rows{{"MODULE", "KIND", "OUTPUT", "PARAMETERS", "SHARE", "GMACS"}};
    rows.push_back(row(node.path.empty() ? kindName(node.kind) : node.path, node, 1, allParams));
    if (!title.empty())
        rows.back()[1] = title;
    addChildren(node, "", allParams, rows);
    return rows;
}

constexpr size_t firstNumber = 3;  // columns from here on are aligned at the right

}  // namespace

std::string tableText(const ModuleNode& node, int64_t allParams, const std::string& title) {
    const std::vector<Row> rows = table(node, allParams, title);
    std::array<size_t, 6> widths{};
    for (const Row& cells : rows)
        for (size_t i = 0; i < cells.size(); ++i)
            widths[i] = std::max(widths[i], characters(cells[i]));
    std::string text;
    for (const Row& cells : rows) {
        std::string line = padRight(cells[0], widths[0]);
        for (size_t i = 1; i < cells.size(); ++i)
            line += "  " + (i < firstNumber ? padRight(cells[i], widths[i]) : padLeft(cells[i], widths[i]));
        text += line.substr(0, line.find_last_not_of(' ') + 1) + "\n";
    }
    return text;
}

std::string tableMarkdown(const ModuleNode& node, int64_t allParams) {
    std::string text = "| module | kind | output | parameters | share | GMACs |\n|:--|:--|:--|--:|--:|--:|\n";
    std::vector<Row> rows = table(node, allParams, {});
    rows.erase(rows.begin());
    for (Row& cells : rows) {
        for (size_t at = cells[0].find("  "); at != std::string::npos; at = cells[0].find("  ", at))
            cells[0].replace(at, 2, "\u00a0\u00a0");  // Markdown drops what is set in by spaces alone
        text += "|";
        for (const std::string& cell : cells)
            text += " " + cell + " |";
        text += "\n";
    }
    return text;
}

}  // namespace vitrine
