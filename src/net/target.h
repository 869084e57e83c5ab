// The target of a request, `/api/v1/document?id=a%2Fb`, taken apart. Foreign bytes: everything is bounded and checked here.
#pragma once
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace gw {

struct Target {
  std::string path;  ///< decoded; starts with '/', holds no NUL, no control character, no "." or ".." segment, and is UTF-8
  std::vector<std::pair<std::string, std::string>> query;  ///< decoded, in order, at most 64; values may hold any UTF-8 but NUL
};

/// Error(invalid) when it is not in origin form, longer than 8 kB, or wrongly encoded.
Target parse_target(std::string_view target);

/// %XX decoded (and '+' as a space when `form`). Error(invalid) for broken escapes, NUL and bytes that are not UTF-8.
std::string percent_decoded(std::string_view text, bool form);

}  // namespace gw
