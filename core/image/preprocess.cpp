// preprocess.cpp
