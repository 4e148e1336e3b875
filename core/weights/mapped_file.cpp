// mapped_file.cpp
