// Traditional characters and, at the same place, the simplified ones that stand for them; for index terms only, never shown to people.
#pragma once

namespace gw {

extern const char16_t traditional_characters[];  ///< in order of code point, ended by 0
extern const char16_t simplified_characters[];

}  // namespace gw
