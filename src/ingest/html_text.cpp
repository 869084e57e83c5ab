#include "ingest/html_text.h"

#include <algorithm>
#include <cstdlib>
#include <utility>

#include "base/error.h"
#include "base/text.h"
#include "ingest/html_tree.h"
#include "ingest/plain.h"

namespace gw {
namespace {

constexpr std::size_t html_bytes_most = 24u << 20;
constexpr std::size_t nesting_most = 512;
constexpr int walk_depth_most = 1200;

std::string_view attribute_of(const GumboNode* node, const char* name) {
  const GumboAttribute* a = gumbo_get_attribute(&node->v.element.attributes, name);
  return a == nullptr ? std::string_view() : std::string_view(a->value);
}
bool has_attribute(const GumboNode* node, const char* name) { return gumbo_get_attribute(&node->v.element.attributes, name) != nullptr; }

bool element(const GumboNode* node) { return node->type == GUMBO_NODE_ELEMENT; }
GumboTag tag_of(const GumboNode* node) { return element(node) ? node->v.element.tag : GUMBO_TAG_UNKNOWN; }

bool hidden(const GumboNode* node) {
  if (has_attribute(node, "hidden")) return true;
  std::string style = lower_ascii(attribute_of(node, "style").substr(0, 2000));
  std::erase(style, ' ');
  return style.find("display:none") != std::string::npos || style.find("visibility:hidden") != std::string::npos || style.find("font-size:0;") != std::string::npos ||
         style.ends_with("font-size:0") || style.find("font-size:0px") != std::string::npos || style.find("opacity:0;") != std::string::npos || style.ends_with("opacity:0");
}

bool left_out(GumboTag tag) {
  switch (tag) {
    case GUMBO_TAG_SCRIPT: case GUMBO_TAG_STYLE: case GUMBO_TAG_TEMPLATE: case GUMBO_TAG_NOSCRIPT: case GUMBO_TAG_SVG: case GUMBO_TAG_IFRAME: case GUMBO_TAG_OBJECT:
    case GUMBO_TAG_CANVAS: case GUMBO_TAG_AUDIO: case GUMBO_TAG_VIDEO: case GUMBO_TAG_HEAD: case GUMBO_TAG_SELECT: case GUMBO_TAG_RP: case GUMBO_TAG_RT: return true;
    default: return false;
  }
}

bool inline_tag(GumboTag tag) {
  switch (tag) {
    case GUMBO_TAG_A: case GUMBO_TAG_ABBR: case GUMBO_TAG_B: case GUMBO_TAG_BDI: case GUMBO_TAG_BDO: case GUMBO_TAG_BIG: case GUMBO_TAG_CITE: case GUMBO_TAG_CODE:
    case GUMBO_TAG_DATA: case GUMBO_TAG_DEL: case GUMBO_TAG_DFN: case GUMBO_TAG_EM: case GUMBO_TAG_FONT: case GUMBO_TAG_I: case GUMBO_TAG_IMG: case GUMBO_TAG_INPUT:
    case GUMBO_TAG_INS: case GUMBO_TAG_KBD: case GUMBO_TAG_LABEL: case GUMBO_TAG_MARK: case GUMBO_TAG_Q: case GUMBO_TAG_RUBY: case GUMBO_TAG_S: case GUMBO_TAG_SAMP:
    case GUMBO_TAG_SMALL: case GUMBO_TAG_SPAN: case GUMBO_TAG_STRIKE: case GUMBO_TAG_STRONG: case GUMBO_TAG_SUB: case GUMBO_TAG_SUP: case GUMBO_TAG_TIME: case GUMBO_TAG_TT:
    case GUMBO_TAG_U: case GUMBO_TAG_VAR: case GUMBO_TAG_WBR: case GUMBO_TAG_BUTTON: case GUMBO_TAG_MATH: case GUMBO_TAG_UNKNOWN: return true;
    default: return false;
  }
}

int heading_of(GumboTag tag) {
  switch (tag) {
    case GUMBO_TAG_H1: return 1;
    case GUMBO_TAG_H2: return 2;
    case GUMBO_TAG_H3: return 3;
    case GUMBO_TAG_H4: return 4;
    case GUMBO_TAG_H5: return 5;
    case GUMBO_TAG_H6: return 6;
    default: return 0;
  }
}

template <class Visit>
void each_child(const GumboNode* node, Visit&& visit) {
  if (!element(node) && node->type != GUMBO_NODE_DOCUMENT) return;
  const GumboVector& children = element(node) ? node->v.element.children : node->v.document.children;
  for (unsigned i = 0; i < children.length; ++i) visit(static_cast<const GumboNode*>(children.data[i]));
}

bool text_node(const GumboNode* node) { return node->type == GUMBO_NODE_TEXT || node->type == GUMBO_NODE_WHITESPACE || node->type == GUMBO_NODE_CDATA; }

// Text of a cell or a heading: everything below, blocks apart by a space.
void flat_text(const GumboNode* node, std::string& out, int depth = 0) {
  if (depth > walk_depth_most) return;
  if (text_node(node)) { out += node->v.text.text; return; }
  if (!element(node)) return;
  const GumboTag tag = tag_of(node);
  if (left_out(tag) || hidden(node)) return;
  if (tag == GUMBO_TAG_BR) { out += ' '; return; }
  if (tag == GUMBO_TAG_IMG) { out += ' '; out += attribute_of(node, "alt"); out += ' '; return; }
  if (!inline_tag(tag)) out += ' ';
  each_child(node, [&](const GumboNode* child) { flat_text(child, out, depth + 1); });
  if (!inline_tag(tag)) out += ' ';
}

bool holds(const GumboNode* node, bool (*wanted)(GumboTag), int depth = 0) {
  bool found = false;
  if (depth > walk_depth_most) return false;
  each_child(node, [&](const GumboNode* child) { found = found || (element(child) && (wanted(tag_of(child)) || holds(child, wanted, depth + 1))); });
  return found;
}

class Walk {
 public:
  explicit Walk(Builder& builder) : builder_(builder) {}
  void page(const GumboNode* root) {
    visit(root, 0);
    flush();
  }

