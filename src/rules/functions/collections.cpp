#include <algorithm>
#include <array>
#include <unordered_set>

#include "rules/functions/functions.h"
#include "rules/values.h"

namespace gw {
namespace {

json::value count(const Arguments& a) {
  if (a[0].is_null()) return 0;
  std::int64_t n = 0;
  for (const auto& item : a.list(0)) n += a.size() > 1 ? same_value(item, a[1]) : truthy(item);
  return n;
}

json::value first(const Arguments& a) {
  if (a[0].is_null()) return nullptr;
  const auto& list = a.list(0);
  return list.empty() ? json::value(nullptr) : list.front();
}
json::value last(const Arguments& a) {
  if (a[0].is_null()) return nullptr;
  const auto& list = a.list(0);
  return list.empty() ? json::value(nullptr) : list.back();
}

const json::object& object(const Arguments& a) {
  if (const auto* object = a[0].if_object()) return *object;
  a.refuse(0, "an object");
}
json::value keys(const Arguments& a) {
  json::array out;
  for (const auto& member : object(a)) out.push_back(json::value(member.key()));
  return out;
}
json::value values(const Arguments& a) {
  json::array out;
  for (const auto& member : object(a)) out.push_back(member.value());
  return out;
}

json::value unique(const Arguments& a) {
  json::array out;
  std::unordered_set<std::string> seen;  // numbers of one value are written alike
  for (const auto& item : a.list(0))
    if (seen.insert(json_text(item)).second) out.push_back(item);
  return out;
}

json::value sorted(const Arguments& a) {
  json::array out = a.list(0);
  const bool numbers = std::ranges::all_of(out, is_number);
  if (!numbers && !std::ranges::all_of(out, [](const json::value& item) { return item.is_string(); })) a.refuse(0, "a list of numbers or a list of texts");
  std::sort(out.begin(), out.end(), [&](const json::value& x, const json::value& y) {
    return numbers ? number_in(x) < number_in(y) : view_of(x.get_string()) < view_of(y.get_string());
  });
  return out;
}

constexpr auto rows = std::to_array<FunctionKind>({
    {"count", "how many items of a list count as true, or equal a value", R"(count([1, 2, 1], 1) -> 2)", 1, 2, count},
    {"first", "the first item of a list; null when it is empty", R"(first([3, 4]) -> 3)", 1, 1, first},
    {"last", "the last item of a list; null when it is empty", R"(last([3, 4]) -> 4)", 1, 1, last},
    {"keys", "the names of an object's members", R"(keys(item) -> ["name","price"])", 1, 1, keys},
    {"values", "the values of an object's members", R"(values(item) -> ["tea",3])", 1, 1, values},
    {"unique", "the list with each item once", R"(unique([1, 2, 1]) -> [1,2])", 1, 1, unique},
    {"sort", "the list in order: numbers by value, texts by their characters", R"(sort([3, 1, 2]) -> [1,2,3])", 1, 1, sorted},
});

}  // namespace

std::span<const FunctionKind> list_functions() { return rows; }

}  // namespace gw
