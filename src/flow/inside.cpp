#include "flow/inside.h"

#include <algorithm>

#include "base/text.h"

namespace gw {
namespace {

// The line with number `line` (from 1), without its end.
std::string_view line_of(std::string_view file, int line) {
  std::size_t from = 0;
  for (int i = 1; i < line; ++i) {
    from = file.find('\n', from);
    if (from == file.npos) return {};
    ++from;
  }
  const std::string_view rest = file.substr(from);
  std::string_view line_text = rest.substr(0, std::min(rest.find('\n'), rest.size()));
  if (line_text.ends_with('\r')) line_text.remove_suffix(1);
  return line_text;
}

// Bytes of the value that the characters at the front of `source` stand for, and how many of those they are.
struct Piece { std::size_t written, meant; };
Piece piece_of(std::string_view source, char mark) {
  if (mark == '\'' && source.starts_with("''")) return {2, 1};
  if (mark != '"' || !source.starts_with('\\') || source.size() < 2) return {1, 1};
  const std::size_t digits = source[1] == 'x' ? 2 : source[1] == 'u' ? 4 : source[1] == 'U' ? 8 : 0;
  if (digits == 0) return {2, source[1] == 'N' || source[1] == '_' ? 2u : source[1] == 'L' || source[1] == 'P' ? 3u : 1u};
  char32_t c = 0;
  for (char digit : source.substr(2, digits)) {
    if (digit >= '0' && digit <= '9') c = c * 16 + static_cast<char32_t>(digit - '0');
    else c = c * 16 + static_cast<char32_t>((digit | 0x20) - 'a' + 10);
  }
  std::string bytes;
  encode(c, bytes);
  return {2 + digits, bytes.size()};
}

Place in_block(std::string_view file, const Yaml& scalar, std::size_t offset) {
  const std::string_view before = std::string_view(scalar.text).substr(0, offset);
  const int line = scalar.place.line + 1 + static_cast<int>(std::ranges::count(before, '\n'));
  const std::size_t in_line = before.size() - (before.rfind('\n') == before.npos ? 0 : before.rfind('\n') + 1);
  const std::string_view source = line_of(file, line);
  const std::size_t length = scalar.text.find('\n', offset - in_line) == std::string::npos ? scalar.text.size() - (offset - in_line) : scalar.text.find('\n', offset - in_line) - (offset - in_line);
  if (source.size() < length) return scalar.place;  // folded or chomped otherwise
  const std::size_t indent = source.size() - length;
  return {line, static_cast<int>(indent + count_code_points(source.substr(indent, in_line))) + 1};
}

}  // namespace

Place place_inside(std::string_view file, const Yaml& scalar, std::size_t offset) {
  offset = std::min(offset, scalar.text.size());
  const std::string_view line = line_of(file, scalar.place.line);
  const std::size_t from = byte_of_code_point(line, static_cast<std::size_t>(std::max(scalar.place.column, 1) - 1));
  const std::string_view source = line.substr(from);
  if (source.starts_with('|')) return in_block(file, scalar, offset);
  const char mark = source.starts_with('"') ? '"' : source.starts_with('\'') ? '\'' : '\0';
  std::size_t at = mark == '\0' ? 0 : 1, meant = 0;
  while (meant < offset && at < source.size()) {
    const Piece piece = piece_of(source.substr(at), mark);
    at += piece.written;
    meant += piece.meant;
  }
  if (meant != offset || at > source.size()) return scalar.place;  // goes on in another line
  return {scalar.place.line, scalar.place.column + static_cast<int>(count_code_points(source.substr(0, at)))};
}

}  // namespace gw
