// HTML to blocks; for files and for the bodies of mail.
#pragma once
#include <string_view>

#include "ingest/builder.h"

namespace gw {

/// Puts the blocks of clean UTF-8 HTML. Scripts, styles and what is drawn are left out; hidden elements are marked; nothing is fetched. A page that nests deeper
/// than 512 elements is taken as text without its tags. Error(invalid) when over 24 MB, or when its tree would take more than 320 MB.
void put_html(Builder& builder, std::string_view html);

/// The encoding that a page declares in its first bytes; "" when it does not.
std::string declared_encoding(std::string_view bytes);

}  // namespace gw
