# core's tests, in the order of the data
vitrine_test(core/model/variants core)
vitrine_test(core/weights/mapped_file core)
vitrine_test(core/weights/safetensors core LibTorch::LibTorch)
vitrine_test(core/weights/pickle core)
vitrine_test(core/weights/pth core LibTorch::LibTorch)
vitrine_test(core/weights/checkpoint core LibTorch::LibTorch)
vitrine_test(core/weights/infer core LibTorch::LibTorch nlohmann_json::nlohmann_json)
