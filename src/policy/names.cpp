#include "policy/names.h"

#include <fmt/format.h>

#include "base/error.h"
#include "base/text.h"

namespace gw {
namespace {

std::string_view word(NameOf kind) {
  switch (kind) {
    case NameOf::collection: return "collection";
    case NameOf::group: return "group";
    case NameOf::user: return "user";
  }
  return "";
}

bool allowed(NameOf kind, char32_t c, bool first) {
  if (is_letter(c) || is_digit(c)) return true;
  if (first) return false;
  return c == '-' || c == '_' || c == '.' || (kind == NameOf::user && c == '@');
}

}  // namespace

std::string checked_name(NameOf kind, std::string_view given) {
  constexpr std::size_t most = 64;
  const auto refuse = [&]() {
    throw Error(Code::invalid, fmt::format("\"{}\" is no name for a {}: use 1 to {} letters, digits, - _ .{} with a letter or digit first.",
                                           valid_utf8(given.substr(0, 100)), word(kind), most, kind == NameOf::user ? " @" : ""));
  };
  given = trim(given);
  if (given.size() > most * 4 || !is_utf8(given)) refuse();
  std::string name = nfc(given);
  std::size_t count = 0;
  for (std::size_t at = 0; at < name.size(); ++count)
    if (!allowed(kind, decode(name, at), count == 0)) refuse();
  if (count == 0 || count > most) refuse();
  return name;
}

}  // namespace gw
