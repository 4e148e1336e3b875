# the window's tests
vitrine_test(ui/pixels ui core)
vitrine_test(ui/lane ui core)
vitrine_test(ui/module_tree_model ui core)
