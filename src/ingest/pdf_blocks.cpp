// From the words that Poppler printed to headings, paragraphs, lists and tables.
#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdlib>
#include <map>
#include <optional>
#include <pugixml.hpp>
#include <utility>

#include "base/error.h"
#include "base/text.h"
#include "ingest/builder.h"
#include "ingest/decode.h"
#include "ingest/pdf.h"
#include "ingest/pdf_layout.h"
#include "ingest/reflow.h"

namespace gw {
namespace {

constexpr std::size_t words_most = 4'000'000;

double number_of(const pugi::xml_node& node, const char* name) {
  const double value = node.attribute(name).as_double();
  return value > -1e6 && value < 1e6 ? value : 0;
}
Box box_of(const pugi::xml_node& node) { return {number_of(node, "xMin"), number_of(node, "yMin"), number_of(node, "xMax"), number_of(node, "yMax")}; }

bool wide_end(std::string_view text) {
  std::size_t at = text.size();
  while (at > 0 && (static_cast<unsigned char>(text[at - 1]) & 0xC0) == 0x80) --at;
  return at > 0 && static_cast<unsigned char>(text[at - 1]) >= 0xE3;
}
bool wide_start(std::string_view text) { return !text.empty() && static_cast<unsigned char>(text[0]) >= 0xE3; }

Line line_of(const pugi::xml_node& node, std::size_t& words) {
  Line line;
  line.box = box_of(node);
  double end = 0;
  std::size_t longest = 0;
  for (const auto& child : node.children("word")) {
    if (++words > words_most) throw Error(Code::invalid, "The PDF has more than 4,000,000 words.");
    const std::string text = fold_space(clean(child.text().get()));
    if (text.empty()) continue;
    const Box box = box_of(child);
    if (text.size() > longest) { longest = text.size(); line.size = box.height(); }
    if (line.segments.empty()) line.first_word = wide_start(text) ? box.height() : box.width();
    const double gap = box.x0 - end;
    if (line.segments.empty() || gap > 1.6 * std::max(box.height(), 4.0)) {
      line.segments.push_back({box, text});
    } else {
      LineSegment& last = line.segments.back();
      // Between Chinese characters a small gap is justification, not a space.
      if (!(wide_end(last.text) && wide_start(text) && gap < 0.6 * box.height())) last.text += ' ';
      last.text += text;
      last.box.x1 = box.x1;
    }
    end = box.x1;
  }
  for (const auto& segment : line.segments) {
    if (!line.text.empty()) line.text += ' ';
    line.text += segment.text;
  }
  return line;
}

void read_pages(std::string_view xml, std::uint32_t first, std::vector<Page>& pages, std::string& title, std::size_t& words) {
  pugi::xml_document document;
  // Poppler's output is tolerated as far as it goes; DOCTYPE and entities are skipped by pugixml, never loaded.
  document.load_buffer(xml.data(), xml.size(), pugi::parse_default | pugi::parse_fragment, pugi::encoding_utf8);
  const auto html = document.child("html");
  if (first == 1) title = html.child("head").child("title").text().get();
  std::uint32_t number = first;
  for (const auto& node : html.child("body").child("doc").children("page")) {
    Page page;
    page.number = number++;
    page.width = number_of(node, "width");
    page.height = number_of(node, "height");
    for (const auto& flow : node.children("flow"))
      for (const auto& block : flow.children("block")) {
        for (const auto& child : block.children("line")) {
          Line line = line_of(child, words);
          line.block = static_cast<std::uint32_t>(page.blocks.size());
          if (!line.text.empty() && !is_ruler(line.text)) page.lines.push_back(std::move(line));
        }
        page.blocks.push_back(box_of(block));
      }
    pages.push_back(std::move(page));
  }
}

// Height of the lines that hold most of the text.
double body_height(const std::vector<Page>& pages) {
  std::map<int, std::size_t> by_height;
  std::size_t all = 0;
  for (const auto& page : pages)
    for (const auto& line : page.lines) {
      by_height[static_cast<int>(line.size * 4)] += line.text.size();
      all += line.text.size();
    }
  std::size_t so_far = 0;
  for (const auto& [height, size] : by_height) {
    so_far += size;
    if (so_far * 2 >= all) return height / 4.0;
  }
  return 0;
}

bool ends_sentence(std::string_view text) {
  for (const std::string_view mark : {".", "!", "?", "。", "！", "？", "；", ":", "：", "”", "\"", ")"})
    if (text.ends_with(mark)) return true;
  return false;
}

bool telling(std::string_view title);

class Reader {
 public:
  explicit Reader(std::vector<Page> pages) : pages_(std::move(pages)), body_(body_height(pages_)) {
    std::vector<int> sizes;
    for (const auto& page : pages_)
      for (const auto& line : page.lines)
        if (larger(line)) sizes.push_back(static_cast<int>(line.size + 0.5));
    std::sort(sizes.begin(), sizes.end(), std::greater<>());
    sizes.erase(std::unique(sizes.begin(), sizes.end()), sizes.end());
    sizes_ = std::move(sizes);
  }

