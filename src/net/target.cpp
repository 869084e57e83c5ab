#include "net/target.h"

#include <algorithm>

#include "base/error.h"
#include "base/text.h"

namespace gw {
namespace {

constexpr std::size_t target_bytes_max = 8192;
constexpr std::size_t parameters_max = 64;

int hex(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

void check_path(std::string_view path) {
  const auto control = [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; };
  if (std::any_of(path.begin(), path.end(), control)) throw Error(Code::invalid, "The path holds control characters.");
  for (const auto segment : split(path, '/'))
    if (segment == "." || segment == "..") throw Error(Code::invalid, "The path holds a \".\" or \"..\".");
}

}  // namespace

std::string percent_decoded(std::string_view text, bool form) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size(); ++at) {
    const char c = text[at];
    if (c == '%') {
      const int high = at + 2 < text.size() ? hex(text[at + 1]) : -1;
      const int low = at + 2 < text.size() ? hex(text[at + 2]) : -1;
      if (high < 0 || low < 0) throw Error(Code::invalid, "The address holds a broken % escape.");
      out += static_cast<char>(high << 4 | low);
      at += 2;
    } else {
      out += form && c == '+' ? ' ' : c;
    }
  }
  if (out.find('\0') != std::string::npos || !is_utf8(out)) throw Error(Code::invalid, "The address must be UTF-8 without NUL.");
  return out;
}

Target parse_target(std::string_view target) {
  if (target.size() > target_bytes_max) throw Error(Code::invalid, "The address is longer than 8 kB.");
  if (target.empty() || target[0] != '/') throw Error(Code::invalid, "The address of a request must start with \"/\".");
  const auto mark = target.find('?');
  Target out;
  out.path = percent_decoded(target.substr(0, mark), false);
  check_path(out.path);
  if (mark == std::string_view::npos) return out;
  for (const auto pair : split(target.substr(mark + 1), '&')) {
    if (pair.empty()) continue;
    if (out.query.size() == parameters_max) throw Error(Code::invalid, "The address has more than 64 parameters.");
    const auto equals = pair.find('=');
    out.query.emplace_back(percent_decoded(pair.substr(0, equals), true),
                           equals == std::string_view::npos ? "" : percent_decoded(pair.substr(equals + 1), true));
  }
  return out;
}

}  // namespace gw
