// methods.cpp
