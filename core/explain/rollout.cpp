// rollout.cpp
