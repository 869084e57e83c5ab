// The pruned scan. The chunks of all segments are cut into windows; each list bounds what it can add within a window; windows are taken in
// order of their bounds, the most promising first, until none can hold a better chunk. Within a window the lists with the smallest bounds,
// which together cannot reach the threshold, are only asked about chunks that others brought up.
//
//   bound of a window   the sum, over the lists, of the most that one of its blocks inside the window can score
//   threshold           the score of the k-th best so far; only what is strictly below it is skipped, so ties are decided as by the oracle
#include <algorithm>
#include <cstring>

#include "index/query.h"

namespace gw {
namespace {

constexpr std::uint32_t window_bits = 12, window_chunks = 1u << window_bits;
constexpr std::uint32_t short_list = 4096;  // decoded whole at once
constexpr std::size_t bulk_ratio = 8;       // looking for one posting costs about as much as reading so many

struct Posting { std::uint32_t chunk, weight; };

// One list of the query while one segment is scanned.
struct Lane {
  const QueryList* query = nullptr;
  std::span<const std::uint8_t> codes;
  std::vector<Posting> postings;           // of a short list: all of them
  std::vector<std::uint32_t> bound;        // by window
  std::vector<std::uint32_t> first_block;  // by window, of a long list
  bool is_short() const { return first_block.empty(); }
  std::size_t postings_per_window() const { return query->list.count() / bound.size(); }

  std::span<const Posting> postings_in(std::uint32_t from, std::uint32_t to) const {
    const auto first = std::ranges::lower_bound(postings, from, {}, &Posting::chunk);
    const auto last = std::ranges::lower_bound(first, postings.end(), to, {}, &Posting::chunk);
    return {first, last};
  }
};

Lane lane_of(const QueryList& query, const Segment& segment, std::size_t windows) {
  Lane lane;
  lane.query = &query;
  lane.codes = segment.codes(query.field);
  lane.bound.resize(windows);
  const PostingList& list = query.list;
  if (list.count() <= short_list) {
    lane.postings.reserve(list.count());
    std::uint32_t chunk[block_postings], frequency[block_postings];
    for (std::size_t block = 0; block < list.blocks(); ++block) {
      const std::uint32_t n = list.decode(block, chunk, frequency);
      for (std::uint32_t p = 0; p < n; ++p) {
        const std::uint32_t weight = query.scorer->weight(frequency[p], lane.codes[chunk[p]]);
        lane.postings.push_back({chunk[p], weight});
        auto& bound = lane.bound[chunk[p] >> window_bits];
        bound = std::max(bound, weight);
      }
    }
    return lane;
  }
  lane.first_block.assign(windows, static_cast<std::uint32_t>(list.blocks()));
  std::uint32_t first = 0;  // the block's first chunk, or before it
  for (std::size_t block = 0; block < list.blocks(); ++block) {
    const std::uint32_t last = list.last_of(block);
    if (last < first || last >= segment.chunks()) damaged("posting rows");
    const std::uint32_t most = query.scorer->bound(list.pairs_of(block));
    for (std::size_t w = first >> window_bits; w <= last >> window_bits; ++w) {
      lane.bound[w] = std::max(lane.bound[w], most);
      lane.first_block[w] = std::min(lane.first_block[w], static_cast<std::uint32_t>(block));
    }
    first = last + 1;
  }
  return lane;
}

struct Part {
  const QueryPart* query = nullptr;
  std::vector<Lane> lanes;
};

struct Window {
  std::uint64_t bound;
  std::uint32_t part, number;
};

class Scan {
 public:
  Scan(const Query& query, std::size_t k, std::size_t most_per_document) : best_(k, most_per_document) {
    for (const QueryPart& part : query.parts()) {
      if (part.lists.empty()) continue;
      if (part.visible->is_few()) scan_few(part);
      else plan(part);
    }
    std::ranges::sort(windows_, [](const Window& a, const Window& b) {
      return a.bound != b.bound ? a.bound > b.bound : a.part != b.part ? a.part < b.part : a.number < b.number;
    });
    for (const Window& window : windows_) {
      if (window.bound < best_.threshold()) break;
      scan_window(parts_[window.part], window.number);
    }
  }
  const std::vector<Candidate>& ranked() const { return best_.ranked(); }

