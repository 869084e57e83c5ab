// What an app can call a column: expressions need a word of ASCII letters, and tables have headers in any script.
#pragma once
#include <cstddef>
#include <string>
#include <string_view>

#include "flow/words.h"

namespace gw {

struct ColumnWord {
  std::string word;  ///< "Assigned to" is assigned_to, 处理组 is team; column_3 where the name says nothing that is known here
  Words title;       ///< the name as it stands; where its meaning is known from Chinese, in English, too
};

/// `number` is the column's place in the table, from 0.
ColumnWord word_for(std::string_view name, std::size_t number);

}  // namespace gw
