// vitrine fetch: published weights, or a model of a Hugging Face repository, onto this disk.
#include "app/commands/command.h"
#include "app/commands/interrupt.h"
#include "app/commands/options.h"
#include "app/commands/output.h"
#include "app/commands/progress_line.h"
#include "core/error.h"
#include "ui/fetching.h"

#include <cstdlib>
#include <iostream>
#include <unistd.h>

namespace vitrine::commands {
namespace {

bool atTerminal() { return ::isatty(STDIN_FILENO) && ::isatty(STDERR_FILENO); }

std::string factsText(const ui::FetchFacts& facts) {
    std::string text = facts.what + "\n";
    for (const auto& [name, words] : facts.facts)
        text += "  " + padRight(name, 10) + oneLine(words) + "\n";
    return text;
}

void askForLicence(const ui::FetchFacts& facts, bool accepts) {
    if (facts.licence.empty())
        return;
    const std::string name = facts.licence + " (" + facts.licenceUrl + ")";
    if (!accepts && !atTerminal())
        throw Error(facts.what,
                    "its licence, " + name + ", has to be accepted first: read it, then add --accept-licence");
    if (!accepts) {
        say("Do you accept the licence " + name + "? [y/N] ");
        std::string answer;
        std::getline(std::cin, answer);
        if (answer != "y" && answer != "Y" && answer != "yes")
            throw Error(facts.what, "nothing was downloaded: its licence was not accepted");
    }
    ui::acceptLicence(facts.licenceUrl);
}

}  // namespace

int fetch(int argc, char** argv) {
    CLI::App app(
        "Downloads published weights to where PyTorch keeps them too ($TORCH_HOME, else ~/.cache/torch), or a model\n"
        "of a Hugging Face repository into its cache ($HF_HOME, else ~/.cache/huggingface). What is there is not\n"
        "downloaded again, and what was stopped goes on where it stopped. Prints where it is.",
        "vitrine fetch");
    std::string what;
    bool accepts = false, offline = false;
    app.add_option("ENTRY", what, "vit_b_16/IMAGENET1K_V1 (vitrine models lists them), or hf:owner/name[@revision]")
        ->option_text(" ");
    app.add_flag("--accept-licence,--accept-license", accepts,
                 "you have read the licence of a SWAG entry and accept it; once is enough");
    app.add_flag("--offline", offline, "only look whether it is there and whole; VITRINE_OFFLINE=1 says the same");
    app.footer(
        "Examples:\n  vitrine fetch vit_b_16/IMAGENET1K_V1\n  vitrine fetch hf:google/vit-base-patch16-224\n\n"
        "Environment:\n"
        "  https_proxy, http_proxy, no_proxy   the way to the network, where the system's settings do not say it\n"
        "  VITRINE_WEIGHTS_URL                 a mirror of https://download.pytorch.org/models\n"
        "  HF_ENDPOINT, HF_TOKEN               a mirror of https://huggingface.co; a token for what is not public");
    if (!parse(app, argc, argv))
        return 0;
    if (what.empty())
        throw UsageError("ENTRY", "which weights? `vitrine models` lists the published ones: vit_b_16/IMAGENET1K_V1");
    if (offline)
        ::setenv("VITRINE_OFFLINE", "1", 1);
    const ui::FetchFacts facts = ui::fetchFacts(what);
    say(factsText(facts));
    if (!offline)
        askForLicence(facts, accepts);
    listenForInterrupt();
    ProgressLine line;
    try {
        const ui::Fetched fetched = ui::fetchWeights(
            facts.what, {[&](const std::string& words, bool isNews) { line.tell(words, isNews); }, interrupted});
        line.clear();
        say(fetched.wasThere ? "already there, and whole\n" : "done: whole, and verified\n");
        print(fetched.file.string() + "\n");
    } catch (const Cancelled&) {
        throw Error(facts.what, "stopped. What has come, if anything, is kept: the same command goes on from there");
    }
    return 0;
}

}  // namespace vitrine::commands
