#include "render/report.h"

#include <array>

#include <fmt/format.h>

#include "base/text.h"

namespace gw {

std::string plain_text(const Spans& spans) {
  std::string out;
  for (const auto& span : spans) out += span.is_break() ? " " : span.text;
  return out;
}

bool shows_title(const Report& report) {
  if (report.title.empty() || report.blocks.empty()) return !report.title.empty();
  const ReportBlock& first = report.blocks[0];
  return first.kind != ReportBlock::Kind::heading || first.level != 1 || plain_text(first.text) != report.title;
}

std::string Anchors::next(const Spans& heading) {
  std::string out;
  const std::string words = lower_ascii(plain_text(heading));
  for (std::size_t i = 0; i < words.size();) {
    const char32_t c = decode(words, i);
    if (is_letter(c) || is_digit(c)) encode(c, out);
    else if (!out.empty() && !out.ends_with('-')) out.push_back('-');
  }
  while (out.ends_with('-')) out.pop_back();
  if (out.empty()) out = "section";
  const int seen = seen_[out]++;
  return seen == 0 ? out : fmt::format("{}-{}", out, seen + 1);
}

std::string_view callout_title(std::string_view name, ReportTongue tongue) {
  struct Row { std::string_view name, en, zh; };
  static constexpr std::array<Row, 5> rows{Row{"note", "Note", "说明"}, {"tip", "Tip", "提示"}, {"important", "Important", "重要"}, {"warning", "Warning", "警告"}, {"caution", "Caution", "注意"}};
  for (const auto& row : rows)
    if (row.name == name) return tongue == ReportTongue::zh ? row.zh : row.en;
  return name;
}

}  // namespace gw
