// pth.cpp
