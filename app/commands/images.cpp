#include "app/commands/images.h"

#include "app/commands/options.h"
#include "app/commands/output.h"
#include "core/image/folder.h"
#include "core/model/vit.h"
#include "core/read_file.h"
#include "ui/reading.h"

namespace vitrine::commands {
namespace {

constexpr int maxFrame = 1 << 16;  // how many there really are, is the reader's to say

/// Runs `work`; an Error of one image is said, with its name as it was given, and not passed on. UsageError, Cancelled, BrokenPipe and the like are.
bool survives(const std::string& subject, bool several, const std::function<void()>& work) {
    try {
        work();
        return true;
    } catch (const UsageError&) {
        throw;
    } catch (const Cancelled&) {
        throw;
    } catch (const Error& error) {  // "the crop: ..." says of what
        const std::string what = error.what();
        if (error.subject() == nameOf(subject))
            complain(subject + ": " + error.reason());
        else
            complain(several && what.find(nameOf(subject)) == what.npos ? subject + ": " + what : what);
    } catch (const std::exception& error) {  // of torch or the system: its first line is the one for people
        const std::string what = error.what();
        complain(subject + ": " + what.substr(0, what.find('\n')));
    }
    return false;
}

std::vector<Named> expand(const std::string& argument) {
    if (ui::isWebAddress(argument))
        return {{argument, ui::fetchPicture(argument)}};
    const std::filesystem::path path(argument);
    std::error_code error;
    if (std::filesystem::is_directory(path, error)) {
        std::vector<Named> images;
        for (const std::filesystem::path& file : imagesIn(path))
            images.push_back({file, file});
        return images;
    }
    if (!std::filesystem::exists(path, error))
        throw Error(argument, error ? error.message() : ui::whyMissing(argument));
    return {{path, path}};
}

Box readBox(const Value& value) {
    const std::vector<float> v = value.floats(4);
    if (!(v[2] > 0 && v[3] > 0))
        value.wrong("must be X,Y,WIDTH,HEIGHT: 10,20,200,200");
    return {v[0], v[1], v[2], v[3]};
}

}  // namespace

void addImages(CLI::App& app, std::vector<std::string>& images) {
    app.add_option("IMAGE", images,
                   "pictures (JPEG, PNG, WebP, GIF, TIFF, BMP, SVG and others), their\n"
                   "addresses (https://...), folders of them, or a .safetensors with\n"
                   "`input` (3,H,W), already preprocessed")
        ->option_text("...");
}

void addCutOptions(CLI::App& app, PictureSource& like) {
    const std::string group = "How each picture is cut";
    addOption(app, "--crop-box", "X,Y,W,H", "this part of the picture, in its pixels, stretched to the model's input",
              [&like](const Value& v) { like.framing.crop = readBox(v); })
        ->group(group);
    addOption(app, "--frame", "N", "of an animation or a document, from 0", [&like](const Value& v) {
        like.frame = int(v.integer(0, maxFrame));
    })->group(group);
}

void requireImages(std::vector<std::string>& images) {
    if (images.empty())
        throw UsageError("IMAGE", "which picture? Name a file or a folder");
    for (std::string& image : images)
        image = ui::withoutFileScheme(image);
}

std::vector<Named> namedImages(const std::vector<std::string>& images, bool& failed) {
    std::vector<Named> files;
    for (const std::string& argument : images)
        failed |= !survives(argument, images.size() > 1, [&] {
            const auto found = expand(argument);
            files.insert(files.end(), found.begin(), found.end());
        });
    return files;
}

int forEachImage(const std::vector<std::string>& images, const ModelPlan& plan, const UseResult& use,
                 const PictureSource& like, const Look& look) {
    bool failed = false;
    const std::vector<Named> files = namedImages(images, failed);
    if (files.empty())
        return 1;
    const auto model = load(plan);
    if (files.size() >= 8)
        model->vit->pack();  // costs a few passes
    for (const auto& [name, file] : files) {
        PictureSource source = like;
        source.file = file;
        failed |= !survives(name.string(), files.size() > 1,
                            [&] { use(*model, name, look ? look(*model, source) : vitrine::look(*model, source)); });
    }
    return failed ? 1 : 0;
}

void requireSingle(const std::vector<std::string>& images, const std::string& option) {
    std::error_code ignored;
    size_t count = images.size();
    if (count == 1 && std::filesystem::is_directory(images.front(), ignored))
        count = imagesIn(images.front()).size();
    if (count > 1)
        throw UsageError(option, "takes one picture, here are " + std::to_string(count));
}

void requireOther(const std::string& option, const std::filesystem::path& output, std::vector<std::string> inputs,
                  const ModelRequest& model) {
    inputs.insert(inputs.end(), {model.weights, model.labels});
    for (const std::string& input : inputs) {
        std::error_code error;
        if (!output.empty() && !input.empty() && std::filesystem::equivalent(output, input, error) && !error)
            throw UsageError(option + " " + output.string(),
                             "is a file that is read here, and it would be lost; choose another name");
    }
}

}  // namespace vitrine::commands
