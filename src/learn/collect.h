// What follows from a run's end, once for each: it is counted for ever (learn/tally_table.h), and what it refused becomes a gap that an expert is asked.
//
// A run that ended carries in the store that it has not been taken in; whoever comes first takes it in, in one transaction with all that follows. So
// nothing is lost when a process dies between a run's end and this, and nothing is counted twice.
#pragma once
#include <cstdint>

#include "flow/runner.h"

namespace gw {

struct Collected {
  std::int64_t runs = 0;    ///< taken in
  std::int64_t gaps = 0;    ///< opened: each has a task of kind "expert"
  std::int64_t again = 0;   ///< refusals of what is a gap already
  std::int64_t audits = 0;  ///< answers that experts are asked to look at (learn/drift.h)
};

/// Takes in the runs that ended, at most `most`. Cheap when there is none. For the end of every command that runs something, and for the background of
/// `serve`; before runs are pruned. Cases that are tried (cause "case") are neither counted nor asked about.
Collected collect(Runner& runner, std::int64_t most = 100'000);

/// What a run asked, in the words that go to the app's experts; "" where it asks nothing.
std::string question_of(const Experts& experts, const Run& run);

/// How a question is told from others: the same for wordings that differ only in case, width, spaces, punctuation and politeness. A hash, not a text.
std::string key_of_question(const std::string& question);

}  // namespace gw
