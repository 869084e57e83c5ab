// What of a run a person may see who may see the run: rights are those of now, and what rests on documents that are not theirs is left out.
//
// A step is seen when the documents of its evidence may be opened (a rule's evidence names no document). From the first step that is not, results, what came out
// and why are blank, for later steps may hold what it found. Administrators see everything.
#pragma once
#include "flow/run.h"
#include "policy/rights.h"
#include "store/db.h"

namespace gw {

inline constexpr const char* unseen = "This rests on documents that you may not see.";

/// Whether the caller may open all that the run's steps, and the runs whose step it is, rest on.
bool sees_all(Db&, const Caller& caller, const Run& run);
/// Blanks what the caller may not see. The steps need their evidence, and refused ones their results.
void hide_unseen(Db&, const Caller& caller, Run& run);
/// Blanks what the task shows and proposes where its run is not seen whole.
void hide_unseen(Db&, const Caller& caller, PersonTask& task);

}  // namespace gw
