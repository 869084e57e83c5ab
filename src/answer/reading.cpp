#include "answer/reading.h"

#include "base/hash.h"
#include "base/text.h"
#include "index/analyser.h"

namespace gw {
namespace {

std::string_view first_character(std::string_view text) {
  std::size_t at = 0;
  if (!text.empty()) decode(text, at);
  return text.substr(0, at);
}

}  // namespace

Reading read(std::string_view text) {
  thread_local Analyser analyser;
  Reading out;
  std::uint32_t behind = 0;  // units reach to here
  const auto put_unit = [&](std::string_view key, std::uint32_t start, std::uint32_t end, bool han, bool weak) {
    if (start < behind) return;
    out.units.push_back({hash64(key), start, end, han, weak});
    behind = end;
  };
  analyser.each(text, [&](std::string_view term, std::uint32_t start, std::uint32_t end) {
    out.terms.push_back({hash64(term), start, end});
    std::size_t at = 0;
    const std::string_view first = first_character(term);
    const char32_t c = term.empty() ? 0 : decode(term, at);
    if (!is_cjk(c)) {
      put_unit(term, start, end, false, is_english_stop_word(term));
      return;
    }
    const std::string_view second = term.substr(first.size());
    if (second.empty()) {
      put_unit(first, start, end, true, is_han_function_character(c));
      return;
    }
    std::size_t from = first.size();
    const char32_t d = decode(term, from);
    put_unit(first, start, std::max(start + 1, end - 1), true, is_han_function_character(c));
    put_unit(second, std::max(start + 1, end - 1), end, true, is_han_function_character(d));
  });
  out.marks = marks_of(text);
  return out;
}

}  // namespace gw
