#include "app/commands/board_options.h"

#include "core/explain/methods.h"
#include "core/faith/board.h"

namespace vitrine::commands {

std::string joined(const std::vector<std::string>& words, size_t most) {
    std::string text;
    for (size_t i = 0; i < words.size(); ++i)
        text += (i == 0 ? "" : most > 0 && i % most == 0 ? ",\n" : ", ") + words[i];
    return text;
}

namespace {

std::string methodList() {
    std::vector<std::string> names;
    for (const Method& method : methods())
        names.push_back(method.name);
    return joined(names);
}

/// "chefer,ig", "all" or "none".
std::vector<std::string> readBoardMethods(const Value& value) {
    std::vector<std::string> names;
    if (value.text == "none")
        return names;
    for (size_t from = 0; value.text != "all" && from <= value.text.size();) {
        const size_t comma = std::min(value.text.find(',', from), value.text.size());
        names.push_back(value.text.substr(from, comma - from));
        from = comma + 1;
    }
    for (const Method& method : methods())
        if (value.text == "all")
            names.push_back(method.name);
    for (const std::string& name : names)
        if (!findMethod(name))
            value.wrong("has " + name + " in it, which is no method: " + methodList());
    return boardMethods(names);
}

}  // namespace

void addBoardOptions(CLI::App& app, Board& board, const std::string& group) {
    addOption(app, "--board", "NAME,...", "methods on the board, beside random and centre; or all, or none",
              [&board](const Value& v) { board.methods = readBoardMethods(v); })
        ->group(group);
    addOption(app, "--board-scale", "WHOSE", "of the board's colours: own (default) or shared", [&board](const Value& v) {
        board.shared = oneOf(v, boardScaleWords);
    })->group(group);
    addOption(app, "--board-curve", "WHICH", "deletion (default) or insertion", [&board](const Value& v) {
        board.insertion = oneOf(v, boardCurveWords);
    })->group(group);
    addOption(app, "--board-fill", "WHAT", "in the place of patches that are away: black (default), mean or blur",
              [&board](const Value& v) { board.fill = oneOf(v, boardFillWords); })
        ->group(group);
    addOption(app, "--board-step", "N", "patches at a time (default: about 32 steps a curve)", [&board](const Value& v) {
        board.step = int(v.integer(1, 1 << 16));
    })->group(group);
}

}  // namespace vitrine::commands
