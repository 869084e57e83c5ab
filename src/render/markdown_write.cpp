// Markdown in one way of writing.
#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "render/chart.h"

namespace gw {
namespace {

using Kind = ReportBlock::Kind;

constexpr std::string_view marks = "\\`*_[]<>~&|#";

std::string fence_for(std::string_view text, std::size_t least) {
  std::size_t longest = 0, now = 0;
  for (const char c : text) longest = std::max(longest, now = c == '`' ? now + 1 : 0);
  return std::string(std::max(longest + 1, least), '`');
}

std::string code_span(const std::string& text) {
  const std::string fence = fence_for(text, 1);
  const bool padded = text.starts_with('`') || text.ends_with('`') || (text.starts_with(' ') && text.ends_with(' ') && !trim(text).empty());
  return fmt::format("{0}{2}{1}{2}{0}", fence, text, padded ? " " : "");
}

std::string plain(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool address = text[i] == ':' && (text.substr(0, i).ends_with("http") || text.substr(0, i).ends_with("https"));
    if (address || marks.find(text[i]) != std::string_view::npos) out.push_back('\\');
    out.push_back(text[i]);
  }
  return out;
}

// The spans of one paragraph, each look opened once and closed where it ends. White space stands outside of the marks.
class Inline {
 public:
  explicit Inline(std::string_view line_break) : line_break_(line_break) {}

  std::string write(const Spans& spans) {
    for (const auto& span : spans) add(span);
    end_link();
    return std::move(out_);
  }

 private:
  void add(const Span& span) {
    if (span.is_break()) {
      end_link();
      out_ += line_break_;
      return;
    }
    if (span.link != link_) {
      end_link();
      if (!span.link.empty()) out_.insert(out_.size() - out_.ends_with('!'), out_.ends_with('!') ? "\\" : "").append("[");  // not a picture
      link_ = span.link;
    }
    if (!span.code && trim(span.text).empty()) {
      out_ += span.text;
      return;
    }
    std::vector<std::string_view> wanted;
    if (span.bold) wanted.push_back("**");
    if (span.italic) wanted.push_back("*");
    if (span.struck) wanted.push_back("~~");
    const auto [mine, theirs] = std::ranges::mismatch(open_, wanted);
    close(static_cast<std::size_t>(mine - open_.begin()));
    std::string_view text = span.text;
    if (!span.code) {
      const std::size_t spaces = std::min(text.find_first_not_of(" \t"), text.size());
      out_ += text.substr(0, spaces);
      text.remove_prefix(spaces);
    }
    for (auto mark = theirs; mark != wanted.end(); ++mark) {
      out_ += *mark;
      open_.push_back(*mark);
    }
    out_ += span.code ? code_span(span.text) : plain(text);
  }

  void close(std::size_t depth) {
    const std::size_t end = open_.size() > depth ? out_.find_last_not_of(" \t") + 1 : out_.size();
    const std::string spaces = out_.substr(end);
    out_.resize(end);
    for (; open_.size() > depth; open_.pop_back()) out_ += open_.back();
    out_ += spaces;
  }

  void end_link() {
    close(0);
    if (!link_.empty()) out_ += fmt::format("](<{}>)", link_);
    link_.clear();
  }

