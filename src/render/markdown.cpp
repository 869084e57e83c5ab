// The blocks of a Markdown text, line by line. Each level of quotes and lists looks at its own lines once, and levels are bounded.
#include <fmt/format.h>

#include <algorithm>

#include "base/error.h"
#include "base/text.h"
#include "render/chart.h"
#include "render/inline_text.h"

namespace gw {
namespace {

using Kind = ReportBlock::Kind;
using Lines = std::vector<std::string_view>;

std::size_t indent_of(std::string_view line) { return std::min(line.find_first_not_of(' '), line.size()); }
bool is_blank(std::string_view line) { return indent_of(line) == line.size(); }

// Broken bytes, control characters and what XML cannot hold become U+FFFD or nothing; tabs at the beginning of a line become spaces.
std::string cleaned(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  bool beginning = true;
  for (std::size_t i = 0; i < text.size();) {
    const char32_t c = decode(text, i);
    if (c == '\t' && beginning) out += "    ";
    else if (c == '\n' || c == '\t' || (c >= ' ' && c != 127 && !(c >= 0x80 && c < 0xA0) && c != 0xFFFE && c != 0xFFFF)) encode(c, out);
    if (c != ' ' && c != '\t') beginning = c == '\n';
  }
  return out;
}

struct Marker { std::size_t indent = 0, content = 0; char kind = 0; std::int64_t number = 0; };  // content: where an item's text begins

std::optional<Marker> marker_of(std::string_view line) {
  Marker out{.indent = indent_of(line)};
  std::size_t i = out.indent;
  if (i >= line.size()) return std::nullopt;
  if (line[i] == '-' || line[i] == '+' || line[i] == '*') {
    out.kind = line[i++];
  } else {
    const std::size_t digits = i;
    while (i < line.size() && i - digits < 9 && line[i] >= '0' && line[i] <= '9') out.number = out.number * 10 + (line[i++] - '0');
    if (i == digits || i >= line.size() || (line[i] != '.' && line[i] != ')')) return std::nullopt;
    out.kind = line[i++];
  }
  if (i < line.size() && line[i] != ' ') return std::nullopt;
  std::size_t spaces = indent_of(line.substr(i));
  if (spaces == 0 || spaces > 4 || i + spaces >= line.size()) spaces = 1;
  out.content = i + spaces;
  return out;
}

bool is_rule(std::string_view line) {
  const auto text = trim(line);
  if (text.empty() || std::string_view("-*_").find(text[0]) == std::string_view::npos) return false;
  return std::ranges::count(text, text[0]) >= 3 && std::ranges::all_of(text, [&](char c) { return c == text[0] || c == ' '; });
}

int heading_level(std::string_view line) {
  const auto text = line.substr(indent_of(line));
  const std::size_t marks = std::min(text.find_first_not_of('#'), text.size());
  return marks >= 1 && marks <= 6 && (marks == text.size() || text[marks] == ' ') ? static_cast<int>(marks) : 0;
}

struct Fence { char mark = 0; std::size_t length = 0; std::string_view info; };
Fence fence_of(std::string_view line) {
  const auto text = line.substr(indent_of(line));
  if (text.empty() || (text[0] != '`' && text[0] != '~')) return {};
  const std::size_t length = std::min(text.find_first_not_of(text[0]), text.size());
  const auto info = trim(text.substr(length));
  if (length < 3 || (text[0] == '`' && info.find('`') != std::string_view::npos)) return {};
  return {text[0], length, info};
}

bool is_page_break(std::string_view line) { return trim(line) == "\\newpage" || trim(line) == "\\pagebreak"; }
bool is_quote(std::string_view line) { return line.substr(indent_of(line)).starts_with('>'); }

// The cells of a row; a pipe that is escaped is shielded, so that it is text in code, too.
std::vector<std::string> cells_of(std::string_view line, std::size_t most) {
  line = trim(line);
  if (line.starts_with('|')) line.remove_prefix(1);
  std::vector<std::string> out{""};
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (line[i] == '\\' && i + 1 < line.size()) {
      if (line[i + 1] == '|') out.back() += shielded("|");
      else out.back() += line.substr(i, 2);
      ++i;
    } else if (line[i] != '|') {
      out.back().push_back(line[i]);
    } else if (i + 1 < line.size()) {
      if (out.size() == most) break;
      out.emplace_back();
    }
  }
  return out;
}

// The alignments that a line under a table's head gives; none when it is no such line.
std::vector<ColumnAlign> alignments(std::string_view line, std::size_t most) {
  if (line.find('-') == std::string_view::npos || line.find_first_not_of("|-: ") != std::string_view::npos || line.find('|') == std::string_view::npos) return {};
  std::vector<ColumnAlign> out;
  for (const auto& cell : cells_of(line, most)) {
    const auto text = trim(cell);
    const bool left = text.starts_with(':'), right = text.ends_with(':');
    const auto dashes = text.substr(left, text.size() - std::min(text.size(), std::size_t(left) + right));
    if (dashes.empty() || dashes.find_first_not_of('-') != std::string_view::npos) return {};
    out.push_back(left && right ? ColumnAlign::center : left ? ColumnAlign::left : right ? ColumnAlign::right : ColumnAlign::none);
  }
  return out;
}

class Reader {
 public:
  Reader(const ReportLimits& limits, ReportTongue tongue) : limits_(limits), tongue_(tongue) {}

