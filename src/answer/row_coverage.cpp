#include <algorithm>

#include "answer/row.h"

namespace gw {

void put_coverage(const Sight& sight, Row& row) {
  const Sought& sought = sight.sought;
  const PassageRead& read = sight.read;
  const Quotable& candidate = sight.candidate();
  const auto terms_of = [&](std::size_t number) { return read.terms_between(sight.candidates[number].start, sight.candidates[number].end); };
  const Mask own = terms_of(sight.number);
  Mask before, after, before2;
  if (candidate.sentence > 0) before = terms_of(sight.number - 1);
  if (candidate.sentence > 1) before2 = terms_of(sight.number - 2);
  if (candidate.sentence + 1 < candidate.sentences) after = terms_of(sight.number + 1);
  const double total = sought.total > 0 ? sought.total : 1, squares = sought.total_squares > 0 ? sought.total_squares : 1;
  const auto share = [&](const Mask& mask) { return weight_of(mask, sought.weights) / total; };
  row.put("cover", share(own));
  row.put("cover_squares", weight_of(own, sought.squares) / squares);
  row.put("cover_count", sought.weights.empty() ? 0 : static_cast<double>(own.count()) / static_cast<double>(sought.weights.size()));
  row.put("cover_before", share(before & ~own));
  row.put("cover_after", share(after & ~own));
  row.put("cover_before2", share(before2 & ~own & ~before));
  row.put("cover_frame", share(read.frame & ~own));
  row.put("cover_near", share(own | before | after));
  row.put("cover_near_frame", share(own | before | before2 | after | read.frame));
  row.put("cover_back_frame", share(own | before | read.frame));
  row.put("cover_own_frame", share(own | read.frame));
  row.put("cover_chunk", share(read.terms | read.frame));
  row.put("cover_document", share(read.document));
  row.put("frame", share(read.frame));
  const double heaviest = sought.heaviest > 0 ? sought.heaviest : 1;
  row.put("missing", heaviest_missing(own, sought.weights) / heaviest);
  row.put("missing_near_frame", heaviest_missing(own | before | after | read.frame, sought.weights) / heaviest);
  row.put("missing_chunk", heaviest_missing(read.terms | read.frame, sought.weights) / heaviest);
  row.put("missing_document", heaviest_missing(read.document, sought.weights) / heaviest);
  row.put("missing_document_idf", heaviest_missing(read.document, sought.weights) / std::max(1.0, sought.question.highest_idf));
}
}  // namespace gw
