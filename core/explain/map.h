// Map: an attribution over the patches, and what to ask for.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace vitrine {

/// A patch by its place in the grid.
struct Cell {
    int row = 0;
    int col = 0;
    bool operator==(const Cell&) const = default;
};

/// A grid of floats, one a patch: values[row * cols + col]. Not scaled.
struct Map {
    int rows = 0;
    int cols = 0;
    std::vector<float> values;

    std::optional<float> completeness_error{};  ///< of `ig`: the sum of all values less the change of the target
    std::vector<bool> dropped{};                ///< by patch: left out of the sequence, its 0 says nothing; empty: none

    float at(int row, int col) const { return values[size_t(row) * size_t(cols) + size_t(col)]; }
    bool isDropped(int row, int col) const {
        return !dropped.empty() && dropped[size_t(row) * size_t(cols) + size_t(col)];
    }
    std::vector<float> present() const;  ///< of the patches in the sequence, in their order
    std::vector<float> bridged() const;  ///< to be drawn: a left-out patch has the mean of its neighbours, not a hole
    std::vector<float> numbers() const;  ///< to be written: NaN for a left-out patch
    float min() const;                   ///< of those in the sequence
    float max() const;
    Cell highest() const;                 ///< of those, the first of several
    Map besides(const Cell& cell) const;  ///< without that one
};

/// Who asks: a patch, or (no cell) the class token; in a model without one, all patches: the mean of their rows.
struct Query {
    std::optional<Cell> patch{};
    bool operator==(const Query&) const = default;
};

/// Which way the query looks: what it attends to (its row), or how much the others attend to it (its column).
enum class Direction { From, To };

enum class Fusion { Mean, Max, Min };
inline constexpr std::array fusions{Fusion::Mean, Fusion::Max, Fusion::Min};

/// One head, or several fused.
struct HeadChoice {
    int head = -1;  ///< -1: fused
    Fusion fusion = Fusion::Mean;
    bool operator==(const HeadChoice&) const = default;
};

/// Layers first..last-1; last -1 means to the end.
struct LayerRange {
    int first = 0;
    int last = -1;
    bool operator==(const LayerRange&) const = default;
};

/// What is explained: a class's logit, or how far it is above another's.
struct Target {
    std::optional<int> of{};  ///< none: the most probable class
    std::optional<int> against{};
    bool operator==(const Target&) const = default;
};

struct MapRequest {
    std::string method = "attention";
    int layer = -1;  ///< -1: the last
    HeadChoice head{};
    Query query{};
    Direction direction = Direction::From;
    double discard = 0;   ///< rollout, grad_rollout: the share of the smallest entries set to 0
    LayerRange layers{};  ///< of methods that go through several
    Target target{};      ///< of methods that explain a class
    uint64_t seed = 0;    ///< random
    bool operator==(const MapRequest&) const = default;
};

}  // namespace vitrine
