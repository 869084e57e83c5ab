#include "learn/graded_values.h"

#include <algorithm>
#include <charconv>
#include <cmath>

#include "base/text.h"

namespace gw {
namespace {

bool separates(char32_t c) { return c == ',' || c == ';' || c == '\n' || c == U'，' || c == U'、' || c == U'；'; }

// A comma belongs to a number when three digits follow, and no fourth.
bool groups_digits(std::string_view text, std::size_t at) {
  const auto digit = [&](std::size_t i) { return i < text.size() && text[i] >= '0' && text[i] <= '9'; };
  return at > 0 && digit(at - 1) && digit(at + 1) && digit(at + 2) && digit(at + 3) && !digit(at + 4);
}

// What stands behind a number and multiplies it; moves behind it.
double factor_behind(std::string_view text, std::size_t& at) {
  constexpr std::pair<std::string_view, double> factors[] = {{"万亿", 1e12}, {"万", 1e4}, {"萬", 1e4}, {"亿", 1e8}, {"億", 1e8}, {"%", 0.01}, {"‰", 0.001}};
  std::size_t next = at;
  while (next < text.size() && text[next] == ' ') ++next;
  for (const auto& [sign, factor] : factors)
    if (text.substr(next).starts_with(sign)) { at = next + sign.size(); return factor; }
  return 1;
}

}  // namespace

std::string text_of(const json::value& value) {
  if (value.is_null()) return "";
  if (value.is_string()) return {value.get_string().data(), value.get_string().size()};
  return json_text(value);
}

std::vector<std::string> items_of(const json::value& value) {
  std::vector<std::string> out;
  const auto put = [&](std::string_view item) {
    if (!trim(item).empty()) out.emplace_back(trim(item));
  };
  if (value.is_array()) {
    for (const json::value& item : value.get_array()) put(text_of(item));
    return out;
  }
  const std::string text = text_of(value);
  std::size_t from = 0;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t here = at;
    const char32_t c = decode(text, at);
    if (!separates(c) || (c == ',' && groups_digits(text, here))) continue;
    put(std::string_view(text).substr(from, here - from));
    from = at;
  }
  put(std::string_view(text).substr(from));
  return out;
}

std::optional<double> number_in(std::string_view given) {
  const std::string text = nfkc_casefold(given);
  std::optional<double> found;
  for (std::size_t at = 0; at < text.size();) {
    if (text[at] < '0' || text[at] > '9') { ++at; continue; }
    const bool minus = (at > 0 && text[at - 1] == '-') || (at > 2 && text.compare(at - 3, 3, "−") == 0);
    std::string digits;
    bool point = false;
    for (; at < text.size(); ++at) {
      if (text[at] >= '0' && text[at] <= '9') { digits += text[at]; continue; }
      if (text[at] == ',' && !point && groups_digits(text, at)) continue;
      if (text[at] != '.' || point || at + 1 == text.size() || text[at + 1] < '0' || text[at + 1] > '9') break;
      digits += '.';
      point = true;
    }
    double number = 0;
    std::from_chars(digits.data(), digits.data() + digits.size(), number);
    number *= factor_behind(text, at);
    if (found) return std::nullopt;
    found = minus ? -number : number;
  }
  return found;
}

double f1_of(std::vector<std::string> expected, std::vector<std::string> actual) {
  if (expected.empty() && actual.empty()) return 1;
  std::sort(expected.begin(), expected.end());
  std::sort(actual.begin(), actual.end());
  std::vector<std::string> shared;
  std::set_intersection(expected.begin(), expected.end(), actual.begin(), actual.end(), std::back_inserter(shared));
  return 2 * static_cast<double>(shared.size()) / static_cast<double>(expected.size() + actual.size());
}

Grade graded(double score, const GradeOptions& options, double otherwise) {
  const double from = options.right_from < 0 ? otherwise : options.right_from;
  return {score, score >= from - 1e-12};
}

}  // namespace gw
