// The script's attention map, from what enters each block's self-attention.
#include "core/scene/python_parts.h"
#include "core/scene/words.h"

#include <string_view>
#include <utility>

namespace vitrine {
namespace {

class MapWriter {
public:
    MapWriter(Code& code, const Scene& scene, const ModelPlan& plan) : m_code(code), m_scene(scene), m_plan(plan) {}

    /// What writes the part that is the method's own; null where none does.
    using Write = void (MapWriter::*)();
    static Write findWriter(std::string_view method) {
        constexpr std::pair<std::string_view, Write> writers[] = {{"attention", &MapWriter::attentionMap},
                                                                  {"rollout", &MapWriter::rolloutMap}};
        for (const auto& [name, write] : writers)
            if (name == method)
                return write;
        return nullptr;
    }

    void write() {
        line("# --- where it looked: " + m_scene.view.map.method + ", asked by " + queryWords());
        line("def attention(layer):  # (heads, tokens, tokens): every row sums to 1");
        line("    block, x = model.encoder.layers[layer].self_attention, seen[layer]");
        line("    with torch.no_grad():");
        line("        return block(x, x, x, need_weights=True, average_attn_weights=False)[1][0].float()");
        line();
        line();
        (this->*findWriter(m_scene.view.map.method))();
        const int rows = m_plan.config.rows(), cols = m_plan.config.cols();
        line("attention_map = row[1:].reshape(" + text(rows) + ", " + text(cols) +
             ")  # a number a patch; the class token is left out");
        line("print(f\"attention map: {attention_map.min():.6f} to {attention_map.max():.6f}\")");
    }

private:
    void line(const std::string& code = {}) { m_code.line(code); }

    std::string fused(const std::string& heads) const {
        const HeadChoice& head = m_scene.view.map.head;
        if (head.head >= 0)
            return heads + "[" + text(head.head) + "]";
        return heads + (head.fusion == Fusion::Mean  ? ".mean(0)"
                        : head.fusion == Fusion::Max ? ".amax(0)"
                                                     : ".amin(0)");
    }

    /// The token that asks, as an index among all tokens.
    std::string query() const {
        const auto& patch = m_scene.view.map.query.patch;
        return patch ? text(1 + int64_t(patch->row) * m_plan.config.cols() + patch->col) : "0";
    }

    std::string queryWords() const {
        const auto& patch = m_scene.view.map.query.patch;
        return patch ? "the patch in row " + text(patch->row) + ", column " + text(patch->col) : "the class token";
    }

    void attentionMap() {
        const MapRequest& map = m_scene.view.map;
        const int layer = map.layer < 0 ? m_plan.config.num_layers - 1 : map.layer;
        const bool to = map.direction == Direction::To;
        line("query = " + query() + "  # " + queryWords());
        line("heads = attention(" + text(layer) + ")" +
             (to ? "[:, :, query]  # how much every token attends to it: "
                 : "[:, query]  # how much it attends to every token: ") +
             "(heads, tokens)");
        line("row = " + fused("heads"));
    }

    void rolloutMap() {
        const MapRequest& map = m_scene.view.map;
        const int last = map.layers.last < 0 ? m_plan.config.num_layers : map.layers.last;
        const bool to = map.direction == Direction::To;
        line("query = " + query() + "  # " + queryWords());
        line("rollout = identity = torch.eye(seen[0].shape[1])");
        line("for layer in range(" + text(map.layers.first) + ", " + text(last) + "):");
        line("    step = " + fused("attention(layer)"));
        if (map.discard > 0) {
            line("    # The lowest entries are left out; the class token's attention to itself stays.");
            line("    flat = step.flatten()");
            line("    kept = flat[0].clone()");
            line("    flat[flat.topk(int(flat.numel() * " + shortestText(map.discard) + "), largest=False).indices] = 0");
            line("    flat[0] = kept");
            line("    step = flat.reshape(step.shape)");
        }
        line("    step = step + identity  # the residual connection counts as attention to oneself");
        line("    rollout = (step / step.sum(1, keepdim=True)) @ rollout");
        line(to ? "row = rollout[:, query]" : "row = rollout[query]");
    }

    Code& m_code;
    const Scene& m_scene;
    const ModelPlan& m_plan;
};

}  // namespace

bool hasPythonMap(const Scene& scene) { return MapWriter::findWriter(scene.view.map.method) != nullptr; }

void writeMap(Code& code, const Scene& scene, const ModelPlan& plan) {
    if (hasPythonMap(scene))
        MapWriter(code, scene, plan).write();
}

}  // namespace vitrine
