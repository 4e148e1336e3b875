// capture.cpp
