// safetensors.cpp
