// LibTorch's exceptions in the user's words.
#pragma once

#include "core/error.h"

#include <string>

namespace vitrine {

/// Whether memory ran out: the system's, or LibTorch's on any device.
bool isOutOfMemory(const std::exception& thrown);

/// What LibTorch threw as an Error: its first line without the stack trace, or that memory ran out and what helps.
Error plainError(const std::string& subject, const std::exception& thrown);

/// Runs `work`; whatever LibTorch throws leaves as an Error, Vitrine's own exceptions as they are.
template <typename Work>
auto withPlainErrors(const std::string& subject, Work&& work) {
    try {
        return work();
    } catch (const Error&) {
        throw;
    } catch (const Cancelled&) {
        throw;
    } catch (const std::exception& thrown) {
        throw plainError(subject, thrown);
    }
}

}  // namespace vitrine
