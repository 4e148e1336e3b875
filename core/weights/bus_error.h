// Who reads a mapped file beyond the end that it has by now is sent SIGBUS, which ends a program. Here it reads zeros
// instead, and the mapping remembers that it is torn.
#pragma once

#include <cstddef>
#include <optional>
#include <span>

namespace vitrine {

/// Watches what mmap() gave until unwatchMapping(). Returns the mapping's number; none where 1024 are watched already.
std::optional<size_t> watchMapping(std::span<const unsigned char> bytes);

/// Whether a page of it was not there when it was read; what was read then, and will be, is 0.
bool isTorn(size_t mapping);

/// Before the mapping goes.
void unwatchMapping(size_t mapping);

}  // namespace vitrine
