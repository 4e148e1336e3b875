// init.cpp
