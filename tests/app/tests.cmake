# The commands, run as a person runs them
function(vitrine_command_test path)
  vitrine_test(${path} nlohmann_json::nlohmann_json ${ARGN})
  string(REPLACE "/" "_" name "${path}_test")
  target_compile_definitions(${name} PRIVATE VITRINE_PROGRAM="$<TARGET_FILE:vitrine>")
  add_dependencies(${name} vitrine)
  set_tests_properties(${path} PROPERTIES TIMEOUT 600)  # many starts of the program, some with a model of 300 MB
endfunction()

vitrine_command_test(app/usage)
vitrine_command_test(app/describe)
vitrine_command_test(app/predict)
vitrine_command_test(app/explain Qt6::Gui)
