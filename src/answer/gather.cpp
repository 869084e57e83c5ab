#include "answer/gather.h"

#include <algorithm>

#include "base/text.h"
#include "ingest/document_table.h"

namespace gw {
namespace {

constexpr std::size_t held_most = 2'000'000, documents_most = 1024;
constexpr std::size_t pairs_most = 64;  // of one passage

// The blocks that touch [start, end), which are in order and do not overlap.
std::vector<Block> blocks_between(const std::vector<Block>& blocks, std::uint32_t start, std::uint32_t end) {
  auto at = std::lower_bound(blocks.begin(), blocks.end(), start, [](const Block& b, std::uint32_t s) { return b.end <= s; });
  std::vector<Block> out;
  for (; at != blocks.end() && at->start < end; ++at) out.push_back(*at);
  return out;
}

// The pairs whose answers stand in [start, end), in order.
std::vector<const Pair*> pairs_between(const std::vector<Pair>& pairs, std::uint32_t start, std::uint32_t end) {
  auto at = std::lower_bound(pairs.begin(), pairs.end(), start, [](const Pair& p, std::uint32_t s) { return p.end <= s; });
  std::vector<const Pair*> out;
  for (; at != pairs.end() && at->start < end && out.size() < pairs_most; ++at) out.push_back(&*at);
  return out;
}

void put_pairs(Db& db, const Passage& whole, const DocumentCache::Parts& parts, std::uint32_t length, Gathered& out) {
  for (const Pair* pair : pairs_between(parts.pairs, whole.start, whole.start + length)) {
    const bool known = std::any_of(out.pairs.begin(), out.pairs.end(), [&](const CuratedPair& p) {
      return out.passages[p.passage].document == whole.document && p.pair.start == pair->start;
    });
    if (known) continue;
    Passage one = whole;
    one.start = pair->start;
    one.text = slice_of(db, whole.document, pair->start, pair->end);
    one.context = whole.context + "\n" + pair->question;
    one.blocks.clear();
    out.pairs.push_back({out.passages.size(), *pair});
    out.passages.push_back(std::move(one));
  }
}

void put_candidates(Gathered& out) {
  for (std::size_t i = 0; i < out.passages.size(); ++i) candidates_of(out.passages[i], i, out.candidates);
}

}  // namespace

std::vector<Spot> Gathered::places() const {
  std::vector<Spot> out;
  out.reserve(candidates.size());
  for (const Quotable& c : candidates) out.push_back({passages[c.passage].document, c.passage, c.sentence});
  return out;
}

std::shared_ptr<const DocumentCache::Parts> DocumentCache::of(Db& db, std::int64_t number, bool curated) {
  {
    const std::lock_guard lock(mutex_);
    if (const auto known = parts_.find(number); known != parts_.end()) return known->second;
  }
  auto parts = std::make_shared<Parts>(Parts{blocks_of(db, number), curated ? pairs_of(db, number) : std::vector<Pair>{}});
  std::sort(parts->pairs.begin(), parts->pairs.end(), [](const Pair& a, const Pair& b) { return a.start < b.start; });
  const std::size_t size = parts->blocks.size() + parts->pairs.size() * 8 + 1;
  const std::lock_guard lock(mutex_);
  if (held_ + size > held_most || parts_.size() >= documents_most) {
    parts_.clear();
    held_ = 0;
  }
  if (size <= held_most && parts_.emplace(number, parts).second) held_ += size;
  return parts;
}

Gathered gather(Store& store, Index& index, DocumentCache& cache, const std::string& text, const Scope& scope) {
  Gathered out;
  out.question = analyse_question(text, [&](std::string_view said) {
    std::vector<std::pair<std::string, double>> weights;
    for (auto& [term, idf] : index.weigh(said, scope)) weights.emplace_back(std::move(term), idf);
    return weights;
  });
  const auto hits = index.search(text, scope, {.k = passages_searched, .most_per_document = 3});
  store.read([&](Db& db) {
    for (const Hit& hit : hits) {
      auto document = document_by_number(db, document_of(hit.chunk));
      if (!document || !scope.sees(document->compartment)) continue;
      auto chunk = chunk_of(db, hit.chunk);
      if (!chunk) continue;
      const auto parts = cache.of(db, document->number, document->curated);
      Passage passage{.chunk = hit.chunk, .document = document->number, .collection = std::move(document->collection), .name = std::move(document->name), .title = std::move(document->title),
                      .context = std::move(chunk->context), .text = std::move(chunk->text), .start = chunk->start, .page = chunk->page, .score = hit.score};
      if (document->curated) {
        put_pairs(db, passage, *parts, chunk->length, out);
        continue;
      }
      passage.blocks = blocks_between(parts->blocks, chunk->start, chunk->start + chunk->length);
      out.passages.push_back(std::move(passage));
    }
  });
  put_candidates(out);
  out.features = features_of(out.question, out.passages, out.candidates);
  return out;
}

}  // namespace gw
