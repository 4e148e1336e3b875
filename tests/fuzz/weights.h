// What every reader of weights promises, whatever it is given.
#pragma once

#include "core/error.h"
#include "core/weights/dtype.h"
#include "core/weights/file_tensor.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <span>

namespace vitrine::fuzz {

/// Stops the program, as a sanitizer would.
[[noreturn]] inline void fail(const std::string& why) {
    std::fprintf(stderr, "PROMISE BROKEN: %s\n", why.c_str());
    std::abort();
}

/// Runs `work`; an Error is fine when it is one line of words.
template <typename Work>
void oneMessageOrNone(Work work) {
    try {
        work();
    } catch (const Error& error) {
        const std::string text = error.what();
        const bool draws = std::any_of(text.begin(), text.end(), [](char c) { return uint8_t(c) < 0x20 || c == 0x7F; });
        if (error.reason().empty() || error.subject().empty() || draws || text.size() > 2000)
            fail("an Error that cannot be shown: " + text);
    }
}

/// Every element of every tensor lies within the file.
inline void checkPlaces(const FileContents& contents, std::span<const uint8_t> file) {
    for (const FileTensor& tensor : contents.tensors) {
        const DtypeInfo* dtype = dtypeByName(tensor.info.dtype);
        const auto numel = checkedNumel(tensor.info.shape);
        if (!dtype || !numel || tensor.strides.size() != tensor.info.shape.size() || tensor.span < 0)
            fail("a tensor without a type or a shape");
        if (tensor.begin > file.size() ||
            uint64_t(tensor.span) > (file.size() - tensor.begin) / uint64_t(dtype->itemsize))
            fail("a tensor outside the file");
        int64_t last = 0;
        for (size_t i = 0; i < tensor.strides.size(); ++i)
            last += tensor.strides[i] * std::max<int64_t>(tensor.info.shape[i] - 1, 0);
        if (*numel > 0 && (last < 0 || last >= tensor.span))
            fail("a tensor whose strides leave it");
    }
}

}  // namespace vitrine::fuzz