 private:
  void visit(const GumboNode* node, int depth) {
    if (depth > walk_depth_most) return;
    if (text_node(node)) { open_ += node->v.text.text; return; }
    if (!element(node)) return;
    const GumboTag tag = tag_of(node);
    if (tag == GUMBO_TAG_HEAD) return title(node);
    if (left_out(tag)) return;
    const bool hide = !hidden_ && hidden(node);
    if (hide) { flush(); hidden_ = true; builder_.hidden(true); builder_.note("Hidden text is marked."); }
    dispatch(node, tag, depth);
    if (hide) { flush(); hidden_ = false; builder_.hidden(false); }
  }

  void dispatch(const GumboNode* node, GumboTag tag, int depth) {
    if (const int level = heading_of(tag)) {
      flush();
      std::string text;
      each_child(node, [&](const GumboNode* child) { flat_text(child, text, depth); });
      builder_.heading(level, text);
      return;
    }
    switch (tag) {
      case GUMBO_TAG_BR: open_ += '\x01'; return;  // a break inside a paragraph; told from white space that folds
      case GUMBO_TAG_IMG: if (const auto alt = attribute_of(node, "alt"); !alt.empty()) { open_ += ' '; open_ += alt; open_ += ' '; } return;
      case GUMBO_TAG_PRE: case GUMBO_TAG_TEXTAREA: case GUMBO_TAG_LISTING: case GUMBO_TAG_XMP: return code(node, depth);
      case GUMBO_TAG_TABLE: return table(node, depth);
      case GUMBO_TAG_UL: case GUMBO_TAG_OL: case GUMBO_TAG_MENU: case GUMBO_TAG_DIR: {
        flush();
        const long first = std::strtol(std::string(attribute_of(node, "start")).c_str(), nullptr, 10);
        lists_.push_back({tag == GUMBO_TAG_OL, first > 0 && first < 1'000'000 ? first : 1});
        children(node, depth);
        flush();
        lists_.pop_back();
        return;
      }
      case GUMBO_TAG_LI: {
        flush();
        item_ = true;
        item_depth_ = static_cast<int>(std::clamp<std::size_t>(lists_.size(), 1, 6));
        if (!lists_.empty() && lists_.back().numbered) open_ = std::to_string(lists_.back().next++) + ". ";
        mark_ = open_.size();
        children(node, depth);
        flush();
        return;
      }
      case GUMBO_TAG_DT: case GUMBO_TAG_DD:
        flush();
        item_ = true;
        item_depth_ = tag == GUMBO_TAG_DT ? 1 : 2;
        children(node, depth);
        flush();
        return;
      default: break;
    }
    const bool block = !inline_tag(tag);
    if (block) paragraph_end();
    children(node, depth);
    if (block) paragraph_end();
  }

