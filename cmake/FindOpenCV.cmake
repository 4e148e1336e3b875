# FindOpenCV: the three parts of OpenCV that read pictures.
#
# Output   opencv_core, opencv_imgproc, opencv_imgcodecs, OpenCV_VERSION
#
# OpenCV's own package file is in Debian's libopencv-dev alone, which brings VTK and Qt 5: 600 MB more than these parts.
# An OpenCV elsewhere: -DOpenCV_DIR=the folder of its OpenCVConfig.cmake.
include(FindPackageHandleStandardArgs)

if(OpenCV_DIR)
  find_package(OpenCV CONFIG REQUIRED COMPONENTS ${OpenCV_FIND_COMPONENTS})
  return()
endif()

find_path(OpenCV_INCLUDE_DIR opencv2/core.hpp PATH_SUFFIXES opencv4)
set(_libraries)
foreach(part ${OpenCV_FIND_COMPONENTS})
  find_library(OpenCV_${part}_LIBRARY opencv_${part})
  mark_as_advanced(OpenCV_${part}_LIBRARY)
  list(APPEND _libraries OpenCV_${part}_LIBRARY)
endforeach()
mark_as_advanced(OpenCV_INCLUDE_DIR)

if(OpenCV_INCLUDE_DIR)
  file(STRINGS "${OpenCV_INCLUDE_DIR}/opencv2/core/version.hpp" _lines
       REGEX "#define CV_VERSION_(MAJOR|MINOR|REVISION) +[0-9]+")
  string(REGEX REPLACE ".*MAJOR +([0-9]+).*MINOR +([0-9]+).*REVISION +([0-9]+).*" "\\1.\\2.\\3" OpenCV_VERSION "${_lines}")
endif()
find_package_handle_standard_args(OpenCV
  REQUIRED_VARS ${_libraries} OpenCV_INCLUDE_DIR
  VERSION_VAR OpenCV_VERSION
  REASON_FAILURE_MESSAGE "Use ./run, which sets it up, or install libopencv-imgcodecs-dev")

foreach(part ${OpenCV_FIND_COMPONENTS})
  if(NOT TARGET opencv_${part})
    add_library(opencv_${part} UNKNOWN IMPORTED)
    set_target_properties(opencv_${part} PROPERTIES IMPORTED_LOCATION "${OpenCV_${part}_LIBRARY}"
                                                    INTERFACE_INCLUDE_DIRECTORIES "${OpenCV_INCLUDE_DIR}")
  endif()
endforeach()
