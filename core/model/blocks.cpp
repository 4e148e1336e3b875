#include "core/model/blocks.h"

#include "core/model/memory.h"
#include "core/weights/mapped_file.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <cctype>
#include <limits>

namespace vitrine {

namespace {

/// So many bytes may be in memory twice.
constexpr int64_t smallModel = int64_t(128) << 20;

constexpr const char* prefix = "encoder.layers.encoder_layer_";

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

bool Blocks::areMapped() const {
    const std::vector<const void*> all = addresses();
    return std::all_of(all.begin(), all.end(), isMapped);
}

int64_t Blocks::plainBytes() const {
    int64_t bytes = 0;
    for (int i = 0; i < int(m_blocks.size()); ++i) {
        Block block = *at(i);
        for (const auto& [name, layer] : block.linears())
            bytes += layer->weight.defined() ? int64_t(layer->weight.nbytes()) : 0;
    }
    return bytes;
}

void Blocks::pack(const Progress& progress, const PackedUse& use) {
    const std::scoped_lock packing(m_packing);
    const int all = int(m_blocks.size());
    if (m_isPacked || all == 0)
        return;
    const int64_t bytes = plainBytes();
    const bool keepsBoth = use.rows < std::numeric_limits<int64_t>::max();
    const bool fits = memoryFree("cpu").main > 2 * bytes && (!keepsBoth || areMapped() || bytes <= smallModel);
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
    if (!name.starts_with(prefix))
        return {};
    size_t used = 0;
    const std::string rest = name.substr(std::string(prefix).size());
    const int layer = std::isdigit(static_cast<unsigned char>(rest.front())) ? std::stoi(rest, &used) : -1;
    if (layer < 0 || layer >= int(m_blocks.size()))
        return {};
    Block block = *at(layer);
    for (const auto& [linear, affine] : block.linears())
        if (rest.substr(used) == std::string(".") + linear)
            return affine->plain();
    return {};
}

std::vector<const void*> Blocks::addresses() const {
    std::vector<const void*> all;
    for (int i = 0; i < int(m_blocks.size()); ++i) {
        Block block = *at(i);
        for (const auto& [name, layer] : block.linears())
            if (layer->weight.defined())
                all.push_back(layer->weight.const_data_ptr());
    }
    return all;
}

}  // namespace vitrine
