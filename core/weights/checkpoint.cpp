// checkpoint.cpp
