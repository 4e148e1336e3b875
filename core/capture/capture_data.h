// What is in a Capture. For core/**/*.cpp alone (it includes ATen). L layers, H heads, N tokens, d = D / H, C classes.
#pragma once

#include "core/capture/capture.h"
#include "core/capture/read_out.h"
#include "core/model/pass_change.h"

#include <ATen/core/Tensor.h>

#include <array>
#include <atomic>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace vitrine {

class Vit;

/// The values of a tensor of any dtype on any device.
std::vector<float> toVector(const at::Tensor& tensor);

/// How many bytes all caches of a capture may hold together, and do.
struct CacheBudget {
    static constexpr size_t limit = size_t(1) << 30;
    std::atomic<size_t> bytes{0};
};

/// Matrices that a method derived from a capture and will want again while the mouse moves: one setting at a time
/// (rollout's discard), so that a slider does not fill the memory, and no more than the budget; what does not fit is
/// computed again.
class MatrixCache {
public:
    explicit MatrixCache(CacheBudget& budget) : m_budget(budget) {}
    at::Tensor find(const std::string& setting, int key) const;  // undefined when it is not kept
    void keep(const std::string& setting, int key, const at::Tensor& matrix);
    void clear();

private:
    void drop();  // under the mutex

    CacheBudget& m_budget;
    mutable std::mutex m_mutex;
    std::string m_setting;
    std::map<int, at::Tensor> m_matrices;
    size_t m_bytes = 0;
};

struct Capture::Data {
    std::weak_ptr<const Vit> vit;  // the model that ran: a capture does not keep it
    at::Tensor input;              // (1, 3, H, W), what entered it, in its dtype, on its device
    std::array<float, 3> black{};  // of input, by channel
    Intervention intervention;     // what was changed in this run
    PassChange change;             // the same, ready
    int rows = 0;
    int cols = 0;
    int patch_size = 0;
    int prefix = 1;
    bool hasClassToken = true;         ///< token 0
    std::vector<at::Tensor> qk;        // L of (2, H, N, d): queries, keys; the model's dtype and device
    std::vector<at::Tensor> tokens;    // L + 1 of (N, D); the model's dtype and device
    std::vector<float> logits;         // (C)
    std::vector<float> probabilities;  // (C)
    ReadOut readOut;
    ForwardTimes times;
    mutable CacheBudget budget;
    mutable MatrixCache rollout{budget};           // steps by layer and fusion
    mutable MatrixCache gradRolloutSteps{budget};  // (N, N) by layer and fusion, of one target and discard
    mutable MatrixCache chefer{budget};            // (N, N) by layer, of one target
    mutable MatrixCache gradRollout{budget};       // (N, N) by layer and fusion, of one target: before `discard`
    mutable MatrixCache attnGrad{budget};          // (2, H, N, d) by layer, of one target: what A * G is made of
    mutable MatrixCache distances{budget};         // (H) by layer
    mutable MatrixCache rowSums{budget};           // (H, N) by layer: logs of what softmax divides each row of A by
    mutable MatrixCache meanLines{budget};         // (H, N) by layer, without a class token: mean of the patches' lines

    std::shared_ptr<const Vit> model() const;  // throws Error where it is gone
    int64_t heads() const { return qk.front().size(1); }
    int64_t num_tokens() const { return qk.front().size(2); }
    at::Tensor query(int layer) const;      // (H, N, d) float32
    at::Tensor key(int layer) const;        // (H, N, d) float32
    at::Tensor attention(int layer) const;  // (H, N, N) float32
    void forgetMaps() const;                // all that methods kept here
    at::Tensor absent() const;              // (N) bool: tokens dropped from the sequence; undefined: none
};

}  // namespace vitrine
