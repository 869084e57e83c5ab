// A value or the Error that stands in its place, for code that decides what a failure means.
#pragma once
#include <expected>

#include "base/error.h"

namespace gw {

template <class T>
using Result = std::expected<T, Error>;

/// Runs `work` and turns a thrown Error into a value.
template <class F>
auto as_result(F&& work) -> Result<decltype(work())> {
  try {
    if constexpr (std::is_void_v<decltype(work())>) {
      work();
      return {};
    } else {
      return work();
    }
  } catch (const Error& e) {
    return std::unexpected(e);
  }
}

}  // namespace gw
