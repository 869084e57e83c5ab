// From a question to what could answer it: search, the passages under the caller's rights, their candidates and the numbers of each.
#pragma once
#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>
#include <vector>

#include "answer/confidence.h"
#include "answer/evidence.h"
#include "answer/features.h"
#include "answer/question.h"
#include "index/index.h"
#include "policy/rights.h"
#include "store/store.h"

namespace gw {

/// A curated pair of a document that search brought. It answers the questions that ask what it asks, whole; no sentence of it is ever quoted for another.
struct CuratedPair {
  Passage answer;  ///< the passage made of its answer
  Pair pair;
};

struct Gathered {
  Question question;
  std::vector<Passage> passages;  ///< best first; none of a curated document
  std::vector<Quotable> candidates;
  Features features;
  std::vector<float> handicaps;   ///< taken from the ranker's score of each candidate: what the scorers' data is too poor in to teach them
  std::vector<CuratedPair> pairs;

  std::vector<Spot> places() const;
};

/// Blocks and pairs of documents lately read. A document's number stands for one content for ever, so nothing here grows stale; what a caller may see is
/// decided before it is asked. Thread-safe.
class DocumentCache {
 public:
  struct Parts { std::vector<Block> blocks; std::vector<Pair> pairs; };
  std::shared_ptr<const Parts> of(Db& db, std::int64_t number, bool curated);

 private:
  std::mutex mutex_;
  std::unordered_map<std::int64_t, std::shared_ptr<const Parts>> parts_;
  std::size_t held_ = 0;  // blocks and pairs
};

constexpr std::size_t passages_searched = 12;

/// A candidate that lacks a code of the question (ERR-1042) which another candidate bears, or says nothing but what the question says already.
std::vector<float> handicaps_of(const Question& question, const std::vector<Passage>& passages, const std::vector<Quotable>& candidates);

/// Thread-safe. Rights are tested again on every document that is read; one that was removed since the search is left out.
Gathered gather(Store& store, Index& index, DocumentCache& cache, const std::string& question, const Scope& scope);

}  // namespace gw
