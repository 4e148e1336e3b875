# FindLibTorch: LibTorch from a PyTorch wheel (CPU, or CUDA without a CUDA toolkit) or from the official zip.
#
# Input    VITRINE_LIBTORCH   the wheel's site-packages/torch, or the unpacked libtorch (has include/ and lib/)
# Output   LibTorch::LibTorch, LibTorch_VERSION, LibTorch_CUDA
#
# The package files in the wheel are not used: for a CUDA build they ask for the CUDA toolkit, which users do not have.
include(FindPackageHandleStandardArgs)

if(NOT VITRINE_LIBTORCH AND NOT "$ENV{VITRINE_LIBTORCH}" STREQUAL "")
  set(VITRINE_LIBTORCH "$ENV{VITRINE_LIBTORCH}" CACHE PATH "LibTorch" FORCE)  # a first try without it stays in the cache
endif()
if(VITRINE_LIBTORCH)
  get_filename_component(VITRINE_LIBTORCH "${VITRINE_LIBTORCH}" ABSOLUTE BASE_DIR "${CMAKE_SOURCE_DIR}")
endif()
# Found before, elsewhere: VITRINE_LIBTORCH was changed in a build folder that is kept.
if(LibTorch_INCLUDE_DIR AND NOT LibTorch_INCLUDE_DIR STREQUAL "${VITRINE_LIBTORCH}/include")
  unset(LibTorch_INCLUDE_DIR CACHE)
  foreach(lib c10 torch torch_cpu c10_cuda torch_cuda)
    unset(LibTorch_${lib}_LIBRARY CACHE)
  endforeach()
endif()

find_path(LibTorch_INCLUDE_DIR ATen/ATen.h PATHS "${VITRINE_LIBTORCH}/include" NO_DEFAULT_PATH)
foreach(lib c10 torch torch_cpu)
  find_library(LibTorch_${lib}_LIBRARY ${lib} PATHS "${VITRINE_LIBTORCH}/lib" NO_DEFAULT_PATH)
endforeach()
foreach(lib c10_cuda torch_cuda)
  find_library(LibTorch_${lib}_LIBRARY ${lib} PATHS "${VITRINE_LIBTORCH}/lib" NO_DEFAULT_PATH)
endforeach()

if(LibTorch_INCLUDE_DIR)
  set(_version_header "${LibTorch_INCLUDE_DIR}/torch/headeronly/version.h")
  if(NOT EXISTS "${_version_header}")
    set(_version_header "${LibTorch_INCLUDE_DIR}/torch/csrc/api/include/torch/version.h")
  endif()
  if(EXISTS "${_version_header}")
    file(STRINGS "${_version_header}" _lines REGEX "#define TORCH_VERSION_(MAJOR|MINOR|PATCH) [0-9]+")
    string(REGEX REPLACE ".*MAJOR ([0-9]+).*MINOR ([0-9]+).*PATCH ([0-9]+).*" "\\1.\\2.\\3" LibTorch_VERSION "${_lines}")
  endif()
endif()

find_package_handle_standard_args(LibTorch
  REQUIRED_VARS LibTorch_torch_cpu_LIBRARY LibTorch_torch_LIBRARY LibTorch_c10_LIBRARY LibTorch_INCLUDE_DIR
  VERSION_VAR LibTorch_VERSION
  REASON_FAILURE_MESSAGE "VITRINE_LIBTORCH=\"${VITRINE_LIBTORCH}\" is not a LibTorch. Use ./run, which sets it up, or name the torch folder of a PyTorch wheel")

if(LibTorch_FOUND AND NOT TARGET LibTorch::LibTorch)
  set(LibTorch_CUDA OFF)
  set(_libs ${LibTorch_torch_LIBRARY} ${LibTorch_torch_cpu_LIBRARY} ${LibTorch_c10_LIBRARY})
  if(LibTorch_torch_cuda_LIBRARY AND LibTorch_c10_cuda_LIBRARY)
    set(LibTorch_CUDA ON)
    list(APPEND _libs ${LibTorch_torch_cuda_LIBRARY} ${LibTorch_c10_cuda_LIBRARY})
  endif()
  add_library(LibTorch::LibTorch INTERFACE IMPORTED)
  target_include_directories(LibTorch::LibTorch SYSTEM INTERFACE
    ${LibTorch_INCLUDE_DIR} ${LibTorch_INCLUDE_DIR}/torch/csrc/api/include)
  # --no-as-needed: libtorch_cuda registers its kernels when it is loaded, no symbol of it is named here.
  # --allow-shlib-undefined: the CUDA wheel's own dependencies are found at run time through its rpath.
  target_link_libraries(LibTorch::LibTorch INTERFACE
    "-Wl,--push-state,--no-as-needed" ${_libs} "-Wl,--pop-state" "-Wl,--allow-shlib-undefined"
    "-Wl,-rpath,${VITRINE_LIBTORCH}/lib")
  # The C++11 ABI, which the wheels and zips have since 2.7.
  target_compile_definitions(LibTorch::LibTorch INTERFACE _GLIBCXX_USE_CXX11_ABI=1)
  message(STATUS "LibTorch ${LibTorch_VERSION} (CUDA ${LibTorch_CUDA}) in ${VITRINE_LIBTORCH}")
endif()
mark_as_advanced(LibTorch_INCLUDE_DIR LibTorch_c10_LIBRARY LibTorch_torch_LIBRARY LibTorch_torch_cpu_LIBRARY
                 LibTorch_c10_cuda_LIBRARY LibTorch_torch_cuda_LIBRARY)
