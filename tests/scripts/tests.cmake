# ./run and ./test themselves
add_test(NAME scripts COMMAND bash ${CMAKE_CURRENT_SOURCE_DIR}/scripts/scripts_test.sh ${CMAKE_SOURCE_DIR})
set_tests_properties(scripts PROPERTIES TIMEOUT 120)
