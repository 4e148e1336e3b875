// torch_print.cpp
