#include "core/model/torch_error.h"

#include <c10/util/Exception.h>

#include <new>
#include <string_view>

namespace vitrine {

bool isOutOfMemory(const std::exception& thrown) {
    return dynamic_cast<const std::bad_alloc*>(&thrown) || dynamic_cast<const c10::OutOfMemoryError*>(&thrown) ||
           std::string_view(thrown.what()).find("can't allocate memory") != std::string_view::npos;
}

Error plainError(const std::string& subject, const std::exception& thrown) {
    const auto* torch = dynamic_cast<const c10::Error*>(&thrown);
    const std::string message = torch ? torch->what_without_backtrace() : thrown.what();
    if (isOutOfMemory(thrown))
        return {subject, "not enough memory; choose a smaller model or image size, or bfloat16"};
    return {subject, message.substr(0, message.find('\n'))};
}

}  // namespace vitrine
