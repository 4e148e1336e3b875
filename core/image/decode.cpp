// decode.cpp
