// infer.cpp
