// Markdown: headings, lists, tables, fenced code; marks of emphasis and links are taken off, so that quotes read like text.
#include <optional>

#include "base/text.h"
#include "ingest/builder.h"
#include "ingest/kind.h"
#include "ingest/reflow.h"

namespace gw {
namespace {

using std::string_view;

std::size_t indent_of(string_view line) {
  std::size_t columns = 0;
  for (char c : line) {
    if (c == ' ') ++columns;
    else if (c == '\t') columns += 4 - columns % 4;
    else break;
  }
  return columns;
}

int atx_level(string_view line) {
  std::size_t n = 0;
  while (n < line.size() && line[n] == '#') ++n;
  if (n == 0 || n > 6) return 0;
  return n == line.size() || line[n] == ' ' || line[n] == '\t' ? static_cast<int>(n) : 0;
}

bool fence(string_view line, char& mark, std::size_t& length) {
  line = trim(line);
  if (!line.starts_with("```") && !line.starts_with("~~~")) return false;
  mark = line[0];
  length = std::min(line.find_first_not_of(mark), line.size());
  return mark == '~' || line.find('`', length) == string_view::npos;
}

bool separator_row(string_view line) {
  line = trim(line);
  return line.find('-') != string_view::npos && line.find_first_not_of("|:- \t") == string_view::npos && line.find('|') != string_view::npos;
}

// The bullet or number of a list item; returns the bytes up to its text.
std::size_t item_mark(string_view line) {
  if (line.size() < 2) return 0;
  if ((line[0] == '-' || line[0] == '*' || line[0] == '+') && (line[1] == ' ' || line[1] == '\t')) return 2;
  std::size_t n = 0;
  while (n < line.size() && n < 9 && line[n] >= '0' && line[n] <= '9') ++n;
  return n > 0 && n + 1 < line.size() && (line[n] == '.' || line[n] == ')') && line[n + 1] == ' ' ? n + 2 : 0;
}

std::vector<std::string> cells_of(string_view line) {
  line = trim(line);
  if (line.starts_with('|')) line.remove_prefix(1);
  std::vector<std::string> cells(1);
  bool code = false;
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (line[i] == '\\' && i + 1 < line.size() && line[i + 1] == '|') { cells.back() += '|'; ++i; continue; }
    if (line[i] == '`') code = !code;
    if (line[i] == '|' && !code) { cells.emplace_back(); continue; }
    cells.back() += line[i];
  }
  if (trim(cells.back()).empty() && cells.size() > 1) cells.pop_back();
  return cells;
}

bool word_char(string_view text, std::size_t at) {
  if (at >= text.size()) return false;
  const unsigned char c = static_cast<unsigned char>(text[at]);
  return c >= 0x80 || is_letter(c) || is_digit(c);
}

// Finds the bracket that closes the one at `open`; npos when it does not close within 2,000 bytes.
std::size_t closing(string_view text, std::size_t open, char left, char right) {
  int depth = 0;
  for (std::size_t i = open; i < text.size() && i < open + 2000; ++i) {
    if (text[i] == '\\') { ++i; continue; }
    if (text[i] == left) ++depth;
    else if (text[i] == right && --depth == 0) return i;
  }
  return string_view::npos;
}

// Takes inline marks off: **bold**, `code`, [text](address), ![alt](address), <tag>, &amp;.
std::string plain(string_view text, int depth = 0) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '\\' && i + 1 < text.size() && is_punctuation(static_cast<unsigned char>(text[i + 1])) && static_cast<unsigned char>(text[i + 1]) < 0x80) {
      out += text[++i];
    } else if (c == '`') {
      std::size_t n = 1;
      while (i + n < text.size() && text[i + n] == '`') ++n;
      const auto end = text.find(text.substr(i, n), i + n);
      if (end == string_view::npos || end > i + 4000) { out.append(text, i, n); i += n - 1; continue; }
      out += trim(text.substr(i + n, end - i - n));
      i = end + n - 1;
    } else if (c == '*' || (c == '_' && !(word_char(text, i + 1) && i > 0 && word_char(text, i - 1))) || (c == '~' && i + 1 < text.size() && text[i + 1] == '~')) {
      std::size_t n = 1;
      while (i + n < text.size() && text[i + n] == c) ++n;
      const bool left_space = i == 0 || text[i - 1] == ' ', right_space = i + n >= text.size() || text[i + n] == ' ';
      const bool digits = i > 0 && i + n < text.size() && text[i - 1] >= '0' && text[i - 1] <= '9' && text[i + n] >= '0' && text[i + n] <= '9';
      if ((left_space && right_space && n == 1) || n > 3 || digits) out.append(text, i, n);
      i += n - 1;
    } else if (c == '[' || (c == '!' && i + 1 < text.size() && text[i + 1] == '[')) {
      const std::size_t open = c == '!' ? i + 1 : i;
      const auto end = closing(text, open, '[', ']');
      const bool link = end != string_view::npos && end + 1 < text.size() && (text[end + 1] == '(' || text[end + 1] == '[');
      const auto behind = link ? closing(text, end + 1, text[end + 1], text[end + 1] == '(' ? ')' : ']') : string_view::npos;
      if (behind == string_view::npos || depth > 3) { out += c; continue; }
      out += plain(text.substr(open + 1, end - open - 1), depth + 1);
      i = behind;
    } else if (c == '<' && i + 2 < text.size() && (is_letter(static_cast<unsigned char>(text[i + 1])) || text[i + 1] == '/')) {
      const auto end = text.substr(0, i + 1000).find('>', i);
      if (end == string_view::npos) { out += c; continue; }
      const string_view inner = text.substr(i + 1, end - i - 1);
      if (inner.find("://") != string_view::npos || inner.find('@') != string_view::npos) {
        if (inner.find('=') == string_view::npos) out += inner;
      } else if (lower_ascii(inner).starts_with("br")) {
        out += '\n';
      }
      i = end;
    } else if (c == '&') {
      constexpr std::pair<string_view, string_view> entities[] = {{"&amp;", "&"}, {"&lt;", "<"}, {"&gt;", ">"}, {"&nbsp;", " "}, {"&quot;", "\""}, {"&#39;", "'"}};
      bool known = false;
      for (const auto& [entity, value] : entities)
        if (text.substr(i).starts_with(entity)) { out += value; i += entity.size() - 1; known = true; break; }
      if (!known) out += c;
    } else {
      out += c;
    }
  }
  return out;
}