  Parsed read(std::string_view title) {
    for (const auto& page : pages_) put_page(page);
    flush();
    settle(false);
    if (telling(title)) builder_.parsed().title = title;
    return builder_.finish();
  }
  Builder& builder() { return builder_; }

 private:
  bool larger(const Line& line) const {
    return line.size > body_ * 1.15 && line.text.size() < 300 && !line.running && line.table < 0 && line.segments.size() == 1;
  }

  int heading(const Line& line) const {
    const bool says_something = std::any_of(line.text.begin(), line.text.end(), [](char c) { return is_letter(static_cast<unsigned char>(c)); }) || wide_start(line.text);
    if (!says_something || !larger(line) || line.text.ends_with("。") || line.text.ends_with("，") || line.text.ends_with(",")) return 0;
    const int size = static_cast<int>(line.size + 0.5);
    const auto rank = std::find(sizes_.begin(), sizes_.end(), size) - sizes_.begin();
    return static_cast<int>(std::min<std::ptrdiff_t>(rank, 3)) + 1;
  }

  void put_page(const Page& page) {
    std::vector<bool> done(page.tables.size());
    const Line* last = nullptr;
    for (const auto& line : page.lines) {
      if (line.running) continue;
      if (line.table >= 0) {
        flush();
        builder_.page(page_ = page.number);
        if (!done[static_cast<std::size_t>(line.table)]) put_table(page.tables[static_cast<std::size_t>(line.table)]);
        done[static_cast<std::size_t>(line.table)] = true;
        last = nullptr;
        continue;
      }
      put_line(page, line, last);
      last = &line;
    }
    last_of_page_ = true;
  }

  void put_table(const TableOfPage& table) {
    settle(true);
    builder_.open_table();
    const auto& first = table.rows.front();
    const bool named = std::none_of(first.begin(), first.end(), [](const std::string& cell) {
      return !cell.empty() && cell.find_first_not_of("0123456789.,%-+ $€¥£()") == std::string::npos;
    });
    for (const auto& row : table.rows) builder_.row(row, named && &row == &first);
    builder_.close_table();
  }

