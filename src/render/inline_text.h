// The inside of a paragraph: emphasis, code, links.
#pragma once
#include <string_view>

#include "render/report.h"

namespace gw {

/// Reads the text of one paragraph, heading or cell, whose lines are ended by line feeds. Adjacent spans of one look are one.
Spans read_inline(std::string_view text);

/// The text with what `shielded` made turned back.
std::string unshielded(std::string_view text);

/// The address when it is one that a report may link to, else "".
std::string safe_link(std::string_view address);

}  // namespace gw