  void children(const GumboNode* node, int depth) {
    each_child(node, [&](const GumboNode* child) { visit(child, depth + 1); });
  }

  // A block inside a list item ends the line, not the item, as long as nothing but its mark was written.
  void paragraph_end() {
    if (item_ && trim(std::string_view(open_).substr(std::min(mark_, open_.size()))).empty()) return;
    flush();
  }

  void title(const GumboNode* head) {
    each_child(head, [&](const GumboNode* child) {
      if (tag_of(child) != GUMBO_TAG_TITLE || !builder_.parsed().title.empty()) return;
      std::string text;
      each_child(child, [&](const GumboNode* inner) { if (text_node(inner)) text += inner->v.text.text; });
      builder_.parsed().title = fold_space(text);
    });
  }

  static void raw_text(const GumboNode* node, std::string& out, int depth) {
    if (depth > walk_depth_most) return;
    if (text_node(node)) { out += node->v.text.text; return; }
    if (!element(node) || left_out(tag_of(node)) || hidden(node)) return;
    if (tag_of(node) == GUMBO_TAG_BR) { out += '\n'; return; }
    each_child(node, [&](const GumboNode* child) { raw_text(child, out, depth + 1); });
  }
  void code(const GumboNode* node, int depth) {
    flush();
    std::string text;
    raw_text(node, text, depth);
    builder_.code(text);
  }

  static void rows_of(const GumboNode* node, bool head, std::vector<std::pair<const GumboNode*, bool>>& rows, int depth) {
    if (depth > 40) return;
    each_child(node, [&](const GumboNode* child) {
      const GumboTag tag = tag_of(child);
      if (tag == GUMBO_TAG_TR) rows.emplace_back(child, head);
      else if (tag == GUMBO_TAG_THEAD || tag == GUMBO_TAG_TBODY || tag == GUMBO_TAG_TFOOT) rows_of(child, tag == GUMBO_TAG_THEAD, rows, depth + 1);
    });
  }

  void table(const GumboNode* node, int depth) {
    flush();
    std::vector<std::pair<const GumboNode*, bool>> rows;
    rows_of(node, false, rows, 0);
    const bool layout = holds(node, [](GumboTag t) { return heading_of(t) != 0; }) ||
                        (holds(node, [](GumboTag t) { return t == GUMBO_TAG_TABLE; }) && !holds(node, [](GumboTag t) { return t == GUMBO_TAG_TH; }));
    if (layout || attribute_of(node, "role") == "presentation" || (rows.size() == 1 && !holds(node, [](GumboTag t) { return t == GUMBO_TAG_TH; }))) {
      children(node, depth);  // a table that only places things
      flush();
      return;
    }
    each_child(node, [&](const GumboNode* child) {
      if (tag_of(child) != GUMBO_TAG_CAPTION) return;
      std::string text;
      flat_text(child, text, depth);
      builder_.paragraph(fold_space(text));
    });
    builder_.open_table();
    std::vector<std::pair<long, std::string>> from_above;  // by column: rows that a cell still reaches down, and its text
    bool first = true;
    for (const auto& [row, head] : rows) put_row(row, head, std::exchange(first, false) && rows.size() > 1, from_above, depth);
    builder_.close_table();
  }

  static long span_of(const GumboNode* cell, const char* name) {
    const long n = std::strtol(std::string(attribute_of(cell, name)).c_str(), nullptr, 10);
    return std::clamp(n, 1L, 60L);
  }

