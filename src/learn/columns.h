// What the columns of a table of past cases seem to hold: from names and values, guessed and said, never hidden.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "flow/words.h"
#include "ingest/records.h"

namespace gw {

struct Column {
  /// nothing: hardly ever filled; constant: always the same; id: each its own; label: one of a few; value: short texts of many kinds; text: sentences; list:
  /// several values in one
  enum class Is { nothing, constant, id, time, number, label, value, text, list };
  std::string name;                  ///< as in the table
  std::string word;                  ///< what an app can call it: "Assigned to" is assigned_to; unique in the table
  Words title;                       ///< what people call it
  Is is = Is::nothing;
  std::int64_t filled = 0, different = 0;  ///< different: of the first 100,000
  double characters = 0;             ///< mean, of those filled
};
std::string_view name_of(Column::Is is);

std::vector<Column> columns_of(const RecordTable& table);

/// Whether the name (or a part of it, in English or Chinese) is one of those that say what was decided, or who took it.
bool names_a_decision(std::string_view name);
bool names_a_person(std::string_view name);
bool names_a_place(std::string_view name);
bool names_a_title(std::string_view name);

}  // namespace gw
