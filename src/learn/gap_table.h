// Gaps: what an application refused and an expert is asked for, each once however often and in whatever wordings it was asked.
//
//   refused run ──> open ──answer_task──> answering ──> answered (its document answers from now on)
//                    │                                      │
//                    └────────── reject ──> rejected        └ its document is gone and it is refused again ──> open
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/json.h"
#include "store/db.h"

namespace gw {

struct Gap {
  std::int64_t number = 0;
  std::string app;
  std::string key;           ///< key_of_question of the wording that it was first asked in
  std::string question;      ///< that wording; "" once it was erased
  std::int64_t task = 0;     ///< of the expert
  std::int64_t times = 0;    ///< refused so far, in all wordings
  std::int64_t first_at = 0, last_at = 0;  ///< milliseconds since 1970
  std::string state = "open";              ///< "open", "answering" (being made a document), "answered", "rejected"
  std::string document;      ///< collection/name of what answers it; "" while nothing does
};

/// Inserts (number 0) or brings up to date; the number.
std::int64_t keep_gap(Db&, const Gap& gap);
std::optional<Gap> gap_by_number(Db&, std::int64_t number);
/// That was asked in this wording before.
std::optional<Gap> gap_of_wording(Db&, std::string_view app, std::string_view key);
std::optional<Gap> gap_of_task(Db&, std::int64_t task);
/// Whose gaps: all, or those of `apps` and those whose task is for the person or one of the groups.
struct GapsFor {
  bool all = true;
  std::vector<std::string> apps, groups;
  std::string person;
};
/// Of one app when named and one state when given, the latest asked first.
std::vector<Gap> list_gaps(Db&, std::string_view app, std::string_view state, std::int64_t limit, const GapsFor& whose = {});

/// One more refusal in this wording.
void count_wording(Db&, const Gap& gap, std::string_view key, std::string_view question);
/// All wordings of a gap, the most frequent first, at most `limit`.
std::vector<std::string> wordings_of(Db&, std::int64_t gap, std::int64_t limit);

/// Forgets what was asked and answered where the answer was this document (collection/name): the text of gaps, their wordings and tasks, and the cases made of
/// them. For erasures; within their transaction.
void forget_answers(Db&, std::string_view document);

/// {"number","app","question","times","first_at","last_at","state","task","document"}
json::object gap_json(const Gap& gap);

}  // namespace gw
