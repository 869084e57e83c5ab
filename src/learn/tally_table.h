// Counts of runs by month, which outlive the runs. Tries of drafts are not among them.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "flow/run.h"
#include "store/db.h"

namespace gw {

struct Tally {
  std::string month;  ///< "2026-11", in UTC, of the run's end
  std::int64_t done = 0, refused = 0, failed = 0, needed_model = 0;
  std::int64_t people = 0;  ///< who started one
  std::int64_t runs() const { return done + refused + failed; }
};

/// One run of a released version that ended. Of who started it only a hash is kept.
void count_run(Db&, const Run& run);
/// The latest months with runs, the earliest of them first.
std::vector<Tally> tallies_of(Db&, std::string_view app, std::int64_t months);
/// How many started a run since that month.
std::int64_t people_since(Db&, std::string_view app, std::string_view month);

}  // namespace gw
