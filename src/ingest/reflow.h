// Lines that were wrapped at a width, joined again: for plain text, mail and pages of PDF.
#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace gw {

/// Columns that a text takes on paper: wide characters count two.
std::size_t width_of(std::string_view text);

/// The width at which a file's lines were wrapped; 0 when its lines are not wrapped (each stands for itself). Looks at paragraphs of several lines.
std::size_t wrap_width(const std::vector<std::string_view>& lines);

/// Whether a line of `width` columns was broken before `next` only because the first word of `next` did not fit.
bool wrapped(std::string_view line, std::string_view next, std::size_t width);

/// Appends `line` to `text`: no space between wide characters, and a hyphen at the end of a line joins a word that goes on in small letters.
void join_line(std::string& text, std::string_view line);

/// The list mark that opens a line (`- `, `• `, `1. `, `(2) `, `一、`), as its length in bytes with the space behind it; 0 when there is none.
std::size_t list_mark(std::string_view line);

/// The level of a line that stands alone and reads like a heading (`第三章 费用`, `2.1 Scope`, `一、总则`), 0 when it does not.
int heading_level(std::string_view line);

/// A line of dashes or stars: drawing, not text.
bool is_ruler(std::string_view line);

}  // namespace gw
