// Separated values: which separator, and the rows.
#pragma once
#include <string_view>
#include <vector>

#include "ingest/sheet.h"

namespace gw {

/// The separator that cuts the first rows into the most even columns, of comma, tab, semicolon and bar; '\0' when none does.
char separator_of(std::string_view text);

/// Rows of cells with text; quotes as in RFC 4180, lenient. Error(invalid) over 3,000,000 rows.
std::vector<SheetRow> separated_rows(std::string_view text, char separator, std::size_t rows_most = 3'000'000);

}  // namespace gw
