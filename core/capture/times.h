// How long the parts of one forward pass took, by the clock on the wall.
#pragma once

#include <chrono>
#include <optional>
#include <vector>

namespace vitrine {

struct ModuleNode;

/// Milliseconds since it was made, or since the last lap.
class Laps {
public:
    double lap() {
        const auto now = std::chrono::steady_clock::now();
        const double took = std::chrono::duration<double, std::milli>(now - m_last).count();
        m_last = now;
        return took;
    }

private:
    std::chrono::steady_clock::time_point m_last = std::chrono::steady_clock::now();
};

/// Milliseconds. The parts of a block include the residual addition that follows them.
struct BlockTimes {
    double ln_1 = 0, self_attention = 0, ln_2 = 0, mlp = 0;
    double whole = 0;
};

/// Milliseconds. A GPU runs behind the clock: there only whole blocks are told, and only those that were waited for.
struct ForwardTimes {
    double conv_proj = 0;
    double positions = 0;  ///< prefix tokens and pos_embedding put to the patches (and ln_pre)
    std::vector<BlockTimes> blocks;
    double ln = 0;  ///< encoder.ln; of the class token alone where nothing else is read
    double heads = 0;
    bool partsKnown = false;   ///< ln_1 ... mlp of each block
    bool blocksKnown = false;  ///< whole of each block, and what is outside them

    double encoder() const;
    double whole() const;
};

/// What a node of the tree took in that run; nothing for what is not timed by itself (the parts of an MLP, parameters).
std::optional<double> millisecondsOf(const ForwardTimes& times, const ModuleNode& node);

}  // namespace vitrine
