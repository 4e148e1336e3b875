#include "core/model/device.h"

#include "core/error.h"
#include "core/model/threads.h"

#include <ATen/Parallel.h>
#include <ATen/Version.h>
#include <c10/core/CachingDeviceAllocator.h>
#include <dlfcn.h>
#include <sched.h>
#include <torch/version.h>

#include <algorithm>
#include <charconv>
#include <fstream>
#include <optional>
#include <thread>

namespace vitrine {

namespace {

/// The NVIDIA driver, asked without CUDA's headers (cuda.h's ABI, stable since CUDA 3).
class Driver {
public:
    Driver() : m_library(dlopen("libcuda.so.1", RTLD_NOW | RTLD_LOCAL)) {
        const auto init = symbol<int(unsigned)>("cuInit");
        m_ready = init && init(0) == 0;
    }
    bool installed() const { return m_library != nullptr; }
    bool ready() const { return m_ready; }

    std::string name(int device) const {
        const auto get = symbol<int(int*, int)>("cuDeviceGet");
        const auto getName = symbol<int(char*, int, int)>("cuDeviceGetName");
        int handle = 0;
        char text[256] = {};
        if (m_ready && get && getName && get(&handle, device) == 0 && getName(text, sizeof text, handle) == 0)
            return text;
        return "NVIDIA GPU " + std::to_string(device);
    }

private:
    template <typename Signature>
    Signature* symbol(const char* name) const {
        return m_library ? reinterpret_cast<Signature*>(dlsym(m_library, name)) : nullptr;
    }
    void* m_library;  // never closed: LibTorch uses it too
    bool m_ready = false;
};

const Driver& driver() {
    static const Driver instance;
    return instance;
}

/// Free and total bytes; a LibTorch older than getMemoryInfo has no answer.
template <typename Allocator>
std::optional<std::pair<size_t, size_t>> memoryOf(Allocator* allocator, int device) {
    if constexpr (requires { allocator->getMemoryInfo(c10::DeviceIndex(device)); })
        return std::pair<size_t, size_t>(allocator->getMemoryInfo(c10::DeviceIndex(device)));
    else
        return std::nullopt;
}

DeviceInfo cudaDevice(int index) {
    DeviceInfo info{"cuda:" + std::to_string(index), driver().name(index)};
    try {
        if (const auto memory = memoryOf(c10::getDeviceAllocator(c10::DeviceType::CUDA), index)) {
            info.free_mib = int64_t(memory->first) / mebibyte;
            info.total_mib = int64_t(memory->second) / mebibyte;
        }
    } catch (const std::exception&) {
        // a device in use by others alone does not tell; its name still does
    }
    return info;
}

int cudaDevices() { return at::hasCUDA() ? int(at::getNumGPUs()) : 0; }

DeviceInfo cpuDevice() {
    DeviceInfo info{"cpu", "CPU"};
    std::ifstream file("/proc/meminfo");
    std::string key, unit;
    for (int64_t kib = 0; file >> key >> kib; std::getline(file, unit)) {
        if (key == "MemTotal:")
            info.total_mib = kib / 1024;
        else if (key == "MemAvailable:")
            info.free_mib = kib / 1024;
    }
    return info;
}

std::string whyNoCuda() {
    const bool cudaBuild = at::detail::getCUDAHooks().hasCUDART();
    if (!cudaBuild && driver().installed())
        return "This machine has an NVIDIA driver, but the LibTorch in use is the CPU build: install the CUDA build to "
               "use the GPU.";
    if (!cudaBuild)
        return "The LibTorch in use is the CPU build, and no NVIDIA driver was found on this machine.";
    if (!driver().installed())
        return "No NVIDIA driver was found on this machine (libcuda.so.1): install one to use the GPU.";
    if (!driver().ready())
        return "The NVIDIA driver does not start: no GPU is visible to this program, or the driver needs an update.";
    return "The NVIDIA driver is there, but LibTorch finds no GPU that it can use (is CUDA_VISIBLE_DEVICES set, or the "
           "driver older than LibTorch's CUDA?).";
}

/// Cores that this process may keep busy: torch's own choice, within its affinity and its container's share.
int allowedThreads() {
    int threads = at::get_num_threads();
    cpu_set_t set;
    if (sched_getaffinity(0, sizeof set, &set) == 0)
        threads = std::min(threads, CPU_COUNT(&set));
    std::ifstream file("/sys/fs/cgroup/cpu.max");  // "200000 100000": two cores; "max 100000": all
    if (double quota = 0, period = 0; file >> quota >> period && period > 0)
        threads = std::min(threads, int(quota / period + 0.5));
    return std::max(1, threads);
}

int defaultThreads() {
    static const int threads = allowedThreads();  // before anything was set
    return threads;
}

std::string gpuHint(const DeviceList& list) {
    std::string ids;
    for (const DeviceInfo& device : list.devices)
        ids += (ids.empty() ? "" : ", ") + device.id;
    return "there are: " + ids + (list.whyNoGpu.empty() ? "" : ". " + list.whyNoGpu);
}

}  // namespace

const char* dtypeName(Dtype dtype) {
    switch (dtype) {
    case Dtype::Float32: return "float32";
    case Dtype::BFloat16: return "bfloat16";
    case Dtype::Float16: return "float16";
    }
    return "";
}

Dtype parseDtype(const std::string& name) {
    for (const Dtype dtype : {Dtype::Float32, Dtype::BFloat16, Dtype::Float16})
        if (name == dtypeName(dtype))
            return dtype;
    throw UsageError("dtype " + name, "choose float32, bfloat16 or float16");
}

DeviceList listDevices() {
    DeviceList list{{cpuDevice()}, {}};
    for (int i = 0, count = cudaDevices(); i < count; ++i)
        list.devices.push_back(cudaDevice(i));
    if (at::hasMPS())
        list.devices.push_back({"mps", "Apple GPU"});
    if (list.devices.size() == 1)
        list.whyNoGpu = whyNoCuda();
    return list;
}

Placement resolve(const Placement& placement) {
    Placement resolved = placement;
    const std::string& asked = placement.device;
    if (asked == "cpu")
        return resolved;
    if (asked == "auto") {
        resolved.device = cudaDevices() > 0 ? "cuda:0" : at::hasMPS() ? "mps" : "cpu";
        return resolved;
    }
    if (asked == "mps") {
        if (!at::hasMPS())
            throw Error("device mps", "not there; " + gpuHint(listDevices()));
        return resolved;
    }
    int index = -1;
    if (asked == "cuda") {
        index = 0;
    } else if (asked.starts_with("cuda:")) {
        const char* end = asked.data() + asked.size();
        const auto [rest, error] = std::from_chars(asked.data() + 5, end, index);
        if (error != std::errc{} || rest != end)
            index = -1;
    }
    if (index < 0)
        throw UsageError("device " + asked, "choose auto, cpu, cuda, cuda:0 or mps");
    if (index >= cudaDevices())
        throw Error("device " + asked, "not there; " + gpuHint(listDevices()));
    resolved.device = "cuda:" + std::to_string(index);
    return resolved;
}

int threadsUsed(int asked) {
    const int all = defaultThreads();
    return asked > 0 ? std::min(asked, all) : all;
}

void useThreads(int threads) {
    const int wanted = threadsUsed(threads);
    if (wanted != at::get_num_threads())
        at::set_num_threads(wanted);
}

BuildInfo buildInfo() {
    BuildInfo info;
    info.vitrine = VITRINE_VERSION;
    info.libtorch = TORCH_VERSION;
    info.libtorch_build = "CPU";
    const auto& cuda = at::detail::getCUDAHooks();
    if (cuda.hasCUDART()) {
        const long version = cuda.versionCUDART();  // 13000 for 13.0
        info.libtorch_build = "CUDA " + std::to_string(version / 1000) + "." + std::to_string(version % 1000 / 10);
    }
    info.vector_width = at::get_cpu_capability();
    info.threads = defaultThreads();
    return info;
}

}  // namespace vitrine
