#include "app/commands/predict_file.h"

#include "app/commands/images.h"
#include "app/commands/intervention_options.h"
#include "app/commands/options.h"
#include "app/commands/output.h"
#include "app/commands/predict_rows.h"
#include "app/commands/progress_line.h"
#include "core/read_file.h"

#include <cerrno>
#include <cstdio>
#include <fstream>
#include <unordered_set>

namespace vitrine::commands {
namespace {

constexpr int mostShards = 1 << 20;

std::pair<int, int> readShard(const Value& value) {
    const auto shard = readPair(value.text, '/');
    if (!shard || shard->first < 0 || shard->second > mostShards || shard->first >= shard->second)
        value.wrong("must be I/N, I from 0 to N - 1: 0/8 is the first of eight parts");
    return *shard;
}

/// A file that grows a row at a time, each on the disk as soon as it is whole.
class Growing {
public:
    Growing(std::filesystem::path path, bool append)
        : m_path(std::move(path)), m_file(std::fopen(m_path.c_str(), append ? "ab" : "wb")) {
        if (!m_file)
            fail();
    }
    ~Growing() {
        if (m_file)
            std::fclose(m_file);
    }
    Growing(const Growing&) = delete;
    Growing& operator=(const Growing&) = delete;

    void add(const std::string& row) {
        if (std::fwrite(row.data(), 1, row.size(), m_file) != row.size() || std::fflush(m_file) != 0)
            fail();
    }

private:
    [[noreturn]] void fail() const {
        throw Error(nameOf(m_path), whyNotWritten(errno, m_path.parent_path().empty() ? "." : m_path.parent_path()));
    }

    std::filesystem::path m_path;
    std::FILE* m_file;
};

/// The pictures whose rows are there. A last line without its end was cut off: it goes.
std::unordered_set<std::string> takeUp(const std::filesystem::path& file, RowFormat format, const ModelPlan& plan,
                                       const std::string& header) {
    std::ifstream in(file, std::ios::binary);
    if (!in)
        throw Error(nameOf(file), "cannot be read, so what is done is not known");
    std::unordered_set<std::string> done;
    std::uintmax_t whole = 0;
    for (std::string line; std::getline(in, line) && !in.eof(); whole += line.size() + 1) {
        if (whole == 0 && !header.empty()) {
            if (line + "\n" != header)
                throw Error(nameOf(file), "has other columns; resume with the same --top, or choose another name");
            continue;
        }
        const auto key = keyOf(format, line);
        if (!key)
            throw Error(nameOf(file), "has a line that is no row of predictions; choose another name");
        if (key->model != oneLine(plan.config.name) || key->weights != oneLine(plan.weights))
            throw Error(nameOf(file), "has the answers of another model, " + key->model + ", " + key->weights +
                                          "; resume with that one, or choose another name");
        done.insert(key->image);
    }
    in.close();
    std::error_code error;
    std::filesystem::resize_file(file, whole, error);
    if (error)
        throw Error(nameOf(file), "cannot be written: " + error.message());
    return done;
}

std::vector<Named> shardOf(std::vector<Named> all, const std::optional<std::pair<int, int>>& shard) {
    if (!shard)
        return all;
    std::vector<Named> part;
    for (size_t i = 0; i < all.size(); ++i)
        if (i % size_t(shard->second) == size_t(shard->first))
            part.push_back(std::move(all[i]));
    return part;
}

}  // namespace

void addPredictFile(CLI::App& app, PredictFile& options) {
    const std::string group = "For many pictures";
    addOption(app, "-o,--output", "OUT",
              ".jsonl (an object a line) or .csv (a line a picture): the answers go there while\n"
              "they come, several pictures at a time; what cannot be read is a row with its error",
              [&options](const Value& v) {
                  options.output = v.text;
                  if (!rowFormatOf(options.output))
                      v.wrong("must end in .jsonl or .csv");
              })
        ->group(group);
    app.add_flag("--resume", options.resume, "go on with OUT: pictures that have a row there are left out")->group(group);
    addOption(app, "--shard", "I/N", "of all pictures the I-th of N parts, I from 0: a part for each job of an array",
              [&options](const Value& v) { options.shard = readShard(v); })
        ->group(group);
}

void checkPredictFile(const CLI::App& app, const PredictFile& options) {
    for (const char* option : {"--resume", "--shard"})
        if (app.count(option) && options.output.empty())
            throw UsageError(option, "of which file of answers? Add -o OUT.jsonl or OUT.csv");
    if (options.output.empty())
        return;
    for (const char* option : {"--json", "--dump"})
        if (app.count(option))
            throw UsageError(option, "does not go together with -o, which has its own form");
    for (const std::string& option : interventionOptions())
        if (app.count(option))
            throw UsageError(option, "does not go together with -o: many pictures run as they are");
}

int predictIntoFile(const PredictFile& options, const std::vector<std::string>& images, const ModelPlan& plan,
                    const PictureSource& like, size_t top) {
    if (!plan.config.hasHead())
        throw UsageError(plan.weights, "has no head, so it names no classes");
    const RowFormat format = *rowFormatOf(options.output);
    const std::string header = headerOf(format, top);
    std::error_code ignored;
    const bool isThere = std::filesystem::exists(options.output, ignored);
    if (isThere && !options.resume)
        throw Error(options.output.string(), "is there already: --resume goes on with it; or choose another name");
    bool failed = false;
    const std::vector<Named> all = shardOf(namedImages(images, failed), options.shard);
    const auto done = isThere ? takeUp(options.output, format, plan, header) : std::unordered_set<std::string>();
    std::vector<std::filesystem::path> names, files;
    for (const auto& [name, file] : all)
        if (!done.contains(format == RowFormat::Csv ? oneLine(name.string()) : name.string())) {
            names.push_back(name);
            files.push_back(file);
        }
    const auto model = load(plan);
    Growing out(options.output, isThere);
    if (!isThere || std::filesystem::file_size(options.output, ignored) == 0)
        out.add(header);
    ProgressLine line;
    size_t written = 0;
    bool stopped = false;
    int unread = 0;
    const Progress progress = progressOn(line, [&](int now, int of) {
        return thousands(now) + " of " + thousands(of) + " pictures" +
               (done.empty() ? "" : ", " + thousands(int64_t(done.size())) + " were done before");
    });
    streamPictures(*model, files, like, [&](const Streamed& result) {
        unread += result.error.empty() ? 0 : 1;
        out.add(rowOf(format, plan, names[result.index], result, top));
        stopped = !progress(int(++written), int(files.size()));
        return !stopped;
    });
    line.clear();
    if (unread > 0)
        complain(std::to_string(unread) + (unread == 1 ? " picture" : " pictures") +
                 " could not be looked at; the rows say why");
    if (stopped)
        complain("stopped; --resume goes on with " + options.output.string());
    return failed || unread > 0 || stopped ? 1 : 0;
}

}  // namespace vitrine::commands
