// vit.cpp
