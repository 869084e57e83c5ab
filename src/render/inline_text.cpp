// Emphasis is found in one walk: at most one opener of each look is open at a time, so hostile text costs no more than other text.
#include "render/inline_text.h"

#include <algorithm>
#include <array>
#include <map>

#include "base/text.h"

namespace gw {
namespace {

constexpr std::size_t address_most = 2000;

bool is_ascii_mark(char c) { return c > ' ' && c < 127 && !(c >= '0' && c <= '9') && !((c | 32) >= 'a' && (c | 32) <= 'z'); }
bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\n'; }

enum class Look { star_italic, star_bold, line_italic, line_bold, struck };
constexpr std::size_t looks = 5;

struct Piece {
  enum Of { text, code, line_break, opens, closes, link_opens, link_closes } of = text;
  std::string words;  ///< of a mark what it is when it matches nothing; of a link that opens its address
  Look look = Look::star_italic;
  bool matched = false;
};

bool same_look(const Span& a, const Span& b) { return a.bold == b.bold && a.italic == b.italic && a.code == b.code && a.struck == b.struck && a.link == b.link; }

class Reader {
 public:
  explicit Reader(std::string_view text) : text_(text) { open_.fill(-1); find_ticks(); }

  Spans read() {
    while (at_ < text_.size()) step();
    close_words();
    return spans();
  }

 private:
  void find_ticks() {
    for (std::size_t i = 0; i < text_.size(); ++i) {
      if (text_[i] != '`') continue;
      const std::size_t end = std::min(text_.find_first_not_of('`', i), text_.size());
      ticks_[end - i].push_back(i);
      i = end - 1;
    }
  }

  void step() {
    const char c = text_[at_];
    if (c == '\\') return backslash();
    if (c == '`') return code();
    if (c == '*' || c == '_' || c == '~') return marks(c);
    if (c == '!' && text_.substr(at_).starts_with("![")) return void(++at_);  // a picture's words stand for it; nothing is fetched
    if (c == '[') return bracket_opens();
    if (c == ']') return bracket_closes();
    if (c == '<') return angle();
    if (c == '&') return entity();
    if (c == '\n') return line_end();
    if (c == 'h' && bare_address()) return;
    words_.push_back(c);
    ++at_;
  }

  void backslash() {
    if (at_ + 1 < text_.size() && text_[at_ + 1] == '\n') {
      at_ += 2;
      return line_break();
    }
    if (at_ + 1 < text_.size() && is_ascii_mark(text_[at_ + 1])) ++at_;
    words_.push_back(text_[at_++]);
  }

  void code() {
    const std::size_t end = std::min(text_.find_first_not_of('`', at_), text_.size());
    const std::size_t length = end - at_;
    const auto& places = ticks_[length];
    const auto close = std::ranges::lower_bound(places, end);
    if (close == places.end()) {
      words_ += text_.substr(at_, length);
      at_ = end;
      return;
    }
    std::string inside(text_.substr(end, *close - end));
    std::ranges::replace(inside, '\n', ' ');
    if (inside.size() > 2 && inside.front() == ' ' && inside.back() == ' ' && !trim(inside).empty()) inside = inside.substr(1, inside.size() - 2);
    close_words();
    pieces_.push_back({.of = Piece::code, .words = inside});
    at_ = *close + length;
  }

  // Whether a run may open or close, by what stands around it. Between Chinese characters both are fine.
  void marks(char c) {
    const std::size_t end = std::min(text_.find_first_not_of(c, at_), text_.size());
    std::size_t left = end - at_;
    const char before = at_ == 0 ? ' ' : text_[at_ - 1], after = end == text_.size() ? ' ' : text_[end];
    const auto is_word = [](char w) { return static_cast<unsigned char>(w) >= 0x80 || !(is_blank(w) || is_ascii_mark(w)); };
    bool opens = !is_blank(after), closes = !is_blank(before);
    if (c == '_') {
      opens = opens && !(static_cast<unsigned char>(before) < 0x80 && is_word(before));
      closes = closes && !(static_cast<unsigned char>(after) < 0x80 && is_word(after));
    }
    at_ = end;
    if (left > 3 || (c == '~' && left != 2)) return void(words_.append(left, c));
    close_words();
    const Look italic = c == '*' ? Look::star_italic : Look::line_italic, bold = c == '*' ? Look::star_bold : c == '_' ? Look::line_bold : Look::struck;
    while (closes && left > 0) {
      const int one = c == '~' ? -1 : open_[std::size_t(italic)], two = left < 2 ? -1 : open_[std::size_t(bold)];
      if (one < 0 && two < 0) break;
      const Look look = one > two ? italic : bold;
      const std::size_t length = look == italic && c != '~' ? 1 : 2;
      close(look, std::string(length, c));
      left -= length;
    }
    if (opens && left >= 2) {
      open(bold, std::string(2, c));
      left -= 2;
    }
    if (opens && left == 1 && c != '~') {
      open(italic, std::string(1, c));
      left = 0;
    }
    words_.append(left, c);
  }

