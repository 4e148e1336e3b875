// Blocks: the encoder blocks of a model, whose weights can be packed while others run them. For core/**/*.cpp alone.
#pragma once

#include "core/error.h"
#include "core/model/block.h"

#include <atomic>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace vitrine {

class Blocks {
public:
    void add(Block block) { m_blocks.push_back(std::make_shared<const Block>(std::move(block))); }

    int64_t size() const { return int64_t(m_blocks.size()); }
    std::shared_ptr<const Block> at(int layer) const;

    /// As Vit::pack. Beside at() and weight(), and beside itself.
    void pack(const Progress& progress, const PackedUse& use = packedUse());
    bool isPacked() const { return m_isPacked; }

    /// What pack() packs, by torchvision's name in the whole model, plain; undefined: it is none of these.
    at::Tensor weight(const std::string& name) const;

    /// Of these, those that are there as they came.
    std::vector<at::Tensor> plainWeights() const;

private:
    mutable std::mutex m_mutex;  ///< for which blocks these are; each is immutable
    std::vector<std::shared_ptr<const Block>> m_blocks;
    std::mutex m_packing;
    std::atomic<bool> m_isPacked = false;
};

}  // namespace vitrine
