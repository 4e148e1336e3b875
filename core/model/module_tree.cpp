// module_tree.cpp
