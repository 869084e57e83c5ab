#include "learn/quality_stale.h"

#include <algorithm>
#include <array>
#include <regex>

#include "base/text.h"
#include "ingest/sentences.h"

namespace gw {
namespace {

constexpr std::string_view until[] = {"valid until", "valid through", "valid to", "expires on", "expiry date", "expiration date", "in force until", "effective until", "applies until",
                                      "有效期至", "有效期到", "有效至", "有效期截至", "失效日期", "执行至", "适用至", "截止有效"};
constexpr std::size_t name_most = 200;

std::size_t find_folded(std::string_view text, std::string_view phrase, std::size_t from) {
  const auto found = std::search(text.begin() + static_cast<std::ptrdiff_t>(from), text.end(), phrase.begin(), phrase.end(), [](char a, char b) { return (a >= 'A' && a <= 'Z' ? a + 32 : a) == b; });
  return found == text.end() ? std::string_view::npos : static_cast<std::size_t>(found - text.begin());
}

// The longest date that begins within the next few characters.
std::optional<Day> date_behind(std::string_view text) {
  constexpr std::size_t skipped_most = 8, longest = 24, shortest = 6;
  const std::size_t size = std::min<std::size_t>(count_code_points(text.substr(0, 200)), skipped_most + longest);
  for (std::size_t from = 0; from < std::min(skipped_most, size); ++from)
    for (std::size_t length = std::min(longest, size - from); length >= shortest; --length) {
      const auto piece = slice(text, from, from + length);
      if (piece != trim(piece)) continue;
      if (const auto day = read_date(piece)) return day;
    }
  return std::nullopt;
}

}  // namespace

std::optional<Expiry> expired(std::string_view text, Day today) {
  std::optional<Expiry> out;
  std::vector<SentenceSpan> spans;
  for (const auto phrase : until)
    for (std::size_t at = find_folded(text, phrase, 0); at != std::string_view::npos; at = find_folded(text, phrase, at + 1)) {
      const auto day = date_behind(text.substr(at + phrase.size()));
      if (!day || *day >= today) continue;
      if (spans.empty()) sentence_spans(text, spans);
      const auto span = std::ranges::upper_bound(spans, at, {}, &SentenceSpan::byte_start);
      if (span == spans.begin()) continue;
      if (!out || *day > out->day) out = Expiry{*day, std::prev(span)->start, std::prev(span)->end};
    }
  return out;
}

std::optional<NameVersion> version_in(std::string_view name) {
  if (name.size() > name_most) return std::nullopt;
  static const std::regex dated(R"((19|20)\d\d[-_.]?(0[1-9]|1[0-2])([-_.]?[0-3]\d)?|\d+月)");
  static const std::regex numbered(R"([ _\-.(]+v(er(sion)?)?[ _.\-]?(\d{1,4})(\.(\d{1,4}))?(\.(\d{1,4}))?\)?)");
  static const std::regex yearly(R"([ _\-.(]*(19\d\d|20\d\d)(年)?(版)?\)?)");
  static const std::regex old_words(R"([ _\-.(]*(\b(old|outdated|superseded|obsolete|deprecated)\b|旧版|旧|作废|过期)\)?)");
  std::string base = lower_ascii(name);
  for (const auto& [wide, narrow] : {std::pair<std::string_view, char>("（", '('), {"）", ')'}})
    for (std::size_t at = base.find(wide); at != std::string::npos; at = base.find(wide)) base.replace(at, wide.size(), 1, narrow);
  NameVersion out;
  std::smatch found;
  if (std::regex_search(base, found, old_words)) {
    out.old = true;
    base = found.prefix().str() + found.suffix().str();
  }
  if (std::regex_search(base, found, numbered)) {
    for (const int group : {3, 5, 7})
      if (found[static_cast<std::size_t>(group)].matched) out.version.push_back(std::stoi(found[static_cast<std::size_t>(group)].str()));
    base = found.prefix().str() + found.suffix().str();
  } else if (!std::regex_search(base, dated) && std::regex_search(base, found, yearly)) {
    out.version.push_back(std::stoi(found[1].str()));
    base = found.prefix().str() + found.suffix().str();
  }
  if (out.version.empty() && !out.old) return std::nullopt;
  out.base = std::move(base);
  return out;
}

}  // namespace gw
