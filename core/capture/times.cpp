#include "core/capture/times.h"

#include "core/model/module_tree.h"

namespace vitrine {

namespace {

double blocksTogether(const ForwardTimes& times) {
    double sum = 0;
    for (const BlockTimes& block : times.blocks)
        sum += block.whole;
    return sum;
}

std::optional<double> partOfBlock(const BlockTimes& block, const std::string& name) {
    if (name == "ln_1")
        return block.ln_1;
    if (name == "self_attention")
        return block.self_attention;
    if (name == "ln_2")
        return block.ln_2;
    if (name == "mlp")
        return block.mlp;
    return {};
}

}  // namespace

double ForwardTimes::encoder() const { return positions + blocksTogether(*this) + ln; }
double ForwardTimes::whole() const { return conv_proj + encoder() + heads; }

std::optional<double> millisecondsOf(const ForwardTimes& times, const ModuleNode& node) {
    if (!times.blocksKnown)
        return {};
    if (node.layer >= 0) {
        if (size_t(node.layer) >= times.blocks.size())
            return {};
        const BlockTimes& block = times.blocks[size_t(node.layer)];
        if (node.kind == ModuleKind::EncoderBlock)
            return block.whole;
        return times.partsKnown ? partOfBlock(block, node.name) : std::nullopt;
    }
    if (node.path.empty())
        return times.whole();
    if (node.path == "conv_proj")
        return times.conv_proj;
    if (node.path == "encoder")
        return times.encoder();
    if (node.path == "encoder.layers")
        return blocksTogether(times);
    if (node.path == "encoder.ln")
        return times.ln;
    if (node.path == "heads")
        return times.heads;
    return {};
}

}  // namespace vitrine