  void put_row(const GumboNode* row, bool head, bool first, std::vector<std::pair<long, std::string>>& from_above, int depth) {
    std::vector<std::string> cells;
    bool all_named = true, numbers = false;
    const auto take_from_above = [&] {
      while (cells.size() < from_above.size() && from_above[cells.size()].first > 0) {
        auto& above = from_above[cells.size()];
        --above.first;
        cells.push_back(above.second);
      }
    };
    each_child(row, [&](const GumboNode* cell) {
      const GumboTag tag = tag_of(cell);
      if ((tag != GUMBO_TAG_TD && tag != GUMBO_TAG_TH) || cells.size() > 2000) return;
      take_from_above();
      std::string text;
      flat_text(cell, text, depth);
      text = fold_space(text);
      all_named = all_named && tag == GUMBO_TAG_TH;
      numbers = numbers || (!text.empty() && text.find_first_not_of("0123456789.,%-+ $") == std::string::npos);
      const long down = span_of(cell, "rowspan") - 1, across = span_of(cell, "colspan");
      if (from_above.size() < cells.size() + 1) from_above.resize(cells.size() + 1);
      from_above[cells.size()] = {down, text};
      cells.push_back(std::move(text));
      for (long i = 1; i < across; ++i) cells.emplace_back();
    });
    take_from_above();
    builder_.row(cells, head || (!cells.empty() && all_named) || (first && !numbers && cells.size() > 1));
  }

  void flush() {
    std::string text;
    for (std::string_view rest = open_;;) {
      const auto at = rest.find('\x01');
      const std::string line = fold_space(rest.substr(0, at));
      if (!line.empty()) { if (!text.empty()) text += '\n'; text += line; }
      if (at == std::string_view::npos) break;
      rest.remove_prefix(at + 1);
    }
    const bool only_mark = item_ && mark_ > 0 && trim(std::string_view(open_).substr(std::min(mark_, open_.size()))).empty();
    if (!text.empty() && !only_mark) {
      if (item_) builder_.list_item(item_depth_, text);
      else builder_.paragraph(text);
    }
    open_.clear();
    item_ = false;
    mark_ = 0;
  }

  struct List { bool numbered; long next; };
  Builder& builder_;
  std::string open_;
  std::vector<List> lists_;
  std::size_t mark_ = 0;
  int item_depth_ = 1;
  bool hidden_ = false, item_ = false;
};

// For pages no tree should be built of: what stands between the tags, scripts and styles aside.
std::string without_tags(std::string_view html) {
  std::string out;
  const std::string lower = lower_ascii(html);
  for (std::size_t at = 0; at < html.size();) {
    const auto open = html.find('<', at);
    out.append(html, at, open == std::string_view::npos ? std::string_view::npos : open - at);
    if (open == std::string_view::npos) break;
    std::size_t from = open + 1;
    for (const std::string_view name : {"script", "style", "template"})
      if (lower.compare(from, name.size(), name) == 0) {
        const auto end = lower.find("</" + std::string(name), from);
        from = end == std::string::npos ? html.size() : end + 2;
      }
    if (html.substr(open).starts_with("<!--")) {
      const auto end = html.find("-->", open);
      at = end == std::string_view::npos ? html.size() : end + 3;
      continue;
    }
    const auto end = from >= html.size() ? std::string_view::npos : html.find('>', from);
    out += out.empty() || out.back() == '\n' ? "" : "\n";
    if (end == std::string_view::npos) break;
    at = end + 1;
  }
  return out;
}

}  // namespace

void put_html(Builder& builder, std::string_view html) {
  if (html.size() > html_bytes_most) throw Error(Code::invalid, "The page is larger than 24 MB.");
  if (nesting_of(html) > nesting_most) {
    builder.note("The page nests too deeply; it was read as text without its tags.");
    put_lines(builder, without_tags(html));
    return;
  }
  const HtmlTree tree(html);
  Walk(builder).page(tree.root());
}

std::string declared_encoding(std::string_view bytes) {
  const std::string head = lower_ascii(bytes.substr(0, 4096));
  const auto at = head.find("charset=");
  if (at == std::string::npos) return {};
  std::string name;
  for (std::size_t i = at + 8; i < head.size() && name.size() < 40; ++i) {
    const char c = head[i];
    if (c == '"' || c == '\'') { if (name.empty()) continue; break; }
    if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_' || c == ':')) break;
    name.push_back(c);
  }
  return name;
}

}  // namespace gw
