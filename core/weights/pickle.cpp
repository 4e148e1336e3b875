// pickle.cpp