 private:
  // A caller who sees little: the scan goes from their chunks to the lists.
  void scan_few(const QueryPart& part) {
    const auto& few = part.visible->few();
    std::vector<std::uint32_t> score(few.size());
    for (const QueryList& l : part.lists) {
      const auto codes = part.view->segment().codes(l.field);
      match(l.list, few, [&](std::size_t i, std::uint32_t frequency) { score[i] += l.scorer->weight(frequency, codes[few[i]]); });
    }
    for (std::size_t i = 0; i < few.size(); ++i)
      if (score[i] > 0 && score[i] >= best_.threshold()) best_.offer(part.candidate(few[i], score[i]));
  }

  void plan(const QueryPart& part) {
    const Segment& segment = part.view->segment();
    const std::size_t windows = (segment.chunks() + window_chunks - 1) >> window_bits;
    Part planned{&part, {}};
    std::vector<std::uint64_t> bound(windows);
    for (const QueryList& list : part.lists) {
      planned.lanes.push_back(lane_of(list, segment, windows));
      for (std::size_t w = 0; w < windows; ++w) bound[w] += planned.lanes.back().bound[w];
    }
    for (std::size_t w = 0; w < windows; ++w)
      if (bound[w] > 0) windows_.push_back({bound[w], static_cast<std::uint32_t>(parts_.size()), static_cast<std::uint32_t>(w)});
    parts_.push_back(std::move(planned));
  }

  void scan_window(const Part& part, std::uint32_t window) {
    const std::uint32_t from = window << window_bits;
    const std::uint32_t to = std::min(from + window_chunks, part.query->view->segment().chunks());
    order_.clear();
    for (const Lane& lane : part.lanes)
      if (lane.bound[window] > 0) order_.push_back(&lane);
    std::ranges::sort(order_, {}, [&](const Lane* lane) { return lane->bound[window]; });
    below_.assign(1, 0);  // what all lanes before this one can add together
    for (const Lane* lane : order_) below_.push_back(below_.back() + lane->bound[window]);

    std::size_t essential = 0;  // lanes before this one cannot bring up a chunk alone
    while (essential < order_.size() && below_[essential + 1] < best_.threshold()) ++essential;
    if (essential == order_.size()) return;

    std::memset(score_, 0, sizeof score_);
    for (std::size_t i = essential; i < order_.size(); ++i) add_lane(*order_[i], window, from, to);
    collect(*part.query, from, below_[essential]);
    for (std::size_t i = essential; i-- > 0 && !found_.empty();) ask_lane(*order_[i], window, from, to, below_[i + 1]);
    for (const Posting& f : found_)
      if (f.weight >= best_.threshold()) best_.offer(part.query->candidate(f.chunk, f.weight));
  }

  void add_lane(const Lane& lane, std::uint32_t window, std::uint32_t from, std::uint32_t to) {
    if (lane.is_short()) {
      for (const Posting& p : lane.postings_in(from, to)) score_[p.chunk - from] += p.weight;
      return;
    }
    const PostingList& list = lane.query->list;
    const TermScorer& scorer = *lane.query->scorer;
    const std::uint8_t* codes = lane.codes.data();
    std::uint32_t chunk[block_postings], frequency[block_postings];
    for (std::size_t block = lane.first_block[window]; block < list.blocks(); ++block) {
      const std::uint32_t n = list.decode(block, chunk, frequency);
      const bool inside = chunk[0] >= from && chunk[n - 1] < to;
      const auto first = inside ? 0 : static_cast<std::uint32_t>(std::lower_bound(chunk, chunk + n, from) - chunk);
      const auto last = inside ? n : static_cast<std::uint32_t>(std::lower_bound(chunk, chunk + n, to) - chunk);
      for (std::uint32_t p = first; p < last; ++p) score_[chunk[p] - from] += scorer.weight(frequency[p], codes[chunk[p]]);
      if (chunk[n - 1] >= to - 1) break;
    }
  }

