// vitrine bench: how long the parts of the work take on this machine. Medians of some runs.
#include "app/commands/bench_turns.h"
#include "app/commands/command.h"
#include "app/commands/model_options.h"
#include "app/commands/options.h"
#include "app/commands/output.h"
#include "core/explore.h"
#include "core/median.h"
#include "core/model/batch_times.h"
#include "core/model/threads.h"
#include "core/model/vit.h"
#include "core/resources.h"

#include <algorithm>
#include <chrono>
#include <fstream>
#include <functional>
#include <sstream>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

namespace vitrine::commands {
namespace {

struct Options {
    ModelRequest model;
    int batch = 1;
    int runs = 10;
    std::vector<std::string> methods{"attention", "rollout", "chefer", "gradcam"};
    bool json = false;
    std::string turns;
};

double now() {
    return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

/// Milliseconds of one call.
double timed(const std::function<void()>& work) {
    const double begin = now();
    work();
    return now() - begin;
}

double medianOf(int runs, const std::function<double()>& once) {
    std::vector<double> all;
    for (int i = 0; i < runs; ++i)
        all.push_back(once());
    return median(all);
}

/// Milliseconds since this process began, from the kernel's clock of boot.
double sinceStart() {
    std::ifstream stream("/proc/self/stat");
    std::string text((std::istreambuf_iterator<char>(stream)), {});
    std::istringstream fields(text.substr(text.rfind(')') + 1));
    std::string field;
    for (int i = 3; i <= 22; ++i)  // the 22nd: when it began, in ticks after boot
        fields >> field;
    timespec boot{};
    clock_gettime(CLOCK_BOOTTIME, &boot);
    const double began = std::atof(field.c_str()) * 1000 / double(sysconf(_SC_CLK_TCK));
    return double(boot.tv_sec) * 1000 + double(boot.tv_nsec) / 1e6 - began;
}

/// The most that this process has held, in MiB.
double peakMemory() {
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    return double(usage.ru_maxrss) / 1024;
}

std::vector<std::string> readMethods(const Value& value) {
    std::vector<std::string> names;
    if (value.text == "none")
        return names;
    if (value.text == "all") {
        for (const Method& method : methods())
            names.push_back(method.name);
        return names;
    }
    std::stringstream stream(value.text);
    for (std::string name; std::getline(stream, name, ',');) {
        if (!findMethod(name))
            value.wrong("must be names of methods, all, or none; " + name + " is none of them");
        names.push_back(name);
    }
    return names;
}

Json measure(const Options& options, double start) {
    const ModelPlan plan = planAloud(options.model);
    std::shared_ptr<const Model> model;
    const double loading = timed([&] { model = load(plan); });
    const double packing = timed([&] { model->vit->pack(); });
    const PictureSource photo{resource("samples/chelsea.png"), {}};
    Milliseconds took;
    std::vector<double> decoding, preprocessing;
    std::shared_ptr<const Picture> picture;
    for (int i = 0; i < options.runs; ++i) {
        picture = std::make_shared<const Picture>(prepare(plan, photo, &took));
        decoding.push_back(took.decode);
        preprocessing.push_back(took.preprocess);
    }
    look(*model, picture);  // warms up
    const double captured = medianOf(options.runs, [&] { return look(*model, picture).ms.forward; });
    const std::vector<double> plain = plainPasses(*model->vit, picture->input, options.batch, options.runs);
    Json explained = Json::object();
    for (const std::string& name : options.methods)
        explained[name] = medianOf(options.runs, [&] {
            const Result result = look(*model, picture);  // anew: nothing of the last map is kept with it
            return timed([&] { explain(*result.capture, {.method = name}); });
        });
    const Placement& placement = model->vit->placement();
    return {{"model", plan.config.name},
            {"device", placement.device},
            {"dtype", dtypeName(placement.dtype)},
            {"threads", threadsUsed(placement.threads)},
            {"batch", options.batch},
            {"ms",
             {{"start", start},
              {"load", loading},
              {"pack", packing},
              {"decode", median(decoding)},
              {"preprocess", median(preprocessing)},
              {"forward", median(plain)},
              {"forward_with_capture", captured},
              {"explain", explained}}},
            {"peak_memory_mb", peakMemory()}};
}

std::string tableOf(const Json& told) {
    std::string text = told["model"].get<std::string>() + ", " + told["device"].get<std::string>() + ", " +
                       told["dtype"].get<std::string>() + ", " + std::to_string(told["threads"].get<int>()) +
                       " threads\n";
    const auto row = [&text](std::string name, const Json& ms) {
        name.resize(std::max<size_t>(name.size(), 24), ' ');
        std::string number = fixed(ms.get<double>(), 1);
        text += "  " + name + std::string(number.size() < 10 ? 10 - number.size() : 0, ' ') + number + " ms\n";
    };
    for (const auto& [name, value] : told["ms"].items())
        if (!value.is_object())
            row(name == "forward" ? "forward, batch " + std::to_string(told["batch"].get<int>()) : name, value);
    for (const auto& [name, value] : told["ms"]["explain"].items())
        row("explain " + name, value);
    return text + "  peak memory             " + thousands(int64_t(told["peak_memory_mb"].get<double>())) + " MiB\n";
}

void addOptions(CLI::App& app, Options& options) {
    addOption(app, "--batch", "N", "pictures in one pass (default: 1)",
              [&options](const Value& v) { options.batch = int(v.integer(1, 1024)); });
    addOption(app, "--runs", "N", "of each part; the median is told (default: 10)",
              [&options](const Value& v) { options.runs = int(v.integer(1, 10000)); });
    addOption(app, "--methods", "NAME,...|all|none", "whose maps are timed (default: attention,rollout,chefer,gradcam)",
              [&options](const Value& v) { options.methods = readMethods(v); });
    app.add_flag("--json", options.json, "for programs");
    addOption(app, "--turns", "PICTURE", "time its passes when standard input asks for some: for tools/bench_peers",
              [&options](const Value& v) { options.turns = v.text; });
    addModelOptions(app, options.model);
    app.footer("Examples:\n  vitrine bench\n  vitrine bench --model vit_b_16 --weights random --batch 8 --json");
}

}  // namespace

int bench(int argc, char** argv) {
    const double start = sinceStart();
    CLI::App app("How long the parts of the work take on this machine: one sample picture, medians of some runs.",
                 "vitrine bench");
    Options options;
    addOptions(app, options);
    if (!parse(app, argc, argv))
        return 0;
    if (!options.turns.empty()) {
        benchInTurns(options.model, options.turns, options.batch);
        return 0;
    }
    const Json told = measure(options, start);
    if (options.json)
        printJson(told);
    else
        print(tableOf(told));
    return 0;
}

}  // namespace vitrine::commands
