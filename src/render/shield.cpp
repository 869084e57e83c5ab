// How a value is kept from becoming markup: its punctuation stands in the text as private characters, which no rule of Markdown knows.
#include "base/text.h"
#include "render/inline_text.h"
#include "render/render.h"

namespace gw {
namespace {

constexpr char32_t shield = 0x10F000;  // plus the ASCII character

bool is_markup(char32_t c) { return c == '\n' || (c > ' ' && c < 127 && !(c >= '0' && c <= '9') && !((c | 32) >= 'a' && (c | 32) <= 'z')); }
bool is_shielded(char32_t c) { return c > shield && c < shield + 128 && is_markup(c - shield); }

}  // namespace

std::string shielded(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size();) {
    const char32_t c = decode(text, i);
    if (c == '\r') continue;
    if (is_shielded(c)) encode(replacement, out);
    else encode(is_markup(c) ? shield + c : c, out);
  }
  return out;
}

std::string unshielded(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t from = i;
    if (static_cast<unsigned char>(text[i]) < 0xF4) {
      out.push_back(text[i++]);
      continue;
    }
    const char32_t c = decode(text, i);
    if (is_shielded(c)) out.push_back(static_cast<char>(c - shield));
    else out += text.substr(from, i - from);
  }
  return out;
}

ReportTongue tongue_of(std::string_view text) {
  std::size_t han = 0, letters = 0;
  for (std::size_t i = 0; i < text.size();) {
    const char32_t c = decode(text, i);
    han += is_han(c);
    letters += is_letter(c);
  }
  return han > 0 && han * 3 >= letters ? ReportTongue::zh : ReportTongue::en;
}

}  // namespace gw
