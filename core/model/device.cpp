// device.cpp
