#include "ingest/docx_styles.h"

#include <algorithm>
#include <cstdlib>

#include "base/text.h"

namespace gw {
namespace {

int small_number(std::string_view text, int otherwise) {
  if (text.empty() || text.size() > 6) return otherwise;
  int n = 0;
  for (char c : text) {
    if (c < '0' || c > '9') return otherwise;
    n = n * 10 + (c - '0');
  }
  return n;
}

// "heading 2", "Heading2", "标题 2": the level; 0 when it is none.
int heading_of_name(std::string_view name) {
  const std::string lower = lower_ascii(name);
  for (const std::string_view word : {"heading", "标题", "標題", "überschrift", "titre"}) {
    if (!lower.starts_with(word)) continue;
    const int n = small_number(trim(std::string_view(lower).substr(word.size())), 0);
    if (n >= 1 && n <= 9) return std::min(n, 6);
  }
  return 0;
}

std::string letters(long n, char first) {
  std::string out;
  for (; n > 0 && out.size() < 8; n = (n - 1) / 26) out.insert(out.begin(), static_cast<char>(first + (n - 1) % 26));
  return out;
}

std::string roman(long n, bool upper) {
  if (n <= 0 || n > 3999) return std::to_string(n);
  constexpr std::pair<int, const char*> steps[] = {{1000, "m"}, {900, "cm"}, {500, "d"}, {400, "cd"}, {100, "c"}, {90, "xc"}, {50, "l"}, {40, "xl"}, {10, "x"}, {9, "ix"}, {5, "v"}, {4, "iv"}, {1, "i"}};
  std::string out;
  for (const auto& [value, sign] : steps)
    for (; n >= value; n -= value) out += sign;
  if (upper) for (char& c : out) c = static_cast<char>(c & ~0x20);
  return out;
}

std::string chinese(long n) {
  if (n <= 0 || n > 9999) return std::to_string(n);
  constexpr const char* digits[] = {"〇", "一", "二", "三", "四", "五", "六", "七", "八", "九"};
  constexpr const char* units[] = {"", "十", "百", "千"};
  std::string out;
  bool zero = false;
  for (int place = 3; place >= 0; --place) {
    long power = 1;
    for (int i = 0; i < place; ++i) power *= 10;
    const long digit = n / power % 10;
    if (digit == 0) { zero = !out.empty(); continue; }
    if (zero) out += "零";
    zero = false;
    if (!(digit == 1 && place == 1 && out.empty())) out += digits[digit];
    out += units[place];
  }
  return out;
}

std::string shown(long n, std::string_view format) {
  if (format == "lowerLetter") return letters(n, 'a');
  if (format == "upperLetter") return letters(n, 'A');
  if (format == "lowerRoman") return roman(n, false);
  if (format == "upperRoman") return roman(n, true);
  if (format.starts_with("chinese") || format == "japaneseCounting" || format == "taiwaneseCountingThousand" || format == "ideographDigital") return chinese(n);
  if (format == "none") return {};
  return std::to_string(n);
}

}  // namespace

DocxStyles::DocxStyles(OfficePackage& package) {
  pugi::xml_document document;
  std::string part = "word/styles.xml";
  for (const auto& [id, relation] : package.relations(package.main()))
    if (relation.type == "styles") part = relation.target;
  if (!package.load_if(part, document)) return;
  for (const auto& node : document.document_element().children()) {
    if (local(node) != "style") continue;
    Style style;
    style.based_on = attribute(child(node, "basedOn"), "val");
    const auto name = attribute(child(node, "name"), "val");
    style.heading = heading_of_name(name);
    style.title = lower_ascii(name) == "title" || name == "标题";
    style.list = lower_ascii(name).starts_with("list ");
    const auto paragraph = child(node, "pPr");
    if (const auto outline = child(paragraph, "outlineLvl"); outline && style.heading == 0) {
      const int level = small_number(attribute(outline, "val"), 9);
      if (level < 9) style.heading = std::min(level + 1, 6);
    }
    if (const auto number = child(paragraph, "numPr")) {
      style.number = attribute(child(number, "numId"), "val");
      style.number_level = small_number(attribute(child(number, "ilvl"), "val"), 0);
    }
    style.hidden = switched_on(child(child(node, "rPr"), "vanish"));
    styles_.emplace(attribute(node, "styleId"), std::move(style));
  }
}

DocxStyles::Style DocxStyles::style(std::string_view id) const {
  Style out;
  for (int depth = 0; depth < 12 && !id.empty(); ++depth) {
    const auto found = styles_.find(id);
    if (found == styles_.end()) break;
    const Style& style = found->second;
    if (out.heading == 0) out.heading = style.heading;
    out.title |= style.title;
    out.hidden |= style.hidden;
    out.list |= style.list;
    if (out.number.empty()) { out.number = style.number; out.number_level = style.number_level; }
    id = style.based_on;
  }
  if (out.number == "0") out.number.clear();
  return out;
}

DocxNumbers::DocxNumbers(OfficePackage& package) {
  pugi::xml_document document;
  std::string part = "word/numbering.xml";
  for (const auto& [id, relation] : package.relations(package.main()))
    if (relation.type == "numbering") part = relation.target;
  if (!package.load_if(part, document)) return;
  for (const auto& node : document.document_element().children()) {
    if (local(node) == "num") {
      of_number_.emplace(attribute(node, "numId"), attribute(child(node, "abstractNumId"), "val"));
      continue;
    }
    if (local(node) != "abstractNum") continue;
    Levels levels;
    for (const auto& level : node.children()) {
      const int at = small_number(attribute(level, "ilvl"), 9);
      if (local(level) != "lvl" || at > 8) continue;
      levels[static_cast<std::size_t>(at)] = {std::string(attribute(child(level, "numFmt"), "val")), std::string(attribute(child(level, "lvlText"), "val")).substr(0, 60),
                                              small_number(attribute(child(level, "start"), "val"), 1)};
    }
    abstract_.emplace(attribute(node, "abstractNumId"), std::move(levels));
  }
}

std::string DocxNumbers::next(std::string_view number_id, int level) {
  const auto id = of_number_.find(number_id);
  if (id == of_number_.end() || level < 0 || level > 8) return {};
  const auto found = abstract_.find(id->second);
  if (found == abstract_.end()) return {};
  const Levels& levels = found->second;
  Count& count = counts_[id->second];
  const auto at = static_cast<std::size_t>(level);
  count.at[at] = count.used[at] ? count.at[at] + 1 : levels[at].start;
  count.used[at] = true;
  for (std::size_t deeper = at + 1; deeper < 9; ++deeper) count.used[deeper] = false;
  if (levels[at].format == "bullet" || levels[at].format.empty()) return {};
  std::string out;
  const std::string& text = levels[at].text;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '%' || i + 1 >= text.size() || text[i + 1] < '1' || text[i + 1] > '9') { out += text[i]; continue; }
    const auto which = static_cast<std::size_t>(text[++i] - '1');
    out += shown(count.used[which] ? count.at[which] : levels[which].start, levels[which].format);
  }
  return out;
}

}  // namespace gw
