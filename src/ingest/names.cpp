#include "ingest/names.h"

#include <map>

#include "base/text.h"
#include "ingest/decode.h"

namespace gw {

std::string harmless_name(std::string_view name) {
  std::string slashes(valid_utf8(name.substr(0, 4000)));
  for (char& c : slashes)
    if (c == '\\') c = '/';
    else if (c == '\n' || c == '\t') c = ' ';
  const std::string cleaned = clean(slashes);
  std::string out;
  for (auto piece : split(cleaned, '/')) {
    piece = trim(piece);
    if (piece.empty() || piece == "." || piece == ".." || (piece.size() == 2 && piece[1] == ':')) continue;
    if (!out.empty()) out += '/';
    for (char c : piece) out += c == '\n' ? ' ' : c;
    if (out.ends_with('!')) out.back() = '_';
  }
  if (out.size() > 400) {  // the end says what it is
    std::size_t from = out.size() - 400;
    while (from < out.size() && (static_cast<unsigned char>(out[from]) & 0xC0) == 0x80) ++from;
    out = out.substr(from);
    out.erase(0, out.find_first_not_of("./"));  // what the cut left of a segment may look like one that climbs
  }
  return out.empty() ? "part" : out;
}

std::string PartNames::take(std::string_view name) {
  std::string wanted = harmless_name(name);
  if (taken_.insert(wanted).second) return wanted;
  const auto slash = wanted.rfind('/');
  auto dot = wanted.rfind('.');
  if (dot == std::string::npos || (slash != std::string::npos && dot < slash)) dot = wanted.size();
  for (int n = 2;; ++n) {
    std::string other = wanted.substr(0, dot) + " (" + std::to_string(n) + ")" + wanted.substr(dot);
    if (taken_.insert(other).second) return other;
  }
}

}  // namespace gw
