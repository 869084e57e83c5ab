// One query over one snapshot under one scope: its terms, where they stand, and what they weigh for this caller.
#pragma once
#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "index/best.h"
#include "index/ranking.h"
#include "index/snapshot.h"

namespace gw {

struct QueryTerm {
  std::string text;
  std::uint32_t times = 0;    ///< as a term of the query
  std::uint32_t singles = 0;  ///< as a character of a longer run of Han
};
/// The distinct terms of the first 512 code points, in order of their first place; those that are only singles behind the others.
std::vector<QueryTerm> query_terms(std::string_view query);

/// One posting list that matters to the query.
struct QueryList {
  PostingList list;
  Field field = body;
  const TermScorer* scorer = nullptr;
};

/// What the query needs of one segment.
struct QueryPart {
  std::shared_ptr<const View> view;
  std::shared_ptr<const Visible> visible;
  std::vector<QueryList> lists;
  Candidate candidate(std::uint32_t chunk, std::uint32_t score) const;
};

class Query {
 public:
  Query(std::shared_ptr<const Snapshot> snapshot, std::string_view text, const Scope& scope, const Ranking& ranking);
  Query(const Query&) = delete;
  Query& operator=(const Query&) = delete;

  const std::vector<QueryPart>& parts() const { return parts_; }
  const std::vector<QueryTerm>& terms() const { return terms_; }
  const Totals& totals() const { return totals_; }                              ///< of what the scope sees
  std::uint64_t holding(std::size_t term, Field f) const { return holding_[term][f]; }  ///< visible chunks that hold the term

 private:
  std::shared_ptr<const Snapshot> snapshot_;
  std::vector<QueryTerm> terms_;
  Totals totals_;
  std::vector<std::array<std::uint64_t, fields>> holding_;
  std::array<Norms, fields> norms_;
  std::vector<std::unique_ptr<TermScorer>> scorers_;
  std::vector<QueryPart> parts_;
};

/// Scores every posting: the oracle.
std::vector<Candidate> scan_everything(const Query& query, std::size_t k, std::size_t most_per_document);
/// Skips what cannot get in; the same result.
std::vector<Candidate> scan_best(const Query& query, std::size_t k, std::size_t most_per_document);

}  // namespace gw
