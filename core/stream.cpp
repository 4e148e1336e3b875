#include "core/stream.h"

#include "core/model/batch.h"
#include "core/model/input_tensor.h"
#include "core/model/packing.h"
#include "core/model/torch_error.h"
#include "core/model/vit.h"
#include "core/rank.h"

#include <ATen/ATen.h>
#include <c10/core/InferenceMode.h>

#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>

namespace vitrine {

namespace {

struct Prepared {
    size_t index = 0;
    Input input{};
    std::string error{};
};

/// Decodes ahead of whoever takes, no further than `room` pictures.
class Ahead {
public:
    Ahead(const ModelPlan& plan, const std::vector<std::filesystem::path>& files, PictureSource like, size_t room)
        : m_plan(plan), m_files(files), m_like(std::move(like)), m_room(room), m_thread([this] { run(); }) {}

    ~Ahead() {
        {
            const std::scoped_lock lock(m_mutex);
            m_stopped = true;
        }
        m_changed.notify_all();
        m_thread.join();
    }
    Ahead(const Ahead&) = delete;
    Ahead& operator=(const Ahead&) = delete;

    Prepared next() {
        std::unique_lock lock(m_mutex);
        m_changed.wait(lock, [&] { return !m_ready.empty(); });
        Prepared prepared = std::move(m_ready.front());
        m_ready.pop_front();
        m_changed.notify_all();
        return prepared;
    }

private:
    void run() {
        for (size_t index = 0; index < m_files.size(); ++index) {
            Prepared prepared = preparedOf(index);
            std::unique_lock lock(m_mutex);
            m_changed.wait(lock, [&] { return m_stopped || m_ready.size() < m_room; });
            if (m_stopped)
                return;
            m_ready.push_back(std::move(prepared));
            m_changed.notify_all();
        }
    }

    Prepared preparedOf(size_t index) const {
        PictureSource source = m_like;
        source.file = m_files[index];
        try {
            return {.index = index, .input = prepare(m_plan, source).input};
        } catch (const std::exception& error) {
            return {.index = index, .error = error.what()};
        }
    }

    const ModelPlan& m_plan;
    const std::vector<std::filesystem::path>& m_files;
    PictureSource m_like;
    size_t m_room;
    std::mutex m_mutex;
    std::condition_variable m_changed;
    std::deque<Prepared> m_ready;
    bool m_stopped = false;
    std::thread m_thread;
};

/// Those of a batch that could be read, through the model together.
std::vector<Streamed> answered(const Model& model, const std::vector<Prepared>& batch) {
    std::vector<at::Tensor> inputs;
    std::vector<Streamed> results;
    for (const Prepared& prepared : batch) {
        results.push_back({.index = prepared.index, .error = prepared.error});
        if (prepared.error.empty())
            inputs.push_back(tensorOf(prepared.input));
    }
    if (inputs.empty())
        return results;
    const c10::InferenceMode inference;
    const at::Tensor logits = logitsOf(*model.vit, at::cat(inputs)).cpu().contiguous();  // (B, C)
    const at::Tensor probabilities = at::softmax(logits, 1);                             // (B, C)
    model.vit->requireWholeFiles();
    const auto classes = size_t(logits.size(1));
    size_t row = 0;
    for (Streamed& result : results) {
        if (!result.error.empty())
            continue;
        result.top = rank(model.plan, {logits.const_data_ptr<float>() + row * classes, classes},
                          {probabilities.const_data_ptr<float>() + row * classes, classes});
        ++row;
    }
    return results;
}

}  // namespace

void streamPictures(const Model& model, const std::vector<std::filesystem::path>& files, const PictureSource& like,
                    const UseStreamed& use) {
    if (!model.plan.config.hasHead())
        throw UsageError("this model has no head", "so it names no classes");
    useThreads(model.vit->placement().threads);
    packForBatches(*model.vit);
    const auto size = size_t(batchSize(*model.vit));
    Ahead ahead(model.plan, files, like, size);
    for (size_t first = 0; first < files.size(); first += size) {
        std::vector<Prepared> batch;
        for (size_t i = first; i < std::min(files.size(), first + size); ++i)
            batch.push_back(ahead.next());
        const auto results = withPlainErrors(model.plan.weights, [&] { return answered(model, batch); });
        for (const Streamed& result : results)
            if (!use(result))
                return;
    }
}

}  // namespace vitrine