  const std::string_view line_break_;
  std::string out_, link_;
  std::vector<std::string_view> open_;
};

std::string inline_text(const Spans& spans, std::string_view line_break) { return Inline(line_break).write(spans); }

// What would begin a block at the beginning of a line is no longer there.
std::string guarded(std::string text) {
  std::string out;
  for (std::size_t from = 0; from <= text.size();) {
    const std::size_t end = std::min(text.find('\n', from), text.size());
    std::string line = text.substr(from, end - from);
    const std::size_t digits = std::min(line.find_first_not_of("0123456789"), line.size());
    if (!line.empty() && std::string_view("-+=:").find(line[0]) != std::string_view::npos) line.insert(0, "\\");
    else if (digits > 0 && digits < line.size() && (line[digits] == '.' || line[digits] == ')')) line.insert(digits, "\\");
    out += line;
    if (end < text.size()) out.push_back('\n');
    from = end + 1;
  }
  return out;
}

void append_lines(std::string& out, std::string_view text, const std::string& first, const std::string& others) {
  bool is_first = true;
  for (const auto line : split(text.ends_with('\n') ? text.substr(0, text.size() - 1) : text, '\n')) {
    std::string_view before = is_first ? first : others;
    if (line.empty()) before = before.substr(0, before.find_last_not_of(' ') + 1);
    out += before;
    out += line;
    out += '\n';
    is_first = false;
  }
}

std::string table_text(const ReportTable& table) {
  std::string out;
  for (std::size_t r = 0; r < table.rows.size(); ++r) {
    for (const auto& cell : table.rows[r]) {
      std::string text;
      for (const char c : inline_text(cell, "<br>")) text += c == '|' && !text.ends_with('\\') ? "\\|" : std::string(1, c);  // in code a pipe has no backslash yet
      out += "| " + text + (text.empty() ? "" : " ");
    }
    out += "|\n";
    if (r > 0) continue;
    static constexpr std::string_view sides[]{"---", ":--", ":-:", "--:"};
    for (const auto side : table.columns) out += fmt::format("| {} ", sides[std::size_t(side)]);
    out += "|\n";
  }
  return out;
}

std::string blocks_text(const std::vector<ReportBlock>& blocks, bool after_mark = false);

// `other`: the list before it has the same marks, so it takes others to stay a list of its own.
std::string list_text(const ReportBlock& list, bool other) {
  std::string out;
  std::int64_t number = list.start;
  const bool loose = std::ranges::any_of(list.inside, [](const ReportBlock& item) { return item.inside.size() > 1 && item.inside[1].kind != Kind::list; });
  for (const auto& item : list.inside) {
    const std::string mark = list.ordered ? fmt::format("{}{} ", number++, other ? ')' : '.') : other ? "* " : "- ";
    if (loose && !out.empty()) out += '\n';
    append_lines(out, blocks_text(item.inside, !other), mark, std::string(mark.size(), ' '));  // "- - -" would be a rule
  }
  return out;
}

std::string block_text(const ReportBlock& block, bool other_marks) {
  std::string out;
  switch (block.kind) {
    case Kind::heading: return fmt::format("{} {}\n", std::string(static_cast<std::size_t>(block.level), '#'), inline_text(block.text, "<br>"));
    case Kind::paragraph: return guarded(inline_text(block.text, "\\\n")) + "\n";
    case Kind::list: return list_text(block, other_marks);
    case Kind::item: return blocks_text(block.inside);
    case Kind::table: return table_text(block.table);
    case Kind::quote: append_lines(out, blocks_text(block.inside), "> ", "> "); return out;
    case Kind::callout:
      append_lines(out, fmt::format("[!{}]\n{}", block.name, blocks_text(block.inside)), "> ", "> ");
      for (char& c : out) {
        if (c == ']') break;
        if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 32);
      }
      return out;
    case Kind::code: {
      const std::string fence = fence_for(block.code, 3);
      return fmt::format("{0}{1}\n{2}{0}\n", fence, block.name, block.code);
    }
    case Kind::chart: return (block.chart.title.empty() ? "" : fmt::format("**{}**\n\n", plain(trim(block.chart.title)))) + table_text(table_of(block.chart));
    case Kind::rule: return "___\n";  // "- ---" would be a rule, not an item
    case Kind::page_break: return "\\newpage\n";
  }
  return out;
}

// Whether a list is seen as one right under a paragraph.
bool interrupts(const ReportBlock& list) {
  return list.kind == Kind::list && !(list.ordered && list.start > 1) && !list.inside[0].inside.empty() && !list.inside[0].inside[0].text.empty();
}

// `after_mark`: a list that comes first takes the other marks.
std::string blocks_text(const std::vector<ReportBlock>& blocks, bool after_mark) {
  std::string out;
  bool other = false;
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    // A list under a paragraph of an item stands close to it.
    const bool close = i == 1 && blocks[0].kind == Kind::paragraph && interrupts(blocks[1]);
    if (i > 0 && !close) out += '\n';
    const bool after_such = i > 0 && blocks[i].kind == Kind::list && blocks[i - 1].kind == Kind::list && blocks[i].ordered == blocks[i - 1].ordered;
    other = i == 0 ? after_mark && blocks[0].kind == Kind::list && !blocks[0].ordered : after_such && !other;
    out += block_text(blocks[i], other);
  }
  return out;
}

}  // namespace

std::string markdown_of(const Report& report) {
  const std::string out = shows_title(report) ? fmt::format("# {}\n\n", plain(report.title)) : "";
  return out + blocks_text(report.blocks);
}

}  // namespace gw
