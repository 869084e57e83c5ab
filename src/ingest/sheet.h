// Cells to tables: what spreadsheets and separated values have in common.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "ingest/builder.h"

namespace gw {

struct Cell {
  std::uint32_t column = 0;
  std::string text;
};
struct SheetRow {
  std::uint32_t number = 0;
  bool hidden = false;
  std::vector<Cell> cells;  ///< those with text, by column
};

/// Puts rows as tables: an empty row (a gap in the numbers) ends a table, single cells above one are its title, the first full row without numbers its header.
void put_tables(Builder& builder, std::vector<SheetRow> rows);

/// Whether the rows are a curated pair file: a header of exactly `question` and `answer` (in any case and order), and nothing beside them.
bool is_pair_table(const std::vector<SheetRow>& rows);
/// Each pair as a list of question and answer in the text, and in Parsed::pairs.
void put_pairs(Builder& builder, const std::vector<SheetRow>& rows);
void put_pair(Builder& builder, std::string_view question, std::string_view answer);

}  // namespace gw
