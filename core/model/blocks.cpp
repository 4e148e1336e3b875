#include "core/model/blocks.h"

#include "core/model/memory.h"
#include "core/weights/mapped_file.h"

#include <ATen/ATen.h>

#include <limits>

namespace vitrine {

namespace {

/// So many bytes may be in memory twice.
constexpr int64_t smallModel = int64_t(128) << 20;

/// The same block with packed weights.
Block packed(Block block, const PackedUse& use, bool keepsBoth) {
    for (const auto& [name, layer] : block.linears()) {
        layer->use = use;
        layer->packed = packedWeight(layer->weight);
        if (!layer->packed.defined())
            continue;
        if (isMapped(layer->weight.const_data_ptr()))
            givePagesBack(layer->weight.const_data_ptr(), layer->weight.nbytes());
        else if (!keepsBoth)
            layer->weight.reset();
    }
    return block;
}

}  // namespace

std::shared_ptr<const Block> Blocks::at(int layer) const {
    const std::scoped_lock lock(m_mutex);
    return m_blocks.at(size_t(layer));
}

std::vector<at::Tensor> Blocks::plainWeights() const {
    std::vector<at::Tensor> all;
    for (int i = 0; i < int(m_blocks.size()); ++i) {
        Block block = *at(i);
        for (const auto& [name, layer] : block.linears())
            if (layer->weight.defined())
                all.push_back(layer->weight);
    }
    return all;
}

void Blocks::pack(const Progress& progress, const PackedUse& use) {
    const std::scoped_lock packing(m_packing);
    const int all = int(m_blocks.size());
    if (m_isPacked || all == 0)
        return;
    int64_t bytes = 0;
    bool areMapped = true;
    for (const at::Tensor& weight : plainWeights()) {
        bytes += int64_t(weight.nbytes());
        areMapped = areMapped && isMapped(weight.const_data_ptr());
    }
    const bool keepsBoth = use.rows < std::numeric_limits<int64_t>::max();
    const bool fits = memoryFree("cpu").main > 2 * bytes && (!keepsBoth || areMapped || bytes <= smallModel);
    if (!fits || !packedWeight(at(0)->out_proj.plain()).defined()) {
        m_isPacked = true;
        return;
    }
    for (int i = 0; i < all; ++i) {
        report(progress, i, all);
        const auto plain = at(i);
        if (plain->mlp_3.packed.defined())  // before a stop
            continue;
        auto better = std::make_shared<const Block>(packed(*plain, use, keepsBoth));
        const std::scoped_lock lock(m_mutex);
        m_blocks[size_t(i)] = std::move(better);
    }
    m_isPacked = true;
    report(progress, all, all);
}

at::Tensor Blocks::weight(const std::string& name) const {
    for (int i = 0; i < int(m_blocks.size()); ++i) {
        if (!name.starts_with(blockName(i) + "."))
            continue;
        Block block = *at(i);
        for (const auto& [linear, layer] : block.linears())
            if (name == blockName(i) + "." + linear)
                return layer->plain();
    }
    return {};
}

}  // namespace vitrine