  void open(Look look, std::string words) {
    close_words();
    open_[std::size_t(look)] = static_cast<int>(pieces_.size());
    pieces_.push_back({.of = Piece::opens, .words = std::move(words), .look = look});
  }

  void close(Look look, std::string words) {
    const int from = open_[std::size_t(look)];
    pieces_[std::size_t(from)].matched = true;
    open_[std::size_t(look)] = -1;
    for (auto& other : open_)
      if (other > from) other = -1;  // what opened inside and did not close is text
    pieces_.push_back({.of = Piece::closes, .words = std::move(words), .look = look, .matched = true});
  }

  void bracket_opens() {
    close_words();
    brackets_.push_back(static_cast<int>(pieces_.size()));
    pieces_.push_back({.of = Piece::link_opens, .words = "["});
    ++at_;
  }

  void bracket_closes() {
    ++at_;
    if (brackets_.empty()) return void(words_.push_back(']'));
    const int from = brackets_.back();
    brackets_.pop_back();
    std::string address;
    const std::size_t end = destination(at_, address);
    close_words();
    if (end == std::string_view::npos) return void(words_.push_back(']'));
    at_ = end;
    Piece& opener = pieces_[std::size_t(from)];
    opener.matched = true;
    opener.words = safe_link(unshielded(address));
    pieces_.push_back({.of = Piece::link_closes, .words = "", .matched = true});
    brackets_.clear();  // no link in a link
  }

  // Reads (address "title") at `from`; the place behind it, npos when it is none.
  std::size_t destination(std::size_t from, std::string& address) const {
    if (from >= text_.size() || text_[from] != '(') return std::string_view::npos;
    std::size_t i = from + 1, depth = 0;
    const std::size_t limit = std::min(text_.size(), from + address_most);
    while (i < limit && text_[i] == ' ') ++i;
    const bool angled = i < limit && text_[i] == '<';
    if (angled) ++i;
    for (; i < limit; ++i) {
      const char c = text_[i];
      if (c == '\n' || c == '<') return std::string_view::npos;
      if (angled ? c == '>' : c == ' ' || (c == ')' && depth == 0)) break;
      if (c == '\\' && i + 1 < limit && is_ascii_mark(text_[i + 1])) ++i;
      else if (c == '(' && !angled && ++depth > 1) return std::string_view::npos;
      else if (c == ')' && !angled) --depth;
      address.push_back(text_[i]);
    }
    if (i < limit && angled) ++i;
    while (i < limit && text_[i] == ' ') ++i;
    if (i < limit && text_[i] == '"') {
      i = text_.substr(0, limit).find('"', i + 1);
      if (i == std::string_view::npos) return i;
      ++i;
    }
    return i < limit && text_[i] == ')' ? i + 1 : std::string_view::npos;
  }

  void angle() {
    const auto rest = text_.substr(at_, address_most);
    for (const std::string_view tag : {"<br>", "<br/>", "<br />"})
      if (rest.starts_with(tag)) {
        at_ += tag.size();
        return line_break();
      }
    const std::size_t end = rest.starts_with("<http") || rest.starts_with("<mailto:") ? rest.find_first_of(" \n<>", 1) : std::string_view::npos;
    if (end != std::string_view::npos && rest[end] == '>' && linked(std::string(rest.substr(1, end - 1)))) return void(at_ += end + 1);
    words_.push_back('<');
    ++at_;
  }

  void entity() {
    struct Row { std::string_view name, is; };
    static constexpr std::array<Row, 6> rows{Row{"&amp;", "&"}, {"&lt;", "<"}, {"&gt;", ">"}, {"&quot;", "\""}, {"&nbsp;", "\xC2\xA0"}, {"&#39;", "'"}};
    for (const auto& row : rows)
      if (text_.substr(at_).starts_with(row.name)) {
        words_ += row.is;
        at_ += row.name.size();
        return;
      }
    words_.push_back(text_[at_++]);
  }

  void line_end() {
    const bool hard = words_.ends_with("  ");
    while (words_.ends_with(' ')) words_.pop_back();
    ++at_;
    while (at_ < text_.size() && text_[at_] == ' ') ++at_;
    if (hard) return line_break();
    // Chinese is not parted by spaces: a line that goes on in the next is one text.
    std::size_t next = at_, last = words_.size();
    while (last > 0 && (static_cast<unsigned char>(words_[--last]) & 0xC0) == 0x80) {}
    const auto wide = [](char32_t c) { return is_cjk(c) || (c >= 0x3000 && c < 0x3040) || (c >= 0xFF00 && c < 0xFFF0); };
    const bool glued = !words_.empty() && next < text_.size() && wide(decode(words_, last)) && wide(decode(text_, next));
    if (!glued) words_.push_back(' ');
  }

