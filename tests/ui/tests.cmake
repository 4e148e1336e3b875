# the window's tests
