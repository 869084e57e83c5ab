// What a person should know about a table before an application is made of it.
#pragma once
#include <vector>

#include "learn/propose.h"

namespace gw {

constexpr std::int64_t records_least = 50;  ///< with fewer nothing can be said

/// Codes: few, one_label, no_signal (these stop), rare_labels, contradictions, unlabelled, no_time, telling (a column that gives the target away), left_out (one that does and stands behind it).
std::vector<Remark> remarks_on(const Proposal& proposal, const Examples& examples);

}  // namespace gw
