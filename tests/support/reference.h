// What core's numbers are held against: PyTorch's tensors, read without core's own readers, and small ViTs around them.
#pragma once

#include "core/explore.h"
#include "core/model/state_dict.h"
#include "core/model/vit.h"
#include "tests/support/paths.h"

#include <ATen/ATen.h>
#include <nlohmann/json.hpp>

#include <cstdlib>
#include <cstring>
#include <fstream>
#include <map>
#include <sstream>
#include <stdexcept>

namespace vitrine::test {

using Tensors = std::map<std::string, at::Tensor>;

inline std::string readText(const std::filesystem::path& file) {
    std::ifstream stream(file, std::ios::binary);
    if (!stream)
        throw std::runtime_error("cannot read " + file.string());
    return {std::istreambuf_iterator<char>(stream), {}};
}

inline nlohmann::ordered_json readJson(const std::filesystem::path& file) {
    return nlohmann::ordered_json::parse(readText(file));
}

/// Every tensor of a .safetensors file as float32: 8 bytes of header length, a JSON header, then the numbers.
inline Tensors readReference(const std::filesystem::path& file) {
    const std::string bytes = readText(file);
    uint64_t length = 0;
    std::memcpy(&length, bytes.data(), sizeof length);
    const auto header = nlohmann::json::parse(bytes.substr(8, length));
    Tensors tensors;
    for (const auto& [name, entry] : header.items()) {
        if (name == "__metadata__")
            continue;
        const std::string dtype = entry.at("dtype");
        if (dtype != "F32" && dtype != "F16")
            throw std::runtime_error(name + " is " + dtype);
        const auto shape = entry.at("shape").get<std::vector<int64_t>>();
        const size_t begin = 8 + length + entry.at("data_offsets").at(0).get<size_t>();
        at::Tensor tensor = at::empty(shape, dtype == "F32" ? at::kFloat : at::kHalf);
        std::memcpy(tensor.data_ptr(), bytes.data() + begin, tensor.nbytes());
        tensors[name] = tensor.to(at::kFloat);
    }
    return tensors;
}

/// Where the tests run models: VITRINE_TEST_DEVICE, the CPU by default.
inline Placement testPlacement(Dtype dtype = Dtype::Float32) {
    const char* device = std::getenv("VITRINE_TEST_DEVICE");
    return {.device = device ? device : "cpu", .dtype = dtype};
}

inline VitConfig configOf(const nlohmann::ordered_json& sizes, const std::string& name) {
    VitConfig config;
    config.name = name;
    config.image_size = sizes.at("image_size");
    config.patch_size = sizes.at("patch_size");
    config.num_layers = sizes.at("num_layers");
    config.num_heads = sizes.at("num_heads");
    config.hidden_dim = sizes.at("hidden_dim");
    config.mlp_dim = sizes.at("mlp_dim");
    config.num_classes = sizes.value("num_classes", 1000);
    if (sizes.contains("representation_size"))
        config.representation_size = sizes.at("representation_size").get<int>();
    return config;
}

inline StateDict dictOf(const Tensors& tensors) {
    StateDict dict;
    for (const auto& [name, tensor] : tensors)
        dict.tensors.emplace(name, tensor);
    return dict;
}

inline Input inputOf(const at::Tensor& tensor) {  // (3, H, W)
    const at::Tensor values = tensor.contiguous();
    return {
        int(values.size(1)), int(values.size(2)), {values.data_ptr<float>(), values.data_ptr<float>() + values.numel()}};
}

inline at::Tensor tensorOf(const std::vector<float>& values) { return at::tensor(values); }

/// One of tests/data/golden: a small ViT and everything PyTorch computed with it.
struct Golden {
    VitConfig config;
    StateDict weights;
    Tensors expected;

    explicit Golden(const std::string& name)
        : config(configOf(readJson(data("golden/" + name + "/case.json")), name)),
          weights(dictOf(readReference(data("golden/" + name + "/model.safetensors")))),
          expected(readReference(data("golden/" + name + "/expected.safetensors"))) {}

    Input input() const { return inputOf(expected.at("input")); }
    /// For what runs the model again: it must outlive the capture's use.
    std::shared_ptr<const Vit> vit(Dtype dtype = Dtype::Float32) const {
        return std::make_shared<const Vit>(config, weights, testPlacement(dtype));
    }
    std::shared_ptr<const Capture> run(Dtype dtype = Dtype::Float32) const {
        return Vit(config, weights, testPlacement(dtype)).forward(input());
    }
};

/// The bundled model, its half precision widened.
struct Bundled {
    VitConfig config{"everyday", 224, 14, 12, 6, 384, 1536, 105, {}};
    StateDict weights = dictOf(readReference(shipped("bundled/everyday.safetensors")));
    Tensors expected = readReference(data("everyday/expected.safetensors"));

    std::shared_ptr<const Capture> run(const std::string& picture) const {
        return Vit(config, weights, testPlacement()).forward(inputOf(expected.at(picture + ".input")));
    }
};

/// Empty where the tensors agree, else a sentence. NaN agrees with nothing.
inline std::string difference(const at::Tensor& actual, const at::Tensor& expected, double atol = 1e-4) {
    std::ostringstream text;
    if (actual.sizes() != expected.sizes()) {
        text << "shape " << actual.sizes() << " instead of " << expected.sizes();
        return text.str();
    }
    const at::Tensor distance = (actual.to(at::kDouble) - expected.to(at::kDouble)).abs().flatten();
    const int64_t worst = distance.argmax().item<int64_t>();
    if (distance[worst].item<double>() <= atol)
        return {};
    text << "differs by " << distance[worst].item<double>() << " at " << worst << ": "
         << actual.flatten()[worst].item<double>() << " instead of " << expected.flatten()[worst].item<double>();
    return text.str();
}

}  // namespace vitrine::test

/// The tensors agree within `atol`.
#define COMPARE_TENSORS(actual, expected, atol)                                                                        \
    do {                                                                                                               \
        const std::string failure = vitrine::test::difference(actual, expected, atol);                                 \
        QVERIFY2(failure.empty(), failure.c_str());                                                                    \
    } while (false)
