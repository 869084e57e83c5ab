// What a person should know about a table before an application is made of it.
#pragma once
#include <vector>

#include "learn/propose.h"

namespace gw {

/// Codes: few, one_label, no_signal (these stop), rare_labels, contradictions, unlabelled, no_time, telling (a column that gives the target away).
std::vector<Remark> remarks_on(const Proposal& proposal, const Examples& examples);

}  // namespace gw
