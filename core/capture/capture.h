// Capture: what a forward pass keeps. Immutable; attention and what is made of it is computed from it without the model,
// what explains a class runs blocks of it again (core/explain/gradient.h).
#pragma once

#include "core/capture/times.h"

#include <memory>
#include <vector>

namespace at {
class Tensor;
}

namespace vitrine {

class Capture {
public:
    struct Data;  // core/capture/capture_data.h, for core/**/*.cpp
    explicit Capture(std::unique_ptr<const Data> data);
    ~Capture();
    Capture(const Capture&) = delete;
    Capture& operator=(const Capture&) = delete;

    int layers() const;
    int heads() const;
    int num_tokens() const;  ///< prefix + rows * cols
    int prefix() const;  ///< tokens before the first patch: class token, distillation token, registers; 1 in torchvision's
    bool hasClassToken() const;  ///< token 0
    bool hasHead() const;        ///< without one there are no logits
    int rows() const;            ///< patches
    int cols() const;
    int patch_size() const;  ///< pixels of the model's input

    const std::vector<float>& logits() const;         ///< (C); empty without a head
    const std::vector<float>& probabilities() const;  ///< (C), softmax of logits

    const ForwardTimes& times() const;

    // On the CPU, wherever the model ran.
    at::Tensor query(int layer) const;      ///< (H, N, d) float32: the queries, not scaled
    at::Tensor key(int layer) const;        ///< (H, N, d) float32
    at::Tensor attention(int layer) const;  ///< (H, N, N) float32: softmax(Q K^T / sqrt(d)), recomputed; rows are queries
    at::Tensor tokens(int index) const;     ///< (N, D) float32: 0 the embedding, then after each block
    at::Tensor lastHiddenState() const;     ///< (N, D): the last tokens after encoder.ln
    at::Tensor logitLens() const;           ///< (L+1, C): the model's answer, had it ended there; only with a head

    const Data& data() const { return *m_data; }  ///< for core's methods: the tensors where the model ran

private:
    std::unique_ptr<const Data> m_data;
};

}  // namespace vitrine
