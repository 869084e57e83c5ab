// Text inside XML and HTML: every character of it is text there.
#pragma once
#include <string>
#include <string_view>

namespace gw {

std::string escaped(std::string_view text);  ///< for text and for attributes in double quotes

}  // namespace gw
