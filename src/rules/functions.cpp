#include "rules/functions/functions.h"

#include <fmt/format.h>

#include <array>
#include <cmath>
#include <vector>

#include "base/error.h"
#include "rules/values.h"

namespace gw {

std::span<const FunctionKind> functions() {
  static const std::vector<FunctionKind> all = [] {
    std::vector<FunctionKind> out;
    for (const auto rows : {text_functions(), number_functions(), list_functions(), date_functions(), choice_functions()}) out.insert(out.end(), rows.begin(), rows.end());
    return out;
  }();
  return all;
}

void Arguments::refuse(std::size_t i, std::string_view wanted) const {
  static constexpr auto order = std::to_array<std::string_view>({"first", "second", "third", "fourth"});
  const std::string which = size() == 1 ? "" : i < order.size() ? fmt::format(" as its {} value", order[i]) : " as its values";
  throw Error(Code::invalid, fmt::format("{} wants {}{}, not {}.", function_, wanted, which, type_in_words(*values_[i])));
}

std::string_view Arguments::text(std::size_t i) const {
  if (const auto* text = values_[i]->if_string()) return view_of(*text);
  refuse(i, "a text");
}

double Arguments::number(std::size_t i) const {
  if (is_number(*values_[i])) return number_in(*values_[i]);
  refuse(i, "a number");
}

std::int64_t Arguments::whole(std::size_t i) const {
  const double value = number(i);
  if (std::trunc(value) != value || std::abs(value) >= 1e9) refuse(i, "a whole number of at most nine digits");
  return static_cast<std::int64_t>(value);
}

const json::array& Arguments::list(std::size_t i) const {
  if (const auto* list = values_[i]->if_array()) return *list;
  refuse(i, "a list");
}

}  // namespace gw
