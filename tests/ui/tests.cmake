# the window's tests
vitrine_test(ui/pixels ui core)
