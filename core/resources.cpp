// resources.cpp
