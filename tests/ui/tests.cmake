# the window's tests
vitrine_test(ui/pixels ui core)
vitrine_test(ui/lane ui core)
vitrine_test(ui/module_tree_model ui core)
vitrine_test(ui/session ui core)
vitrine_test(ui/main_window ui core)
vitrine_test(ui/panels/view_transform ui core)
vitrine_test(ui/panels/image_view ui core)
# The same on a screen with two device pixels to one of ours.
add_test(NAME ui/panels/image_view@200% COMMAND ui_panels_image_view_test)
set_tests_properties(ui/panels/image_view@200% PROPERTIES ENVIRONMENT "QT_QPA_PLATFORM=offscreen;QT_SCALE_FACTOR=2" TIMEOUT 120)
vitrine_test(ui/panels/map_strip ui core)
vitrine_test(ui/panels/colour_bar ui core)
vitrine_test(ui/panels/stage ui core)