  bool bare_address() {
    const auto rest = text_.substr(at_);
    if (!rest.starts_with("https://") && !rest.starts_with("http://")) return false;
    if (at_ > 0 && (is_digit(static_cast<unsigned char>(text_[at_ - 1])) || (static_cast<unsigned char>(text_[at_ - 1]) < 0x80 && is_letter(static_cast<unsigned char>(text_[at_ - 1]))))) return false;
    std::size_t end = rest.find("//") + 2;
    while (end < std::min(rest.size(), address_most) && rest[end] > ' ' && rest[end] < 127 && std::string_view("<>[]`*\\\"|").find(rest[end]) == std::string_view::npos) ++end;
    while (end > 0 && std::string_view(".,;:!?)'_~").find(rest[end - 1]) != std::string_view::npos) --end;
    if (brackets_.empty() && linked(std::string(rest.substr(0, end)))) {
      at_ += end;
      return true;
    }
    return false;
  }

  bool linked(std::string address) {
    const std::string safe = safe_link(unshielded(address));
    if (safe.empty()) return false;
    close_words();
    pieces_.push_back({.of = Piece::link_opens, .words = safe, .matched = true});
    pieces_.push_back({.of = Piece::text, .words = address.starts_with("mailto:") ? address.substr(7) : address});
    pieces_.push_back({.of = Piece::link_closes, .matched = true});
    return true;
  }

  void line_break() {
    while (words_.ends_with(' ')) words_.pop_back();
    close_words();
    pieces_.push_back({.of = Piece::line_break});
    while (at_ < text_.size() && text_[at_] == ' ') ++at_;
  }

  void close_words() {
    if (!words_.empty()) pieces_.push_back({.of = Piece::text, .words = std::move(words_)});
    words_.clear();
  }

  Spans spans() const {
    Spans out;
    std::array<bool, looks> on{};
    std::string link;
    const auto put = [&](std::string text, bool code) {
      if (text.empty()) return;
      // No white space stands at the end or the beginning of a line.
      if (text == "\n") {
        while (!out.empty() && !out.back().is_break() && !out.back().code) {
          out.back().text.erase(out.back().text.find_last_not_of(" \t") + 1);
          if (!out.back().text.empty()) break;
          out.pop_back();
        }
        return void(out.push_back({.text = text}));
      }
      if (!code && !out.empty() && out.back().is_break()) text.erase(0, text.find_first_not_of(" \t"));
      if (text.empty()) return;
      Span span{.text = {}, .bold = on[1] || on[3], .italic = on[0] || on[2], .code = code, .struck = on[4], .link = link};
      if (!out.empty() && !out.back().is_break() && same_look(span, out.back())) return void(out.back().text += text);
      span.text = std::move(text);
      out.push_back(std::move(span));
    };
    // A shielded line feed is a break, too.
    const auto say = [&](const std::string& words) {
      const std::string text = unshielded(words);
      for (std::size_t from = 0; from <= text.size();) {
        const std::size_t end = std::min(text.find('\n', from), text.size());
        put(text.substr(from, end - from), false);
        if (end < text.size()) put("\n", false);
        from = end + 1;
      }
    };
    for (const auto& piece : pieces_) {
      switch (piece.of) {
        case Piece::text: say(piece.words); break;
        case Piece::code: {
          std::string text = unshielded(piece.words);
          std::ranges::replace(text, '\n', ' ');
          put(std::move(text), true);
          break;
        }
        case Piece::line_break: put("\n", false); break;
        case Piece::opens:
          if (piece.matched) on[std::size_t(piece.look)] = true;
          else say(piece.words);
          break;
        case Piece::closes: on[std::size_t(piece.look)] = false; break;
        case Piece::link_opens:
          if (piece.matched) link = piece.words;
          else say(piece.words);
          break;
        case Piece::link_closes: link.clear(); break;
      }
    }
    return out;
  }

  std::string_view text_;
  std::size_t at_ = 0;
  std::string words_;
  std::vector<Piece> pieces_;
  std::array<int, looks> open_;
  std::vector<int> brackets_;
  std::map<std::size_t, std::vector<std::size_t>> ticks_;
};

}  // namespace

Spans read_inline(std::string_view text) {
  Spans out = Reader(text).read();
  const auto is_edge = [](const Span& span) { return span.is_break() || (!span.code && trim(span.text).empty()); };
  while (!out.empty() && is_edge(out.back())) out.pop_back();
  out.erase(out.begin(), std::ranges::find_if_not(out, is_edge));
  if (!out.empty() && !out.back().code) out.back().text.erase(out.back().text.find_last_not_of(" \t") + 1);
  if (!out.empty() && !out.front().code) out.front().text.erase(0, out.front().text.find_first_not_of(" \t"));
  return out;
}

std::string safe_link(std::string_view address) {
  if (address.size() > address_most) return {};
  for (const unsigned char c : address)
    if (c <= ' ' || c == 127 || c == '"' || c == '<' || c == '>' || c == '\\') return {};
  const std::string low = lower_ascii(address.substr(0, 10));
  const bool known = low.starts_with("http://") || low.starts_with("https://") || low.starts_with("mailto:") || (low.starts_with('#') && low.size() > 1);
  return known ? std::string(address) : std::string();
}

}  // namespace gw
