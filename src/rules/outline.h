// The articles of a contract, policy or report: where each begins, what it is called, how far it goes.
//
//   第五条 付款方式            article, named by its line
//   （一）预付款……             a lower one, inside it
//   6. Confidentiality. The receiving party shall ...     named up to the first mark: "6. Confidentiality."
//   Termination               a short line of its own after an empty one
#pragma once
#include <cstdint>
#include <string_view>
#include <vector>

#include "rules/regex.h"

namespace gw {

struct Article {
  TextPlace heading;  ///< the line, or its beginning
  TextPlace whole;    ///< from the heading to the next one of the same or a higher rank
};

/// In order; a lower article lies within the one above it. Linear but for the nesting; at most 5,000.
std::vector<Article> articles_of(std::string_view text);

/// The paragraphs: lines that are not empty.
std::vector<TextPlace> paragraphs_of(std::string_view text);

}  // namespace gw
