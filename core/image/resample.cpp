// resample.cpp