  std::vector<ReportBlock> read(const Lines& lines, std::size_t depth) {
    std::vector<ReportBlock> out;
    for (std::size_t i = 0; i < lines.size();) {
      if (is_blank(lines[i])) {
        ++i;
        continue;
      }
      out.push_back(block(lines, i, depth));
      if (out.back().kind == Kind::paragraph && out.back().text.empty()) out.pop_back();  // a line break alone
    }
    return out;
  }

 private:
  ReportBlock block(const Lines& lines, std::size_t& i, std::size_t depth) {
    if (++blocks_ > limits_.blocks) throw Error(Code::invalid, fmt::format("The document has more than {} paragraphs and other parts.", limits_.blocks));
    const auto line = lines[i];
    if (fence_of(line).length > 0) return fenced(lines, i);
    if (const int level = heading_level(line); level > 0) return heading(lines[i++], level);
    if (is_page_break(line)) return ++i, ReportBlock{.kind = Kind::page_break};
    if (is_rule(line)) return ++i, ReportBlock{.kind = Kind::rule};
    if (depth < limits_.depth && is_quote(line)) return quote(lines, i, depth);
    if (depth < limits_.depth && marker_of(line)) return list(lines, i, depth);
    if (is_table(lines, i)) return table(lines, i);
    return paragraph(lines, i, depth);
  }

  bool begins_block(const Lines& lines, std::size_t i, std::size_t depth) const {
    const auto line = lines[i];
    if (is_blank(line) || fence_of(line).length > 0 || heading_level(line) > 0 || is_page_break(line) || is_rule(line)) return true;
    if (depth >= limits_.depth) return is_table(lines, i);
    // A number within a paragraph begins a list only as 1, so that a line that happens to begin with a year does not.
    const auto marker = marker_of(line);
    return is_quote(line) || (marker && marker->content < line.size() && (marker->number <= 1)) || is_table(lines, i);
  }

  bool is_table(const Lines& lines, std::size_t i) const {
    return i + 1 < lines.size() && lines[i].find('|') != std::string_view::npos && !alignments(lines[i + 1], limits_.columns).empty();
  }

  Spans text(std::string_view words) {
    Spans out = read_inline(words);
    if ((spans_ += out.size()) > limits_.spans) throw Error(Code::invalid, fmt::format("The document has more than {} pieces of text of different looks.", limits_.spans));
    return out;
  }

  ReportBlock heading(std::string_view line, int level) {
    auto words = trim(trim(line).substr(static_cast<std::size_t>(level)));
    const std::size_t end = words.find_last_not_of('#');
    if (end == std::string_view::npos) words = {};
    else if (end + 1 < words.size() && words[end] == ' ') words = trim(words.substr(0, end));
    return {.kind = Kind::heading, .level = level, .text = text(words)};
  }

  ReportBlock fenced(const Lines& lines, std::size_t& i) {
    const Fence fence = fence_of(lines[i]);
    const std::size_t indent = indent_of(lines[i]);
    std::string inside;
    for (++i; i < lines.size(); ++i) {
      const Fence end = fence_of(lines[i]);
      if (end.mark == fence.mark && end.length >= fence.length && end.info.empty()) {
        ++i;
        break;
      }
      inside += lines[i].substr(std::min(indent, indent_of(lines[i])));
      inside += '\n';
    }
    const auto word = fence.info.substr(0, std::min<std::size_t>(fence.info.find(' '), 40));
    const bool is_plain = std::ranges::all_of(word, [](char c) { return (c >= '0' && c <= '9') || ((c | 32) >= 'a' && (c | 32) <= 'z') || c == '+' || c == '-' || c == '#' || c == '.'; });
    const std::string name(is_plain ? word : "");
    if (name != "chart") return {.kind = Kind::code, .name = name, .code = unshielded(inside)};
    if (++charts_ > limits_.charts) throw Error(Code::invalid, fmt::format("The document has more than {} charts.", limits_.charts));
    return {.kind = Kind::chart, .chart = read_chart(unshielded(inside), tongue_, limits_)};
  }

  ReportBlock quote(const Lines& lines, std::size_t& i, std::size_t depth) {
    Lines inside;
    for (; i < lines.size() && is_quote(lines[i]); ++i) {
      auto line = lines[i].substr(indent_of(lines[i]) + 1);
      if (line.starts_with(' ')) line.remove_prefix(1);
      inside.push_back(line);
    }
    const std::string first = lower_ascii(trim(inside.front()));
    for (const std::string_view name : {"note", "tip", "important", "warning", "caution"})
      if (first == fmt::format("[!{}]", name)) {
        inside.erase(inside.begin());
        return {.kind = Kind::callout, .name = std::string(name), .inside = read(inside, depth + 1)};
      }
    return {.kind = Kind::quote, .inside = read(inside, depth + 1)};
  }

