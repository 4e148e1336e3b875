// grid.cpp