  // The chunks brought up that the caller sees and that may still reach the threshold, with `rest` from the lanes not yet asked.
  void collect(const QueryPart& part, std::uint32_t from, std::uint64_t rest) {
    const std::uint64_t threshold = best_.threshold();
    const auto least = threshold > rest ? static_cast<std::uint32_t>(threshold - rest) : 1u;
    constexpr std::uint32_t stride = 32;
    found_.resize(window_chunks);
    Posting* next = found_.data();
    for (std::uint32_t at = 0; at < window_chunks; at += stride) {
      std::uint32_t most = 0;
      for (std::uint32_t i = 0; i < stride; ++i) most = std::max(most, score_[at + i]);
      if (most < least) continue;
      for (std::uint32_t i = at; i < at + stride; ++i) {
        *next = {from + i, score_[i]};
        next += score_[i] >= least;
      }
    }
    found_.resize(static_cast<std::size_t>(next - found_.data()));
    if (const auto& bits = part.visible->bits(); !bits.empty())
      std::erase_if(found_, [&](const Posting& f) { return (bits[f.chunk / 64] >> (f.chunk % 64) & 1) == 0; });
  }

  // Adds one more lane to the chunks found; `with` bounds what this lane and those still to ask can add. Where chunks are many, reading all of
  // the lane costs less than looking for each.
  void ask_lane(const Lane& lane, std::uint32_t window, std::uint32_t from, std::uint32_t to, std::uint64_t with) {
    const std::uint64_t threshold = best_.threshold();
    std::erase_if(found_, [&](const Posting& f) { return f.weight + with < threshold; });
    if (found_.size() * bulk_ratio > lane.postings_per_window()) {
      add_lane(lane, window, from, to);
      for (Posting& f : found_) f.weight = score_[f.chunk - from];
    } else {
      look_up(lane, window);
      for (const Posting& f : found_) score_[f.chunk - from] = f.weight;
    }
  }

  void look_up(const Lane& lane, std::uint32_t window) {
    if (lane.is_short()) {
      auto p = lane.postings.begin();
      for (Posting& f : found_) {
        p = std::ranges::lower_bound(p, lane.postings.end(), f.chunk, {}, &Posting::chunk);
        if (p == lane.postings.end()) return;
        if (p->chunk == f.chunk) f.weight += p->weight;
      }
      return;
    }
    const PostingList& list = lane.query->list;
    std::uint32_t chunk[block_postings], frequency[block_postings], n = 0, p = 0;
    std::size_t block = lane.first_block[window];
    for (Posting& f : found_) {
      if (n == 0 || chunk[n - 1] < f.chunk) {
        block = list.find_block(f.chunk, block);
        if (block == list.blocks()) return;
        n = list.decode(block, chunk, frequency);
        p = 0;
      }
      p = static_cast<std::uint32_t>(std::lower_bound(chunk + p, chunk + n, f.chunk) - chunk);
      if (p < n && chunk[p] == f.chunk) f.weight += lane.query->scorer->weight(frequency[p], lane.codes[f.chunk]);
    }
  }

  Best best_;
  std::vector<Part> parts_;
  std::vector<Window> windows_;
  std::vector<const Lane*> order_;
  std::vector<std::uint64_t> below_;
  std::vector<Posting> found_;
  std::uint32_t score_[window_chunks];
};

}  // namespace

std::vector<Candidate> scan_best(const Query& query, std::size_t k, std::size_t most_per_document) {
  return Scan(query, k, most_per_document).ranked();
}

}  // namespace gw