class Reader {
 public:
  explicit Reader(string_view text) : lines_(split(text, '\n')), width_(wrap_width(lines_)) {}

  Parsed read() {
    front_matter();
    while (at_ < lines_.size()) block();
    flush();
    return builder_.finish();
  }

 private:
  void front_matter() {
    if (lines_.size() < 3 || trim(lines_[0]) != "---") return;
    for (std::size_t i = 1; i < lines_.size() && i < 200; ++i) {
      if (trim(lines_[i]) != "---") continue;
      for (std::size_t j = 1; j < i; ++j) {
        const string_view line = trim(lines_[j]);
        if (lower_ascii(line.substr(0, 6)) == "title:") {
          string_view title = trim(line.substr(6));
          if (title.size() >= 2 && (title.front() == '"' || title.front() == '\'') && title.back() == title.front()) title = title.substr(1, title.size() - 2);
          builder_.parsed().title = title;
        }
        if (!line.empty()) builder_.paragraph(line);
      }
      at_ = i + 1;
      return;
    }
  }

  void block() {
    string_view line = lines_[at_];
    const string_view inner = trim(line);
    char mark;
    std::size_t length;
    if (inner.empty()) { flush(); ++at_; return; }
    if (inner.starts_with("<!--")) return comment();
    if (fence(line, mark, length)) return fenced(mark, length);
    if (const int level = atx_level(inner)) {
      flush();
      string_view title = trim(inner.substr(static_cast<std::size_t>(level)));
      const auto tail = title.find_last_not_of('#');
      if (tail == string_view::npos) title = {};
      else if (tail + 1 < title.size() && title[tail] == ' ') title = trim(title.substr(0, tail));
      builder_.heading(level, plain(title));
      ++at_;
      return;
    }
    if (inner.find('|') != string_view::npos && at_ + 1 < lines_.size() && separator_row(lines_[at_ + 1])) return table();
    if (!open_.empty() && !open_item_ && inner.find_first_not_of(inner[0]) == string_view::npos && (inner[0] == '=' || (inner[0] == '-' && inner.size() > 1))) {
      builder_.heading(inner[0] == '=' ? 1 : 2, plain(open_));
      open_.clear();
      ++at_;
      return;
    }
    if (inner.size() >= 3 && inner.find_first_not_of("-*_ ") == string_view::npos) { flush(); ++at_; return; }
    if (open_.empty() && indent_of(line) >= 4 && !in_list_) return indented();
    text_line(line);
  }

