// "Copy as Python": the same model, preprocessing, prediction and map with torch, torchvision and Pillow alone.
#pragma once

#include "core/scene/scene.h"

#include <string>
#include <vector>

namespace vitrine {

/// The script. `plan` is the model of the scene; `top` is what Vitrine predicted, for a comment to compare with (may be
/// empty). After it has run, `logits` (C), `top5` and, where the method is attention or rollout, `attention_map`
/// (rows, cols) hold the results.
/// Throws Error for a model of which there is none (whyNoPython).
std::string pythonScript(const Scene& scene, const ModelPlan& plan, const std::vector<Prediction>& top);

/// Why there is no script for a model: it is not torchvision's, or its file is no plain state dict. Or
/// something in the run is changed. Empty: there is one.
std::string whyNoPython(const ModelPlan& plan, const Intervention& intervention = {});

/// Whether the script computes the scene's map: attention and rollout. `seen`, what enters each block's self-attention, is
/// then kept for it.
bool hasPythonMap(const Scene& scene);

/// A Python string literal; bytes that are no UTF-8 as os.fsdecode gives them.
std::string pythonText(const std::string& text);

}  // namespace vitrine
