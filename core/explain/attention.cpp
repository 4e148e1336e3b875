// attention.cpp
