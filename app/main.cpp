// main: a command when the first word is one, else the window.
#include "app/commands/command.h"
#include "app/commands/output.h"
#include "core/error.h"
#include "core/image/decode.h"
#include "core/model/device.h"
#include "core/model/torch_error.h"
#include "core/scene/complaints.h"
#include "ui/reading.h"

#include <csignal>
#include <QtGlobal>
#include <string_view>

namespace {

using namespace vitrine;

constexpr std::string_view help =
    R"(Vitrine shows what a Vision Transformer is made of, what it sees in a picture and where it looked.

Usage:
  vitrine [IMAGE|FOLDER|SCENE|CHECKPOINT ...]
                                          open the window (drop more pictures on it); --model, --weights, --seed,
                                          --device and the other MODEL OPTIONS of predict choose what it opens with
  vitrine COMMAND ...                     one answer, without a window

Commands:
  predict IMAGE...       what is in a picture: the most probable classes
  explain IMAGE...       where the model looked: a map over the picture's patches
  evaluate IMAGE...      whether such maps can be trusted: deletion, insertion and more, beside random ones
  inspect IMAGE...       what the tokens are made of: PCA as colours, similarity, norms, lens; how heads look
  heads IMAGE...         which heads matter for a class: each switched off, one at a time
  sanity IMAGE...        whether a map changes when the model's layers are drawn anew
  precision IMAGE...     how closely bfloat16 or float16 answers like float32
  describe MODEL         what a model is made of: modules, shapes, parameters, cost
  models                 which models there are, and which of their weights are on this disk
  shot IMAGE|SCENE       a picture of the window, drawn without a screen
  bench                  how long the parts of the work take on this machine
  fetch ENTRY            download published weights, or hf:owner/name from Hugging Face

Options:
  --help                 this page; vitrine COMMAND --help tells all about a command
  --version              Vitrine and the libraries it runs on

Try:
  vitrine predict cat.jpg
  vitrine explain cat.jpg --method attention -o looked.png     (or .svg, .pdf, .npz, .csv, .py)
  vitrine describe vit_b_16
  vitrine cat.jpg --model vit_b_16 --weights random --seed 7

Without --model and --weights the model that comes with Vitrine is used; it knows 105 everyday things. IMAGE is a
picture (JPEG, PNG, WebP, GIF, TIFF, BMP, SVG and others), its address (https://...), or a folder of them. Numbers of
layers, heads, rows and columns begin at 0. Results go to standard output, everything else to standard error. Exit
status: 0 done, 1 it could not be done, 2 wrong usage.
)";

int version() {
    const BuildInfo info = buildInfo();
    commands::print("Vitrine " + info.vitrine + "\nQt " + qVersion() + "\nLibTorch " + info.libtorch + " (" +
                    info.libtorch_build + ", " + std::to_string(info.threads) +
                    (info.threads == 1 ? " thread, " : " threads, ") + info.vector_width + ")\nOpenCV " +
                    opencvVersion() + "\n");
    return 0;
}

struct Command {
    std::string_view name;
    int (*run)(int argc, char** argv);
};

constexpr Command all[] = {
    {"models", commands::models},   {"describe", commands::describe}, {"predict", commands::predict},
    {"explain", commands::explain}, {"evaluate", commands::evaluate}, {"heads", commands::heads},
    {"sanity", commands::sanity},   {"inspect", commands::inspect},   {"shot", commands::shot},
    {"fetch", commands::fetch},     {"bench", commands::bench},       {"precision", commands::precision}};

int run(int argc, char** argv) {
    const std::string_view first = argc > 1 ? argv[1] : "";
    if (first == "--help" || first == "-h" || first == "help") {
        commands::print(help);
        return 0;
    }
    if (first == "--version")
        return version();
    for (const Command& command : all)
        if (command.name == first)
            return command.run(argc - 1, argv + 1);
    return commands::window(argc, argv);
}

/// "vitrine predict" where that is what went wrong.
std::string commandLine(int argc, char** argv) {
    for (const Command& command : all)
        if (argc > 1 && command.name == argv[1])
            return "vitrine " + std::string(command.name);
    return "vitrine";
}

}  // namespace

int main(int argc, char** argv) {
    std::signal(SIGPIPE, SIG_IGN);  // a closed pipe is then an error of the write, and ends the program quietly
    ui::helpCore();
    try {
        return run(argc, argv);
    } catch (const commands::BrokenPipe&) {
        return 0;
    } catch (const commands::Unwritable& output) {
        commands::complain("standard output: cannot be written: " + output.why);
    } catch (const SceneError& error) {  // the line was right
        commands::complain(error.what());
        return 2;
    } catch (const UsageError& error) {
        commands::complain(error.what());
        commands::complain("\"" + commandLine(argc, argv) + " --help\" tells how it goes");
        return 2;
    } catch (const Error& error) {
        commands::complain(error.what());
    } catch (const Cancelled&) {
        commands::complain("stopped");
    } catch (const std::exception& error) {  // of torch or the system: its first line is the one for people
        if (isOutOfMemory(error)) {
            commands::complain("not enough memory: choose a smaller model, a smaller picture, or bfloat16");
            return 1;
        }
        const std::string_view what = error.what();
        commands::complain("stopped: " + std::string(what.substr(0, what.find('\n'))));
    }
    return 1;
}
