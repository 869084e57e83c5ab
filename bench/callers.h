// Who asks in the measurements, and in which groups the documents of the corpus lie.
//
// 100 departments of equal size hold 99.9 % of the documents, the board 0.1 %; one document in twenty is shared with the next department; one
// in a hundred is restricted. That makes about 800 compartments, as many as a company of some size has.
#pragma once
#include <fmt/format.h>

#include <string>
#include <vector>

#include "policy/rights.h"

namespace gw::bench {

constexpr int departments = 100;
inline std::string department(int number) { return fmt::format("d{:02}", number); }
inline const std::string board = "board";

struct NamedCaller {
  std::string share;  ///< "10 %": about how much of the corpus they see
  Caller caller;
};

inline std::vector<NamedCaller> callers() {
  Caller most{.name = "most", .highest = Label::confidential, .groups = {board}};
  for (int d = 0; d < departments; ++d) most.groups.push_back(department(d));
  Caller tenth{.name = "tenth", .highest = Label::confidential, .groups = {}};
  for (int d = 0; d < departments / 10 * 10; d += 10) tenth.groups.push_back(department(d));
  Caller few{.name = "few", .highest = Label::restricted, .groups = {board}};
  return {{"100 %", administrator()}, {"99 %", most}, {"10 %", tenth}, {"0.1 %", few}};
}

}  // namespace gw::bench
