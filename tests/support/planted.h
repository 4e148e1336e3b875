// A ViT whose answer depends on one patch alone, by construction: what every method that explains a class must find.
#pragma once

#include "core/model/module_tree.h"
#include "tests/support/reference.h"

#include <ATen/CPUGeneratorImpl.h>

namespace vitrine::test {

/// 4 x 4 patches of grey noise, one of them white (the brightest finds the wrong one), and a red one.
///
/// Tokens have 8 numbers: 0 and 4 are +redness and -redness (red minus green), 1 is brightness, 2 and 3 a constant that
/// keeps LayerNorm's divisor steady, 5 and 6 say "I am the class token", 7 is what the head reads. Block 0 does nothing.
/// In block 1, head 0, the class token asks for redness and takes it into its 7; head 1 and both MLPs add nothing.
/// Class 1 is "there is red"; class 0's logit is 0 whatever the picture.
struct Planted {
    static constexpr int side = 32, patch = 8, grid = side / patch, width = 8;
    static constexpr int planted = 6, white = 9;
    VitConfig config{"planted", side, patch, 2, 2, width, width, 2, {}};
    std::shared_ptr<const Vit> vit = std::make_shared<const Vit>(config, weights(), testPlacement());
    std::shared_ptr<const Capture> capture = vit->forward(input());

    static Input input() {
        const at::Tensor patches = 0.3 * at::rand({grid * grid}, at::make_generator<at::CPUGeneratorImpl>(uint64_t(1)));
        patches[white] = 1;
        patches[planted] = 0.1;
        at::Tensor pixels = patches.view({1, grid, 1, grid, 1}).expand({3, grid, patch, grid, patch}).clone();
        pixels[0].select(0, planted / grid).select(1, planted % grid).fill_(1);
        Input input = inputOf(pixels.reshape({3, side, side}));
        input.black = {0, 0, 0};
        return input;
    }

    StateDict weights() const {
        StateDict dict;
        for (const Parameter& parameter : stateDict(buildTree(config))) {
            const std::string& name = parameter.name;
            const bool isScale = name.find("ln") != name.npos && name.ends_with("weight");
            dict.tensors[name] = at::full(parameter.shape, isScale ? 1.0 : 0.0);
        }
        const auto set = [&dict](const std::string& name) { return dict.tensors.at(name); };
        const double mean = 1.0 / (patch * patch);
        const at::Tensor conv = set("conv_proj.weight"), constant = set("conv_proj.bias");
        conv[0][0].fill_(2 * mean);  // red
        conv[0][1].fill_(-2 * mean);
        conv[4].copy_(-conv[0]);
        conv[1].fill_(mean / 3);
        constant[2] = 2;
        constant[3] = -2;
        const at::Tensor cls = set("class_token")[0][0];
        cls[5] = 2;
        cls[6] = -2;
        const std::string block = "encoder.layers.encoder_layer_1.self_attention.";
        const at::Tensor in = set(block + "in_proj_weight");
        in[0][5] = 1;  // the query: am I the class token?
        in[0][6] = -1;
        for (const int row : {width, 2 * width}) {  // key and value: how red?
            in[row][0] = 1;
            in[row][4] = -1;
        }
        set(block + "out_proj.weight")[7][0] = 1;
        set("heads.head.weight")[1][7] = 6;
        set("heads.head.bias")[1] = -4;
        return dict;
    }
};

}  // namespace vitrine::test
