// blend.cpp
