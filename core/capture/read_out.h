// The end of the model, from the last block's tokens to the logits, and what it would say of an earlier block's (the
// logit lens; nostalgebraist 2020). For core/**/*.cpp alone (it includes ATen).
#pragma once

#include "core/model/affine.h"
#include "core/model/config.h"

#include <ATen/core/Tensor.h>

namespace vitrine {

/// Its tensors are shared with the Vit. N tokens, D wide; P = D, or 2 * D where the head reads two vectors; C classes.
struct ReadOut {
    Pooling pooling = Pooling::ClassToken;
    int prefix = 1;          ///< tokens before the patches
    int classes = 0;         ///< C; 0: there is no head
    double eps = 1e-6;       ///< of its LayerNorms
    Affine ln;               ///< encoder.ln (D); undefined: there is none
    Affine fc_norm;          ///< (P); undefined: there is none
    Affine pre_logits;       ///< (R, P); undefined without a representation_size
    Affine head, head_dist;  ///< (C, P or R); head_dist with Pooling::ClassAndDistilled alone
    at::Tensor present;      ///< (patches) 1, or 0 where one was dropped from the sequence; undefined: all are there

    // Leading dimensions, of a batch, may stand before all of these shapes but those of a single row.

    /// The model's answer if these were the last block's tokens: (N, D) -> (1, C).
    at::Tensor answer(const at::Tensor& tokens) const { return conclude(read(tokens)); }
    /// What each would be read as alone, in the place of the class token (and of the patches' mean): (n, D) -> (n, C).
    at::Tensor each(const at::Tensor& tokens) const;
    /// What `head` multiplies for these tokens: (N, D) -> (1, P or R).
    at::Tensor featuresOf(const at::Tensor& tokens) const { return features(pool(read(tokens))); }

    /// Throws FileChanged where its tensors are no longer what their file held; for whoever asked it after the run.
    void requireWholeFiles() const;

    // The steps of an answer.
    at::Tensor normalise(const at::Tensor& tokens) const;  // (n, D) -> (n, D): encoder.ln
    at::Tensor read(const at::Tensor& tokens) const;       // (N, D) -> (N, D), or (1, D) where the class token will do
    at::Tensor pool(const at::Tensor& normal) const;       // of what read() gives -> (1, P)
    at::Tensor features(const at::Tensor& pooled) const;   // (n, P) -> (n, P or R)
    at::Tensor logits(const at::Tensor& features) const;   // (n, P or R) -> (n, C), by `head`
    at::Tensor conclude(const at::Tensor& normal) const;   // of what read() gives -> (1, C)
};

}  // namespace vitrine
