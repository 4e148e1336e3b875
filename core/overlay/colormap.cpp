// colormap.cpp
