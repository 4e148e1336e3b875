// Which devices there are, by name, and with which numbers to compute.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace vitrine {

inline constexpr int64_t mebibyte = 1024 * 1024;  ///< bytes

enum class Dtype { Float32, BFloat16, Float16 };

const char* dtypeName(Dtype dtype);
Dtype parseDtype(const std::string& name);  ///< throws UsageError

/// Where and how a model runs.
struct Placement {
    std::string device = "auto";  ///< auto | cpu | cuda | cuda:I | mps
    Dtype dtype = Dtype::Float32;
    int threads = 0;  ///< 0: all cores
    bool operator==(const Placement&) const = default;
};

struct DeviceInfo {
    std::string id;    ///< "cpu", "cuda:0"
    std::string name;  ///< "CPU", "NVIDIA H100 80GB HBM3"
    int64_t total_mib = 0;
    int64_t free_mib = 0;
};

struct DeviceList {
    std::vector<DeviceInfo> devices;  ///< the CPU first
    std::string whyNoGpu;             ///< empty when there is one; else a sentence that says what is missing
};

DeviceList listDevices();

/// auto resolved to a device that is there; throws Error when the one asked for is not.
Placement resolve(const Placement& placement);

/// Sets torch's threads for the calling thread and those it will start (at::set_num_threads does not reach a thread
/// that has already run torch, so work calls this itself). 0: as many as this process may use.
void useThreads(int threads);

/// What this program was built with. OpenCV's version is core/image/decode.h's to tell.
struct BuildInfo {
    std::string vitrine, libtorch, libtorch_build, vector_width;  ///< "0.1.0", "2.13.0", "CPU" or "CUDA 13.0", "AVX512"
    int threads = 0;                                              ///< what useThreads(0) sets
};
BuildInfo buildInfo();

}  // namespace vitrine
