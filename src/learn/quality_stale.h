// Whether a document's own words or name say that it does not hold any more.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "rules/date.h"

namespace gw {

/// A date behind "valid until", 有效期至 and the like that lies before `today`, with the sentence it stands in.
struct Expiry {
  Day day;
  std::uint32_t start = 0, end = 0;  ///< the sentence, code points
};
std::optional<Expiry> expired(std::string_view text, Day today);

/// A name without its version: "price-list-2025.xlsx" is {"price-list", .xlsx, 2025}, "handbook v2 (old).docx" {"handbook", .docx, 2} and old. A name with a month or day (minutes of
/// meetings) or without a version has none.
struct NameVersion {
  std::string base;           ///< lower case, with the folder and the ending
  std::vector<int> version;   ///< compared from the left
  bool old = false;           ///< says so itself: "old", 旧, 作废
};
std::optional<NameVersion> version_in(std::string_view name);

}  // namespace gw
