#include "app/commands/intervention_options.h"

#include "app/commands/options.h"
#include "core/error.h"
#include "core/model/intervention_check.h"
#include "core/scene/intervention_words.h"
#include "core/scene/words.h"
#include "ui/reading.h"

namespace vitrine::commands {
namespace {

constexpr int maxIndex = 1 << 16;

std::vector<Cell> patchesOf(const Value& value) {
    const auto patches = readPatches(value.text);
    if (!patches)
        value.wrong(std::string("must be ") + patchesForm);
    return *patches;
}

Fill fillOf(const Value& value) {
    std::vector<std::pair<std::string, Fill>> choices;
    for (const Word<Fill>& word : fillWords)
        choices.emplace_back(word.text, word.value);
    return value.oneOf(choices);
}

/// How many blocks the tokens have gone through that leave this layer.
int blocksBefore(const Value& value) {
    if (value.text == "embedding")
        return 0;
    if (value.text.empty() || value.text.find_first_not_of("0123456789") != std::string::npos)
        value.wrong("must be a layer's number, or embedding");
    return int(value.integer(0, maxIndex)) + 1;
}

Graft& graftOf(Intervention& change) { return change.graft ? *change.graft : change.graft.emplace(); }

}  // namespace

const std::vector<std::string>& interventionOptions() {
    static const std::vector<std::string> names{"--mask",       "--fill",        "--off",
                                                "--patch-from", "--patch-layer", "--patch-tokens"};
    return names;
}

void addInterventionOptions(CLI::App& app, Intervention& change, const std::string& fillOption) {
    const std::string group = "What is changed in the run";
    addOption(app, "--mask", "PATCHES",
              "patches taken out: ROW,COL, or a range ROW:ROW,COL:COL (2:5 is 2, 3 and 4);\n"
              "several with ; between them: --mask '0,0;2:5,3:7'",
              [&change](const Value& v) { change.masked = patchesOf(v); })
        ->group(group);
    addOption(app, fillOption, "WITH",
              "what a masked patch gets: black (default), mean (the picture's mean colour),\n"
              "blur, or drop: its token is not in the sequence",
              [&change](const Value& v) { change.fill = fillOf(v); })
        ->group(group);
    app.add_option_function<std::vector<std::string>>(
           "--off",
           [&change](const std::vector<std::string>& parts) {
               for (const std::string& part : parts) {
                   const auto off = readOff(part);
                   if (!off)
                       Value{"--off", part}.wrong(std::string("must be ") + offForm);
                   switchOff(change, *off);
               }
           },
           "a part switched off: LAYER.attention, LAYER.mlp or LAYER.head.N; with =mean it gives its\n"
           "mean over the picture's tokens instead of zeros; may come several times")
        ->option_text("PART")
        ->allow_extra_args(false)
        ->take_all()
        ->group(group);
    addOption(app, "--patch-from", "PICTURE", "activation patching: tokens are taken from the run of this picture",
              [&change](const Value& v) { graftOf(change).picture = ui::withoutFileScheme(v.text); })
        ->group(group);
    addOption(app, "--patch-layer", "L", "those that leave this layer, or embedding: those that enter the first",
              [&change](const Value& v) { graftOf(change).index = blocksBefore(v); })
        ->group(group);
    addOption(
        app, "--patch-tokens", "WHICH", "all (default, the class token too), or patches as --mask takes them",
        [&change](const Value& v) { graftOf(change).patches = v.text == "all" ? std::vector<Cell>() : patchesOf(v); })
        ->group(group);
}

void checkIntervention(const CLI::App& app, const Intervention& change, const std::string& fillOption) {
    if (app.count(fillOption) && change.masked.empty())
        throw UsageError(fillOption, "of which patches? Add --mask");
    for (const char* option : {"--patch-layer", "--patch-tokens"})
        if (app.count(option) && !app.count("--patch-from"))
            throw UsageError(option, "of which picture? Add --patch-from");
    if (app.count("--patch-from") && !app.count("--patch-layer"))
        throw UsageError("--patch-from", "of which layer? Add --patch-layer");
    std::error_code error;
    if (const auto& graft = change.graft; graft && !std::filesystem::exists(graft->picture, error))
        throw Error(graft->picture, ui::whyMissing(graft->picture));
}

void addChange(nlohmann::ordered_json& json, const Intervention& change) {
    if (change.any())
        json["change"] = interventionText(change);
}

Result Changed::operator()(const Model& model, const PictureSource& source) {
    if (!m_change.any())
        return look(model, source);
    Milliseconds took;
    const auto picture = std::make_shared<const Picture>(prepare(model.plan, source, &took));
    return changed(model, picture, took);
}

Result Changed::operator()(const Model& model, const Result& original) {
    return m_change.any() ? changed(model, original.picture, original.ms) : original;
}

Result Changed::changed(const Model& model, const std::shared_ptr<const Picture>& picture, const Milliseconds& took) {
    if (m_change.graft && !m_donor) {
        PictureSource source;
        source.file = m_change.graft->picture;
        m_donor = look(model, source).capture;
    }
    Result result = look(model, picture, {}, m_change, m_donor.get());
    result.ms.decode = took.decode;
    result.ms.preprocess = took.preprocess;
    return result;
}

}  // namespace vitrine::commands
