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
vitrine_command_test(app/predict Qt6::Gui)
vitrine_command_test(app/explain Qt6::Gui)
vitrine_command_test(app/evaluate)
vitrine_command_test(app/predict_file)
vitrine_command_test(app/inspect Qt6::Gui)
vitrine_command_test(app/shot Qt6::Gui)
vitrine_command_test(app/bench)
vitrine_command_test(app/change Qt6::Gui)
vitrine_command_test(app/fetch Qt6::Network)
vitrine_command_test(app/copy core Qt6::Network)

# A drag from another program needs an X server; the test skips itself where there is none.
add_executable(drag_source support/drag_source.cpp)
target_link_libraries(drag_source PRIVATE Qt6::Widgets)
vitrine_test(app/real_drag)
add_dependencies(app_real_drag_test vitrine drag_source)
target_compile_definitions(app_real_drag_test PRIVATE VITRINE_PROGRAM="$<TARGET_FILE:vitrine>" VITRINE_DRAG_SOURCE="$<TARGET_FILE:drag_source>")
