#include "core/capture/capture.h"

#include "core/capture/capture_data.h"

#include <ATen/ATen.h>
#include <c10/core/InferenceMode.h>

#include <cmath>

namespace vitrine {

std::vector<float> toVector(const at::Tensor& tensor) {
    const at::Tensor values = tensor.to(at::kCPU, at::kFloat).contiguous();
    return {values.const_data_ptr<float>(), values.const_data_ptr<float>() + values.numel()};
}

at::Tensor ReadOut::normalise(const at::Tensor& tokens) const {
    return at::layer_norm(tokens, {tokens.size(-1)}, ln_weight, ln_bias, layerNormEps);  // (n, D)
}

at::Tensor ReadOut::features(const at::Tensor& normal) const {
    if (!pre_logits_weight.defined())
        return normal;                                                        // (n, D)
    return at::tanh(at::linear(normal, pre_logits_weight, pre_logits_bias));  // (n, R)
}

at::Tensor ReadOut::logits(const at::Tensor& normal) const {
    return at::linear(features(normal), head_weight, head_bias);  // (n, C)
}

at::Tensor ReadOut::operator()(const at::Tensor& tokens) const { return logits(normalise(tokens)); }

at::Tensor MatrixCache::find(const std::string& setting, int key) const {
    const std::scoped_lock lock(m_mutex);
    const auto found = m_matrices.find(key);
    return setting == m_setting && found != m_matrices.end() ? found->second : at::Tensor();
}

void MatrixCache::keep(const std::string& setting, int key, const at::Tensor& matrix) {
    const std::scoped_lock lock(m_mutex);
    if (setting != m_setting) {
        m_matrices.clear();
        m_bytes = 0;
        m_setting = setting;
    }
    if (m_bytes + matrix.nbytes() <= limit && m_matrices.emplace(key, matrix).second)
        m_bytes += matrix.nbytes();
}

at::Tensor Capture::Data::query(int layer) const { return qk.at(size_t(layer))[0].to(at::kFloat); }
at::Tensor Capture::Data::key(int layer) const { return qk.at(size_t(layer))[1].to(at::kFloat); }

at::Tensor Capture::Data::attention(int layer) const {
    const at::Tensor q = query(layer);                                                        // (H, N, d)
    const at::Tensor scores = at::matmul(q / std::sqrt(double(q.size(2))), key(layer).mT());  // (H, N, N)
    return at::softmax(scores, -1);                                                           // (H, N, N)
}

Capture::Capture(std::unique_ptr<const Data> data) : m_data(std::move(data)) {}
Capture::~Capture() = default;

int Capture::layers() const { return int(m_data->qk.size()); }
int Capture::heads() const { return int(m_data->heads()); }
int Capture::num_tokens() const { return int(m_data->num_tokens()); }
int Capture::prefix() const { return m_data->prefix; }
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

at::Tensor Capture::logitLens() const {
    const c10::InferenceMode inference;
    std::vector<at::Tensor> classTokens;
    for (const at::Tensor& tokens : m_data->tokens)
        classTokens.push_back(tokens[0]);                                 // (D)
    return m_data->readOut(at::stack(classTokens)).to(at::kFloat).cpu();  // (L+1, C)
}

}  // namespace vitrine
