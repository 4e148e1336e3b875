// variants.cpp
