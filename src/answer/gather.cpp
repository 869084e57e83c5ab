#include "answer/gather.h"

#include <algorithm>
#include <unordered_set>

#include "base/hash.h"
#include "base/text.h"
#include "ingest/document_table.h"

namespace gw {
namespace {

constexpr std::size_t held_most = 2'000'000, documents_most = 1024;
constexpr std::size_t pairs_most = 64;  // of one passage
constexpr std::size_t curated_more = 12;  // passages looked through beyond those that curated ones displaced

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
    const bool known = std::any_of(out.pairs.begin(), out.pairs.end(), [&](const CuratedPair& p) { return p.answer.document == whole.document && p.pair.start == pair->start; });
    if (known) continue;
    Passage one = whole;
    one.start = pair->start;
    one.page = page_at(parts.blocks, pair->start, whole.page);
    one.text = slice_of(db, whole.document, pair->start, pair->end);
    one.context = whole.context + "\n" + pair->question;
    one.blocks.clear();
    out.pairs.push_back({std::move(one), *pair});
  }
}

void put_candidates(Gathered& out) {
  for (std::size_t i = 0; i < out.passages.size(); ++i) candidates_of(out.passages[i], i, out.candidates);
}

constexpr float lacks_code = 2, lacks_news = 3;  // in the ranker's scale, where a likely answer and its neighbour differ by about 1

using Keys = std::unordered_set<std::uint64_t>;

Keys codes_in(std::string_view text) {
  Keys out;
  for (const Mark& mark : marks_of(text))
    if (mark.kind == MarkKind::identifier) out.insert(mark.key);
  return out;
}

// `Customer: Larkholt Paper`, when the question is about Larkholt Paper: nothing behind the label is new.
bool says_nothing_new(const Keys& asked, std::string_view text) {
  constexpr std::uint32_t longest_label = 12;
  const std::u32string letters = code_points_of(text);
  const auto colon = letters.substr(0, 3 * longest_label).find_first_of(U":：");
  const std::uint32_t label = colon == std::u32string::npos ? 0 : static_cast<std::uint32_t>(colon);
  for (const Unit& unit : read(text).units)
    if (unit.start >= label && !unit.weak && !asked.contains(unit.key)) return false;
  return true;
}

}  // namespace

std::vector<float> handicaps_of(const Question& question, const std::vector<Passage>& passages, const std::vector<Quotable>& candidates) {
  std::vector<float> out(candidates.size(), 0);
  Keys asked;
  for (const Unit& unit : question.units) asked.insert(unit.key);
  std::vector<std::uint64_t> codes;
  for (const Mark& mark : question.marks)
    if (mark.kind == MarkKind::identifier) codes.push_back(mark.key);
  std::vector<Keys> frames;
  if (!codes.empty())
    for (const Passage& p : passages) frames.push_back(codes_in(p.title + "\n" + p.context));
  for (std::size_t i = 0; i < candidates.size(); ++i) {
    const Quotable& c = candidates[i];
    const std::string_view text = slice(passages[c.passage].text, c.start, c.end);
    if (!codes.empty()) {
      const Keys own = codes_in(text);
      const bool bears = std::all_of(codes.begin(), codes.end(), [&](std::uint64_t code) { return own.contains(code) || frames[c.passage].contains(code); });
      if (!bears) out[i] += lacks_code;
    }
    if (question.asks != Asks::yes_no && c.end - c.start <= 120 && says_nothing_new(asked, text)) out[i] += lacks_news;
  }
  return out;
}

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
  const auto search = [&](std::size_t k) { return index.search(text, scope, {.k = k, .most_per_document = 3}); };
  auto hits = search(passages_searched);
  std::unordered_set<std::uint64_t> seen;  // texts: a copy of a document says nothing new, and speaks neither for nor against an answer
  store.read([&](Db& db) {
    // What experts wrote takes no other document's place: else each answer of theirs would cost answers to other questions.
    const auto is_curated = [&](const Hit& hit) { const auto document = document_by_number(db, document_of(hit.chunk)); return document && document->curated; };
    if (const auto curated = static_cast<std::size_t>(std::ranges::count_if(hits, is_curated)); curated > 0) hits = search(passages_searched + curated + curated_more);
    std::size_t read = 0;
    for (const Hit& hit : hits) {
      auto document = document_by_number(db, document_of(hit.chunk));
      if (!document || !scope.sees(document->compartment)) continue;
      if (!document->curated && ++read > passages_searched) continue;
      auto chunk = chunk_of(db, hit.chunk);
      if (!chunk) continue;
      const auto parts = cache.of(db, document->number, document->curated);
      Passage passage{.chunk = hit.chunk, .document = document->number, .collection = std::move(document->collection), .name = std::move(document->name), .title = std::move(document->title),
                      .context = std::move(chunk->context), .text = std::move(chunk->text), .start = chunk->start, .page = chunk->page, .score = hit.score};
      if (document->curated) {
        put_pairs(db, passage, *parts, chunk->length, out);
        continue;
      }
      if (!seen.insert(hash64(passage.context + '\n' + passage.text)).second) continue;
      passage.blocks = blocks_between(parts->blocks, chunk->start, chunk->start + chunk->length);
      out.passages.push_back(std::move(passage));
    }
  });
  put_candidates(out);
  out.features = features_of(out.question, out.passages, out.candidates);
  out.handicaps = handicaps_of(out.question, out.passages, out.candidates);
  return out;
}

}  // namespace gw
