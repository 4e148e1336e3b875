// exif.cpp
