// vitrine bench --turns: a process among others that are measured in turns (tools/bench_peers.py).
#pragma once

#include "core/explore.h"

#include <string>

namespace vitrine::commands {

/// The model's answer to `batch` copies of the picture as a line of JSON, [logits]; then, for each line N of standard input,
/// [milliseconds of N passes]. Until standard input ends.
void benchInTurns(const ModelRequest& model, const std::string& picture, int batch);

}  // namespace vitrine::commands
