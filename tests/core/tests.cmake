# core's tests, in the order of the data
vitrine_test(core/image/folder core)
vitrine_test(core/explore core nlohmann_json::nlohmann_json)
