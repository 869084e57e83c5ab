#include "base/text.h"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/uscript.h>
#include <unicode/bytestream.h>

#include "base/error.h"

namespace gw {
namespace {

// The length of the sequence that `lead` opens, 0 when it opens none.
int sequence_length(unsigned char lead) {
  if (lead < 0x80) return 1;
  if (lead >= 0xC2 && lead < 0xE0) return 2;
  if (lead >= 0xE0 && lead < 0xF0) return 3;
  if (lead >= 0xF0 && lead < 0xF5) return 4;
  return 0;
}

// Decodes one well-formed sequence; returns its length, 0 when it is broken (overlong, surrogate, cut off).
int decode_strict(std::string_view text, std::size_t at, char32_t& out) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const int length = sequence_length(byte(at));
  if (length == 0 || at + static_cast<std::size_t>(length) > text.size()) return 0;
  if (length == 1) { out = byte(at); return 1; }
  char32_t c = byte(at) & (0xFF >> (length + 1));
  for (int i = 1; i < length; ++i) {
    if ((byte(at + static_cast<std::size_t>(i)) & 0xC0) != 0x80) return 0;
    c = (c << 6) | (byte(at + static_cast<std::size_t>(i)) & 0x3F);
  }
  if ((length == 3 && c < 0x800) || (length == 4 && (c < 0x10000 || c > 0x10FFFF)) || (c >= 0xD800 && c < 0xE000)) return 0;
  out = c;
  return length;
}

std::string normalise(const icu::Normalizer2& form, std::string_view text) {
  std::string out;
  icu::StringByteSink<std::string> sink(&out, static_cast<int32_t>(text.size()));
  UErrorCode status = U_ZERO_ERROR;
  form.normalizeUTF8(0, icu::StringPiece(text.data(), static_cast<int32_t>(text.size())), sink, nullptr, status);
  if (U_FAILURE(status)) throw Error(Code::internal, "The text could not be normalised.", u_errorName(status));
  return out;
}

}  // namespace

char32_t decode(std::string_view text, std::size_t& at) {
  char32_t c = replacement;
  const int length = decode_strict(text, at, c);
  at += length == 0 ? 1 : static_cast<std::size_t>(length);
  return length == 0 ? replacement : c;
}

void encode(char32_t c, std::string& out) {
  const auto put = [&](char32_t b) { out.push_back(static_cast<char>(b)); };
  if (c < 0x80) put(c);
  else if (c < 0x800) { put(0xC0 | (c >> 6)); put(0x80 | (c & 0x3F)); }
  else if (c < 0x10000) { put(0xE0 | (c >> 12)); put(0x80 | ((c >> 6) & 0x3F)); put(0x80 | (c & 0x3F)); }
  else { put(0xF0 | (c >> 18)); put(0x80 | ((c >> 12) & 0x3F)); put(0x80 | ((c >> 6) & 0x3F)); put(0x80 | (c & 0x3F)); }
}

bool is_utf8(std::string_view text) {
  char32_t c;
  for (std::size_t at = 0; at < text.size();) {
    const int length = decode_strict(text, at, c);
    if (length == 0) return false;
    at += static_cast<std::size_t>(length);
  }
  return true;
}

std::string valid_utf8(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    char32_t c;
    const int length = decode_strict(text, at, c);
    if (length == 0) { out += "\xEF\xBF\xBD"; ++at; continue; }
    out.append(text, at, static_cast<std::size_t>(length));
    at += static_cast<std::size_t>(length);
  }
  return out;
}

std::size_t count_code_points(std::string_view text) {
  std::size_t n = 0;
  for (char c : text) n += (static_cast<unsigned char>(c) & 0xC0) != 0x80;
  return n;
}

std::size_t byte_of_code_point(std::string_view text, std::size_t n) {
  std::size_t at = 0;
  for (; at < text.size(); ++at) {
    if ((static_cast<unsigned char>(text[at]) & 0xC0) == 0x80) continue;
    if (n == 0) return at;
    --n;
  }
  return at;
}

std::string_view slice(std::string_view text, std::size_t start, std::size_t end) {
  if (end <= start) return {};
  const std::size_t from = byte_of_code_point(text, start);
  const std::string_view rest = text.substr(from);
  return rest.substr(0, byte_of_code_point(rest, end - start));
}

std::string nfc(std::string_view text) {
  static const icu::Normalizer2* form = [] { UErrorCode e = U_ZERO_ERROR; return icu::Normalizer2::getNFCInstance(e); }();
  return normalise(*form, text);
}

std::string nfkc_casefold(std::string_view text) {
  static const icu::Normalizer2* form = [] { UErrorCode e = U_ZERO_ERROR; return icu::Normalizer2::getNFKCCasefoldInstance(e); }();
  return normalise(*form, text);
}

bool is_han(char32_t c) {
  return (c >= 0x4E00 && c <= 0x9FFF) || (c >= 0x3400 && c <= 0x4DBF) || (c >= 0x20000 && c <= 0x323AF) || (c >= 0xF900 && c <= 0xFAFF) ||
         c == 0x3005 || c == 0x3007;
}
bool is_cjk(char32_t c) {
  return is_han(c) || (c >= 0x3041 && c <= 0x30FF && c != 0x30FB) || (c >= 0x31F0 && c <= 0x31FF) || (c >= 0xAC00 && c <= 0xD7A3) ||
         (c >= 0x3105 && c <= 0x312F) || (c >= 0x1100 && c <= 0x11FF);
}
bool is_letter(char32_t c) { return c < 0x80 ? (c | 0x20) >= 'a' && (c | 0x20) <= 'z' : u_isalpha(static_cast<UChar32>(c)); }
bool is_digit(char32_t c) { return c < 0x80 ? c >= '0' && c <= '9' : u_isdigit(static_cast<UChar32>(c)); }
bool is_space(char32_t c) { return c < 0x80 ? c == ' ' || (c >= 9 && c <= 13) : u_isUWhiteSpace(static_cast<UChar32>(c)); }
bool is_punctuation(char32_t c) {
  if (c < 0x80) return c > 32 && c < 127 && !is_letter(c) && !is_digit(c);
  const auto mask = U_GET_GC_MASK(static_cast<UChar32>(c));
  return (mask & (U_GC_P_MASK | U_GC_S_MASK)) != 0;
}

std::string_view trim(std::string_view text) {
  constexpr std::string_view white = " \t\r\n\v\f";
  const auto from = text.find_first_not_of(white);
  if (from == std::string_view::npos) return {};
  return text.substr(from, text.find_last_not_of(white) - from + 1);
}

std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  for (std::size_t from = 0;;) {
    const auto to = text.find(separator, from);
    if (to == std::string_view::npos) { parts.push_back(text.substr(from)); return parts; }
    parts.push_back(text.substr(from, to - from));
    from = to + 1;
  }
}

std::string join(const std::vector<std::string>& parts, std::string_view separator) {
  std::string out;
  for (const auto& part : parts) {
    if (&part != &parts.front()) out += separator;
    out += part;
  }
  return out;
}

std::string lower_ascii(std::string_view text) {
  std::string out(text);
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c | 0x20);
  return out;
}

}  // namespace gw
