// explore.cpp
