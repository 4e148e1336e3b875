#include "core/capture/capture.h"

#include "core/capture/capture_data.h"
#include "core/error.h"

#include <ATen/ATen.h>
#include <c10/core/InferenceMode.h>

namespace vitrine {

std::vector<float> toVector(const at::Tensor& tensor) {
    const at::Tensor values = tensor.to(at::kCPU, at::kFloat).contiguous();
    return {values.const_data_ptr<float>(), values.const_data_ptr<float>() + values.numel()};
}

at::Tensor MatrixCache::find(const std::string& setting, int key) const {
    const std::scoped_lock lock(m_mutex);
    const auto found = m_matrices.find(key);
    return setting == m_setting && found != m_matrices.end() ? found->second : at::Tensor();
}

void MatrixCache::keep(const std::string& setting, int key, const at::Tensor& matrix) {
    const std::scoped_lock lock(m_mutex);
    if (setting != m_setting) {
        drop();
        m_setting = setting;
    }
    const size_t bytes = matrix.nbytes();
    if (m_budget.bytes.fetch_add(bytes) + bytes <= CacheBudget::limit && m_matrices.emplace(key, matrix).second)
        m_bytes += bytes;
    else
        m_budget.bytes -= bytes;
}

void MatrixCache::clear() {
    const std::scoped_lock lock(m_mutex);
    drop();
}

void MatrixCache::drop() {
    m_matrices.clear();
    m_budget.bytes -= std::exchange(m_bytes, 0);
}

void Capture::Data::forgetMaps() const {
    for (MatrixCache* cache :
         {&rollout, &gradRolloutSteps, &chefer, &gradRollout, &attnGrad, &distances, &rowSums, &meanLines})
        cache->clear();
}

at::Tensor Capture::Data::query(int layer) const { return qk.at(size_t(layer))[0].to(at::kFloat); }
at::Tensor Capture::Data::key(int layer) const { return qk.at(size_t(layer))[1].to(at::kFloat); }

at::Tensor Capture::Data::attention(int layer) const {
    return attentionOf(query(layer), key(layer), absent());  // (H, N, N)
}

std::shared_ptr<const Vit> Capture::Data::model() const {
    auto model = vit.lock();
    if (!model)
        throw Error("the model", "of this run is closed; open it again");
    return model;
}

at::Tensor Capture::Data::absent() const { return change.of(0).absent; }

Capture::Capture(std::unique_ptr<const Data> data) : m_data(std::move(data)) {}
Capture::~Capture() = default;

int Capture::layers() const { return int(m_data->qk.size()); }
int Capture::heads() const { return int(m_data->heads()); }
int Capture::num_tokens() const { return int(m_data->num_tokens()); }
int Capture::prefix() const { return m_data->prefix; }
bool Capture::hasClassToken() const { return m_data->hasClassToken; }
bool Capture::hasHead() const { return m_data->readOut.classes > 0; }
int Capture::rows() const { return m_data->rows; }
int Capture::cols() const { return m_data->cols; }
int Capture::patch_size() const { return m_data->patch_size; }

const std::vector<float>& Capture::logits() const { return m_data->logits; }
const std::vector<float>& Capture::probabilities() const { return m_data->probabilities; }
const ForwardTimes& Capture::times() const { return m_data->times; }

at::Tensor Capture::query(int layer) const {
    const c10::InferenceMode inference;
    return m_data->query(layer).cpu();
}

at::Tensor Capture::key(int layer) const {
    const c10::InferenceMode inference;
    return m_data->key(layer).cpu();
}

at::Tensor Capture::attention(int layer) const {
    const c10::InferenceMode inference;
    return m_data->attention(layer).cpu();
}

at::Tensor Capture::tokens(int index) const {
    const c10::InferenceMode inference;
    return m_data->tokens.at(size_t(index)).to(at::kFloat).cpu();
}

at::Tensor Capture::lastHiddenState() const {
    const c10::InferenceMode inference;
    const at::Tensor normal = m_data->readOut.normalise(m_data->tokens.back()).to(at::kFloat).cpu();  // (N, D)
    m_data->readOut.requireWholeFiles();
    return normal;
}

at::Tensor Capture::logitLens() const {
    const c10::InferenceMode inference;
    std::vector<at::Tensor> answers;
    for (const at::Tensor& tokens : m_data->tokens)
        answers.push_back(m_data->readOut.answer(tokens));            // (1, C)
    const at::Tensor logits = at::cat(answers).to(at::kFloat).cpu();  // (L+1, C)
    m_data->readOut.requireWholeFiles();
    return logits;
}

}  // namespace vitrine
