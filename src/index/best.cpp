#include "index/best.h"

#include <algorithm>

namespace gw {

void Best::offer(const Candidate& candidate) {
  if (kept_.size() == k_ && !ranks_before(candidate, kept_.back())) return;
  std::size_t of_document = 0, last_of_document = 0;
  for (std::size_t i = 0; i < kept_.size(); ++i) {
    if (kept_[i].document != candidate.document) continue;
    ++of_document;
    last_of_document = i;
  }
  if (of_document == most_) {
    if (!ranks_before(candidate, kept_[last_of_document])) return;
    kept_.erase(kept_.begin() + static_cast<std::ptrdiff_t>(last_of_document));
  }
  kept_.insert(std::ranges::lower_bound(kept_, candidate, ranks_before), candidate);
  if (kept_.size() > k_) kept_.pop_back();
}

}  // namespace gw
