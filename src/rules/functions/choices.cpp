#include <array>

#include "rules/functions/functions.h"

namespace gw {
namespace {

json::value coalesce(const Arguments& a) {
  for (std::size_t i = 0; i < a.size(); ++i)
    if (!a[i].is_null()) return a[i];
  return nullptr;
}
json::value otherwise(const Arguments& a) {
  const bool empty = a[0].is_null() || (!truthy(a[0]) && (a[0].is_string() || a[0].is_structured()));
  return empty ? a[1] : a[0];
}
json::value choose(const Arguments& a) { return truthy(a[0]) ? a[1] : a[2]; }

constexpr auto rows = std::to_array<FunctionKind>({
    {"coalesce", "the first value that is not null", R"(coalesce(null, 0, 1) -> 0)", 1, 100, coalesce},
    {"default", "the value, or another one where it is null or empty", R"(default("", "none") -> "none")", 2, 2, otherwise},
    {"if", "the second value where the first counts as true, else the third", R"(if(2 > 1, "more", "less") -> "more")", 3, 3, choose},
});

}  // namespace

std::span<const FunctionKind> choice_functions() { return rows; }

}  // namespace gw
