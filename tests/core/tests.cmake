# core's tests, in the order of the data
vitrine_test(core/resources core)
vitrine_test(core/image/decode core nlohmann_json::nlohmann_json)
vitrine_test(core/image/resample core nlohmann_json::nlohmann_json)
vitrine_test(core/image/preprocess core nlohmann_json::nlohmann_json)
vitrine_test(core/overlay/grid core)
vitrine_test(core/overlay/colormap core)
vitrine_test(core/overlay/blend core)