  void comment() {
    flush();
    for (; at_ < lines_.size(); ++at_)
      if (lines_[at_].find("-->") != string_view::npos) { ++at_; return; }
  }

  void fenced(char mark, std::size_t length) {
    flush();
    std::string code;
    for (++at_; at_ < lines_.size(); ++at_) {
      const string_view inner = trim(lines_[at_]);
      if (inner.size() >= length && inner.find_first_not_of(mark) == string_view::npos) { ++at_; break; }
      code += lines_[at_];
      code += '\n';
    }
    builder_.code(code);
  }

  void indented() {
    std::string code;
    for (; at_ < lines_.size() && (indent_of(lines_[at_]) >= 4 || trim(lines_[at_]).empty()); ++at_) {
      code += lines_[at_];
      code += '\n';
    }
    builder_.code(code);
  }

  void table() {
    flush();
    builder_.open_table();
    put_row(lines_[at_], true);
    for (at_ += 2; at_ < lines_.size() && lines_[at_].find('|') != string_view::npos && !trim(lines_[at_]).empty(); ++at_) put_row(lines_[at_], false);
    builder_.close_table();
  }

  void put_row(string_view line, bool header) {
    auto cells = cells_of(line);
    for (auto& cell : cells) cell = plain(trim(cell));
    builder_.row(cells, header);
  }

  void text_line(string_view line) {
    const std::size_t indent = indent_of(line);
    string_view inner = trim(line);
    while (inner.starts_with('>')) inner = trim(inner.substr(1));
    if (const std::size_t mark = item_mark(inner)) {
      flush();
      string_view item = trim(inner.substr(mark));
      if (item.starts_with("[ ] ") || item.starts_with("[x] ") || item.starts_with("[X] ")) item.remove_prefix(4);
      // The number of an ordered item is part of what it says; a bullet is not.
      open_ = inner[0] >= '0' && inner[0] <= '9' ? std::string(inner.substr(0, mark)) + std::string(item) : std::string(item);
      open_item_ = true;
      depth_ = static_cast<int>(std::min<std::size_t>(indent / 2, 5)) + 1;
      in_list_ = true;
    } else if (!open_.empty()) {
      const bool hard = last_.ends_with("  ") || last_.ends_with('\\');
      const char first = inner.empty() ? ' ' : inner[0];
      const bool goes_on = !hard && (open_item_ || wrapped(last_, inner, width_) || (first >= 'a' && first <= 'z'));
      if (open_.ends_with('\\')) open_.pop_back();
      if (goes_on) join_line(open_, inner);
      else { open_ += '\n'; open_ += inner; }
    } else {
      if (indent == 0) in_list_ = false;
      open_ = inner;
      open_item_ = false;
    }
    last_ = line;
    ++at_;
  }

  void flush() {
    if (open_.empty()) return;
    if (open_item_) builder_.list_item(depth_, plain(open_));
    else builder_.paragraph(plain(open_));
    open_.clear();
    open_item_ = false;
  }

  std::vector<string_view> lines_;
  std::size_t width_, at_ = 0;
  Builder builder_;
  std::string open_;
  string_view last_;
  bool open_item_ = false, in_list_ = false;
  int depth_ = 1;
};

bool recognises(Source& source) {
  const std::string& ext = source.extension();
  if (!source.is_text()) return false;
  if (ext == "md" || ext == "markdown" || ext == "mkd") return true;
  if (!ext.empty() && ext != "txt" && ext != "text") return false;
  int headings = 0, others = 0;
  for (const auto line : split(source.sample(), '\n')) {
    char mark;
    std::size_t length;
    headings += atx_level(line) != 0 && line.size() > static_cast<std::size_t>(atx_level(line)) + 1;
    others += fence(line, mark, length) || separator_row(line) || line.find("](") != string_view::npos;
  }
  return headings >= 2 || (headings == 1 && others > 0);
}

Parsed read(Source& source, const ParseOptions&) { return Reader(source.text()).read(); }

}  // namespace

extern const ParserKind md_parser;
const ParserKind md_parser{"md", "Markdown: headings, lists, tables and fenced code; marks of emphasis and links are taken off", "handbook.md", recognises, read};

}  // namespace gw
