#include "app/commands/options.h"

#include "app/commands/output.h"
#include "core/error.h"

#include <charconv>
#include <cmath>

namespace vitrine::commands {
namespace {

/// The whole text as a number, without locale, sign tricks or octal.
template <typename T>
std::optional<T> readNumber(std::string_view text) {
    T value{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size())
        return {};
    return value;
}

/// CLI11 would split an argument like "[photos]" at its commas and take the brackets away.
std::string protectBrackets(std::string argument) {
    const bool bracketed = !argument.empty() && argument.front() == '[' && argument.back() == ']';
    return bracketed ? "./" + argument : argument;
}

/// One empty line between paragraphs and a line end at the end, whatever the version of CLI11.
std::string tidy(std::string help) {
    if (const size_t usage = help.find("Usage:"); usage != std::string::npos && usage > 0)
        help.insert(usage, "\n");
    for (size_t at; (at = help.find("\n\n\n")) != std::string::npos;)
        help.erase(at, 1);
    return help.substr(0, help.find_last_not_of('\n') + 1) + "\n";
}

std::string firstLine(const std::string& text) { return text.substr(0, text.find('\n')); }

}  // namespace

bool parse(CLI::App& app, int argc, char** argv) {
    std::vector<std::string> arguments;  // the last first, as CLI11 wants them
    for (int i = argc - 1; i > 0; --i)
        arguments.push_back(protectBrackets(argv[i]));
    try {
        app.parse(arguments);
        return true;
    } catch (const CLI::CallForHelp&) {
        print(tidy(app.help()));
        return false;
    } catch (const CLI::ExtrasError&) {
        const std::vector<std::string> extras = app.remaining();
        throw UsageError(extras.empty() ? app.get_name() : extras.front(),
                         "what is this? " + app.get_name() + " has no such option");
    } catch (const CLI::ArgumentMismatch& error) {
        const std::string what = error.what();
        throw UsageError(what.substr(0, what.find(':')), "takes one value");
    } catch (const CLI::ParseError& error) {
        throw UsageError(app.get_name(), firstLine(error.what()));
    }
}

void Value::wrong(const std::string& why) const { throw UsageError(option + " " + text, why); }

int64_t Value::integer(int64_t low, int64_t high) const {
    const auto value = readNumber<int64_t>(text);
    if (!value)
        wrong("not a whole number");
    if (*value < low || *value > high)
        wrong("must be from " + std::to_string(low) + " to " + std::to_string(high));
    return *value;
}

double Value::number(double low, double high) const {
    const auto value = readNumber<double>(text);
    if (!value || !(*value >= low && *value <= high))
        wrong("must be a number from " + fixed(low, 0) + " to " + fixed(high, 0));
    return *value;
}

std::vector<float> Value::floats(size_t count) const {
    std::vector<float> values;
    for (size_t start = 0; start <= text.size();) {
        const size_t end = std::min(text.find(',', start), text.size());
        const auto value = readNumber<float>(std::string_view(text).substr(start, end - start));
        if (!value || !std::isfinite(*value))
            break;
        values.push_back(*value);
        start = end + 1;
    }
    if (values.size() != count || text.back() == ',')
        wrong("must be " + std::to_string(count) + " numbers with commas between" +
              (count == 3 ? ": 0.5,0.5,0.5" : ": 10,20,200,200"));
    return values;
}

CLI::Option* addOption(CLI::App& app, const std::string& name, const std::string& type, const std::string& help,
                       std::function<void(const Value&)> read) {
    const std::string longName = name.substr(name.find(',') == std::string::npos ? 0 : name.find(',') + 1);
    const auto checked = [longName, read = std::move(read)](const std::string& text) {
        if (text.empty())
            throw UsageError(longName, "needs a value");
        read({longName, text});
    };
    return app.add_option_function<std::string>(name, checked, help)->option_text(type);
}

std::optional<std::pair<int, int>> readPair(const std::string& text, char separator) {
    const size_t at = text.find(separator);
    if (at == std::string::npos)
        return {};
    const auto first = readNumber<int>(std::string_view(text).substr(0, at));
    const auto second = readNumber<int>(std::string_view(text).substr(at + 1));
    if (!first || !second || *first < 0 || *second < 0)
        return {};
    return std::pair{*first, *second};
}

}  // namespace vitrine::commands