  // Where the lines end that begin near this one.
  static double right_edge(const Page& page, const Line& line) {
    double edge = 0;
    if (page.lines.size() > 20'000) return 1e9;
    for (const auto& other : page.lines)
      if (std::abs(other.box.x0 - line.box.x0) < 40 && other.table < 0 && !other.running) edge = std::max(edge, other.box.x1);
    return edge;
  }

  // Whether `line` goes on with the open paragraph, whose last line is `last` (null when that stood on the page before or in front of a table).
  bool goes_on(const Page& page, const Line& line, const Line* last) const {
    if (open_.empty() || list_mark(line.text) != 0) return false;
    const bool small = line.text[0] >= 'a' && line.text[0] <= 'z';
    if (last == nullptr || last->block != line.block) {
      if (open_level_ != 0) return last != nullptr && heading(line) == open_level_ && line.box.y0 - last->box.y1 < line.box.height() && open_.size() < 200;
      // Poppler makes blocks of lines that are set wide apart: what stands under a full line, at its left edge and close by, goes on with it.
      if (last != nullptr && std::abs(last->box.x0 - line.box.x0) < 2 && heading(line) == 0 && heading_level(line.text) == 0) {
        const double height = std::max(line.size, 1.0), gap = line.box.y0 - last->box.y1;
        if (gap > -0.5 * height && gap < 0.8 * height && right_edge(page, line) - last->box.x1 < line.first_word + 0.4 * height) return true;
      }
      // Over a column or a page only what plainly goes on: no end before, a small letter behind, or Chinese without any mark at its end.
      if (ends_sentence(open_)) return false;
      return small || (wide_end(open_) && wide_start(line.text) && last_of_page_ && heading_level(line.text) == 0 && open_.size() > 60);
    }
    if (open_level_ != heading(line)) return false;
    const double height = std::max(line.box.height(), 1.0);
    const double gap = line.box.y0 - last->box.y1;
    if (open_level_ != 0) return gap < 0.8 * height && open_.size() < 200 && heading_level(line.text) == 0;
    if (gap > 0.9 * height) return false;
    if (heading_level(line.text) != 0) return false;
    const Box& block = page.blocks[line.block];
    const double room = block.x1 - last->box.x1;
    if (room > line.first_word + 0.4 * height && !(small && !ends_sentence(open_))) return false;
    // A first line that is set in opens a paragraph.
    if (line.box.x0 > block.x0 + 1.2 * height && last->box.x0 < block.x0 + 0.5 * height && ends_sentence(open_)) return false;
    return true;
  }

  void put_line(const Page& page, const Line& line, const Line* last) {
    if (goes_on(page, line, last)) {
      join_line(open_, line.text);
      ++open_lines_;
      last_of_page_ = false;
      return;
    }
    flush();
    builder_.page(page_ = page.number);
    last_of_page_ = false;
    open_ = line.text;
    open_lines_ = 1;
    open_level_ = heading(line);
  }

  // A short line of its own in front of a long paragraph, a list or a table names what follows, though it is no larger than the rest (bold is not told).
  void settle(bool names_what_follows) {
    if (waiting_.empty()) return;
    builder_.page(waiting_page_);
    if (names_what_follows) builder_.heading(4, waiting_);
    else builder_.paragraph(waiting_);
    waiting_.clear();
    builder_.page(page_);
  }
  static bool may_name(std::string_view text) {
    const std::size_t points = count_code_points(text);
    if (points < 2 || points > (wide_start(text) ? 24 : 70) || (ends_sentence(text) && !text.ends_with(")"))) return false;
    for (const std::string_view no : {",", "，", "、", "@", "://", "Figure", "Table", "Fig.", "图", "表", "•"})
      if (text.find(no) != std::string_view::npos) return false;
    return wide_start(text) || (text[0] >= 'A' && text[0] <= 'Z');
  }

  void flush() {
    if (open_.empty()) return;
    const bool list = open_level_ == 0 && list_mark(open_) != 0;
    if (!waiting_.empty()) settle(open_level_ == 0 && (list || count_code_points(open_) > (wide_start(open_) ? 40 : 110)));
    if (open_level_ == 0 && open_lines_ == 1 && !list && heading_level(open_) == 0 && may_name(open_)) {
      waiting_ = std::exchange(open_, {});
      waiting_page_ = page_;
      return;
    }
    const int numbered = open_level_ == 0 ? heading_level(open_) : 0;
    if (open_level_ != 0) builder_.heading(open_level_, open_);
    else if (numbered != 0) builder_.heading(numbered, open_);
    else if (const auto mark = list_mark(open_)) {
      const bool bullet = !(open_[0] >= '0' && open_[0] <= '9') && open_[0] != '(' && static_cast<unsigned char>(open_[0]) != 0xEF;
      builder_.list_item(1, bullet ? std::string_view(open_).substr(mark) : std::string_view(open_));
    } else {
      builder_.paragraph(open_);
    }
    open_.clear();
  }

  std::vector<Page> pages_;
  double body_;
  std::vector<int> sizes_;
  Builder builder_;
  std::string open_;
  std::string waiting_;  ///< a short line that may name what follows
  std::uint32_t waiting_page_ = 0, page_ = 0;
  int open_level_ = 0, open_lines_ = 0;
  bool last_of_page_ = false;
};

// Programs that print write their own names there, or the name of the file that they were given.
bool telling(std::string_view title) {
  std::string lower = lower_ascii(title);
  for (const std::string_view no : {"(anonymous)", "about:", "untitled", "microsoft word", "microsoft powerpoint", "microsoft excel", "http://", "https://", "file:/", "~$", "~wr",
                                    "无标题", "無標題", "未命名", "無題"})
    if (lower.starts_with(no)) return false;
  for (const std::string_view no : {".doc", ".docx", ".txt", ".pdf", ".indd", ".ppt", ".pptx", ".xls", ".xlsx", ".tex", ".dvi", ".html", ".htm", ".rtf", ".odt", ".wps", ".tmp", ".ps"})
    if (lower.ends_with(no)) return false;
  // "Document1", "tmp4x9a01", "幻灯片 1": the name of a new file, which nobody changed.
  const bool numbered = !lower.empty() && lower.back() >= '0' && lower.back() <= '9';
  while (!lower.empty() && ((lower.back() >= '0' && lower.back() <= '9') || lower.back() == ' ')) lower.pop_back();
  for (const std::string_view no : {"document", "presentation", "book", "workbook", "slide", "文档", "演示文稿", "工作簿", "幻灯片", "文件"})
    if (lower == no) return false;
  if (lower.starts_with("tmp") && numbered && lower.find(' ') == std::string::npos) return false;
  return count_code_points(title) > 3;
}

std::uint32_t page_number(std::string_view text) {
  std::uint32_t n = 0;
  std::from_chars(text.data(), text.data() + text.size(), n);
  return std::min<std::uint32_t>(n, 1'000'000);
}

}  // namespace

Parsed parse_pdf_text(std::string_view frames) {
  std::vector<Page> pages;
  std::vector<std::uint32_t> broken;
  std::optional<std::uint32_t> stopped;
  std::string title;
  std::size_t words = 0;
  std::uint32_t last = 0;
  for (std::string_view rest = frames; !rest.empty();) {
    const std::string_view frame = rest.substr(0, rest.find('\0'));
    rest.remove_prefix(std::min(rest.size(), frame.size() + 1));
    const auto line = frame.find('\n');
    if (line == std::string_view::npos || frame.size() < 3) continue;
    const std::uint32_t number = page_number(frame.substr(2, line - 2));
    last = std::max(last, number);
    if (frame[0] == 'F') read_pages(frame.substr(line + 1), number, pages, title, words);
    if (frame[0] == 'B') broken.push_back(number);
    if (frame[0] == 'X') stopped = number;
  }
  if (!pages.empty()) last = std::max(last, pages.back().number);
  find_running_lines(pages);
  std::vector<std::uint32_t> scanned;
  for (auto& page : pages) {
    attach_bullets(page);
    find_tables(page);
    // A page number alone is no text: the page may be a picture with one.
    if (page.width > 0 && std::all_of(page.lines.begin(), page.lines.end(), [](const Line& line) { return line.running; })) scanned.push_back(page.number);
  }
  Reader reader(std::move(pages));
  if (!broken.empty()) {
    const std::string page = std::to_string(broken.front());
    reader.builder().note(broken.size() > 1 ? "Page " + page + " and others could not be read." : "Page " + page + " could not be read.");
  }
  if (stopped) reader.builder().note("Pages after " + std::to_string(*stopped) + " were not read.");
  Parsed parsed = reader.read(fold_space(clean(title)));
  parsed.format = "pdf";
  parsed.pages = last;
  parsed.scanned_pages = std::move(scanned);
  return parsed;
}

}  // namespace gw
