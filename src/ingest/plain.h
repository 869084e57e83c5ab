// Plain lines to blocks, shared by plain text, JSON lines, mail bodies.
#pragma once
#include <string_view>

#include "ingest/builder.h"
#include "ingest/document.h"

namespace gw {

/// Blocks over clean text as it stands: a line is a paragraph, a list item or a heading. The text is not changed.
Parsed as_it_stands(std::string clean_text);

/// Makes a heading and the title of a short first line that stands apart.
void mark_title(Parsed& parsed);

/// Clean text into the builder, with wrapped lines joined.
void put_lines(Builder& builder, std::string_view clean_text);

}  // namespace gw
