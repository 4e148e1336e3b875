// vitrine [IMAGE|FOLDER|SCENE|CHECKPOINT ...]: the window.
#include "app/commands/command.h"
#include "app/commands/model_options.h"
#include "app/commands/options.h"
#include "ui/entry.h"
#include "ui/reading.h"

namespace vitrine::commands {
namespace {

/// "predct": no file, and not written like one, so probably a command.
bool looksLikeCommand(const std::string& argument) { return argument.find_first_of("./") == std::string::npos; }

std::vector<std::filesystem::path> existing(const std::vector<std::string>& arguments) {
    std::vector<std::filesystem::path> files;
    std::vector<std::string> missing;
    for (const std::string& word : arguments) {
        const std::string argument = ui::withoutFileScheme(word);
        std::error_code error;
        if (ui::isWebAddress(argument) || std::filesystem::exists(argument, error))
            files.emplace_back(argument);
        else if (looksLikeCommand(argument))
            throw UsageError(argument, "neither a command nor a file");
        else
            missing.push_back(argument);
    }
    if (files.empty() && !missing.empty())
        throw Error(missing.front(), ui::whyMissing(missing.front()));
    for (const std::string& argument : missing)
        files.emplace_back(argument);  // the window says in its place that it is not there
    return files;
}

/// Wrong usage is said here; what cannot be done (weights that are not on this disk), the window says in its place.
void checkModel(const ModelRequest& request) {
    try {
        plan(request);
    } catch (const UsageError&) {
        throw;
    } catch (const Error&) {
    }
}

}  // namespace

int window(int argc, char** argv) {
    CLI::App app("Opens the window.", "vitrine");
    ui::WindowOptions options;
    std::vector<std::string> files;
    app.add_option("FILE", files, "images, their addresses (https://...), folders, scenes, checkpoints")
        ->option_text("...");
    addModelOptions(app, options.model);
    if (!parse(app, argc, argv))
        return 0;
    options.files = existing(files);
    options.modelGiven = options.model != ModelRequest();
    if (options.modelGiven)
        checkModel(options.model);
    return ui::runWindow(argc, argv, options);
}

}  // namespace vitrine::commands