  ReportBlock list(const Lines& lines, std::size_t& i, std::size_t depth) {
    const Marker first = *marker_of(lines[i]);
    ReportBlock out{.kind = Kind::list, .ordered = first.kind == '.' || first.kind == ')', .start = first.number};
    while (i < lines.size()) {
      const auto marker = marker_of(lines[i]);
      if (!marker || marker->kind != first.kind || is_rule(lines[i])) break;
      out.inside.push_back(item(lines, i, *marker, depth));
    }
    return out;
  }

  ReportBlock item(const Lines& lines, std::size_t& i, const Marker& marker, std::size_t depth) {
    if (++blocks_ > limits_.blocks) throw Error(Code::invalid, fmt::format("The document has more than {} paragraphs and other parts.", limits_.blocks));
    Lines inside{lines[i].substr(std::min(marker.content, lines[i].size()))};
    static constexpr std::string_view box = "☐ ", ticked = "☑ ";
    const auto begins = [&](std::string_view with) { return inside[0].starts_with(with); };
    std::string_view tick;
    if (begins("[ ] ")) tick = box;
    if (begins("[x] ") || begins("[X] ")) tick = ticked;
    if (!tick.empty()) inside[0].remove_prefix(4);
    // As a list of steps is often written, what belongs to an item stands only two columns in.
    const std::size_t least = std::min(marker.content, marker.indent + 2);
    std::size_t blanks = 0;
    for (++i; i < lines.size(); ++i) {
      const auto line = lines[i];
      const std::size_t indent = indent_of(line);
      if (is_blank(line)) {
        ++blanks;
        continue;
      }
      const bool within = indent >= marker.content || (indent >= least && marker_of(line));
      if (!within && (blanks > 0 || begins_block(lines, i, depth) || marker_of(line))) break;
      inside.insert(inside.end(), blanks, std::string_view());
      blanks = 0;
      inside.push_back(line.substr(std::min(indent, marker.content)));
    }
    ReportBlock out{.kind = Kind::item, .inside = read(inside, depth + 1)};
    if (!tick.empty() && !out.inside.empty() && out.inside[0].kind == Kind::paragraph) out.inside[0].text.insert(out.inside[0].text.begin(), Span{.text = std::string(tick)});
    return out;
  }

  ReportBlock table(const Lines& lines, std::size_t& i) {
    ReportBlock out{.kind = Kind::table};
    out.table.columns = alignments(lines[i + 1], limits_.columns);
    const std::size_t head = i++;
    row(lines[head], out.table);
    for (++i; i < lines.size() && lines[i].find('|') != std::string_view::npos && fence_of(lines[i]).length == 0; ++i) row(lines[i], out.table);
    return out;
  }

  void row(std::string_view line, ReportTable& into) {
    const std::size_t columns = into.columns.size();
    if ((cells_ += columns) > limits_.cells) throw Error(Code::invalid, fmt::format("The tables of the document have more than {} cells.", limits_.cells));
    auto& cells = into.rows.emplace_back();
    for (const auto& cell : cells_of(line, columns + 1))
      if (cells.size() < columns) cells.push_back(text(trim(cell)));
    cells.resize(columns);
  }

  ReportBlock paragraph(const Lines& lines, std::size_t& i, std::size_t depth) {
    std::string words;
    const std::size_t from = i;
    for (; i < lines.size(); ++i) {
      if (i > from) {
        const auto under = trim(lines[i]);
        if (!under.empty() && (under.find_first_not_of('=') == std::string_view::npos || (under.size() > 1 && under.find_first_not_of('-') == std::string_view::npos)))
          return {.kind = Kind::heading, .level = lines[i++].find('=') != std::string_view::npos ? 1 : 2, .text = text(trim(words))};
        if (begins_block(lines, i, depth)) break;
        words += '\n';
      }
      words += lines[i].substr(indent_of(lines[i]));
    }
    return {.kind = Kind::paragraph, .text = text(words)};
  }

  const ReportLimits& limits_;
  const ReportTongue tongue_;
  std::size_t blocks_ = 0, spans_ = 0, cells_ = 0, charts_ = 0;
};

}  // namespace

Report read_report(std::string_view markdown, std::string title, ReportTongue tongue, const ReportLimits& limits) {
  if (markdown.size() > limits.bytes) throw Error(Code::invalid, fmt::format("The document's text is longer than {} kB.", limits.bytes / 1000));
  const std::string text = cleaned(markdown);
  title = unshielded(cleaned(title));
  std::ranges::replace(title, '\n', ' ');
  return {.title = std::string(trim(title)), .tongue = tongue, .blocks = Reader(limits, tongue).read(split(text, '\n'), 0)};
}

}  // namespace gw
