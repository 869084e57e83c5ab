#include "index/view.h"

#include <algorithm>

namespace gw {
namespace {

constexpr std::size_t scopes_kept = 32;        // per view
constexpr std::size_t counts_kept = 1 << 13;   // per scope and view
constexpr std::uint32_t worth_keeping = 1024;  // postings; shorter lists are counted again
constexpr std::uint32_t few_share = 32;        // up to 1/32 of the chunks are a list, not bits alone
constexpr std::uint32_t few_always = 4096;

}  // namespace

void Totals::add(const Totals& other) {
  documents += other.documents;
  chunks += other.chunks;
  for (std::size_t f = 0; f < fields; ++f) length[f] += other.length[f];
}

Visible::Visible(const Segment& segment, std::span<const std::uint32_t> compartments, const Scope& scope, const Totals& totals)
    : kind_(Kind::everything), scope_(scope.visible), totals_(totals) {
  const std::uint32_t chunks = segment.chunks();
  if (totals_.chunks == chunks) return;
  bits_.resize((chunks + 63) / 64);
  const std::uint64_t small = std::max(chunks / few_share, std::min(few_always, chunks / 4));
  kind_ = totals_.chunks <= small ? Kind::few : chunks - totals_.chunks <= small ? Kind::most : Kind::part;
  for (std::uint32_t d = 0; d < segment.documents(); ++d) {
    const bool sees = scope.sees(compartments[d]);
    for (std::uint32_t c = segment.first_chunks()[d]; c < segment.first_chunks()[d + 1]; ++c) {
      if (sees) bits_[c / 64] |= std::uint64_t{1} << (c % 64);
      if (sees && kind_ == Kind::few) few_.push_back(c);
      if (!sees && kind_ == Kind::most) hidden_.push_back(c);
    }
  }
}

std::uint32_t Visible::count(const PostingList& list) const {
  if (kind_ == Kind::everything || list.count() == 0) return list.count();
  std::uint32_t found = 0;
  if (kind_ == Kind::few) {
    match(list, few_, [&](std::size_t, std::uint32_t) { ++found; });
    return found;
  }
  if (kind_ == Kind::most && hidden_.size() < list.count()) {
    match(list, hidden_, [&](std::size_t, std::uint32_t) { ++found; });
    return list.count() - found;
  }
  std::uint32_t chunk[block_postings], frequency[block_postings];
  for (std::size_t block = 0; block < list.blocks(); ++block) {
    const std::uint32_t n = list.decode(block, chunk, frequency);
    for (std::uint32_t p = 0; p < n; ++p) found += bits_[chunk[p] / 64] >> (chunk[p] % 64) & 1;
  }
  return found;
}

std::array<std::uint32_t, fields> Visible::counts(std::string_view term, const TermLists& lists) const {
  const std::uint32_t postings = lists.list[body].count() + lists.list[context].count();
  if (kind_ == Kind::everything || postings <= worth_keeping) return {count(lists.list[body]), count(lists.list[context])};
  std::string key(term);
  {
    const std::lock_guard lock(mutex_);
    if (const auto known = counts_.find(key); known != counts_.end()) return known->second;
  }
  std::array<std::uint32_t, fields> counted{};
  for (std::size_t f = 0; f < fields; ++f) counted[f] = count(lists.list[f]);
  const std::lock_guard lock(mutex_);
  if (counts_.size() >= counts_kept) counts_.clear();
  counts_.emplace(std::move(key), counted);
  return counted;
}

View::View(std::shared_ptr<const Segment> segment, std::int64_t id, std::span<const Move> moves)
    : segment_(std::move(segment)), id_(id), compartments_(segment_->compartments().begin(), segment_->compartments().end()) {
  apply(moves);
  sum_up();
}

View::View(const View& other) : segment_(other.segment_), id_(other.id_), compartments_(other.compartments_), moves_(other.moves_) {}

bool View::apply(std::span<const Move> moves) {
  bool any = false;
  for (const Move& move : moves) {
    const std::uint32_t d = segment_->position_of(move.document);
    if (d == segment_->documents()) continue;
    compartments_[d] = static_cast<std::uint32_t>(move.compartment);
    ++moves_;
    any = true;
  }
  return any;
}

std::shared_ptr<const View> View::moved(const std::shared_ptr<const View>& view, std::span<const Move> moves) {
  const Segment& segment = view->segment();
  if (std::ranges::none_of(moves, [&](const Move& m) { return segment.position_of(m.document) != segment.documents(); })) return view;
  std::shared_ptr<View> next(new View(*view));
  next->apply(moves);
  next->sum_up();
  return next;
}

void View::sum_up() {
  totals_.clear();
  for (std::uint32_t d = 0; d < segment_->documents(); ++d) {
    Totals one{1, segment_->first_chunks()[d + 1] - segment_->first_chunks()[d], {segment_->lengths(body)[d], segment_->lengths(context)[d]}};
    totals_[compartments_[d]].add(one);
  }
}

Totals View::gone() const {
  const auto found = totals_.find(static_cast<std::uint32_t>(gw::gone));
  return found == totals_.end() ? Totals{} : found->second;
}

std::shared_ptr<const Visible> View::visible_to(const Scope& scope) const {
  const std::lock_guard lock(mutex_);
  for (std::size_t i = 0; i < visible_.size(); ++i) {
    if (!visible_[i]->of(scope)) continue;
    std::rotate(visible_.begin(), visible_.begin() + static_cast<std::ptrdiff_t>(i), visible_.begin() + static_cast<std::ptrdiff_t>(i) + 1);
    return visible_.front();
  }
  Totals totals;
  for (const auto& [compartment, sum] : totals_)
    if (scope.sees(compartment)) totals.add(sum);
  if (visible_.size() == scopes_kept) visible_.pop_back();
  visible_.insert(visible_.begin(), std::make_shared<const Visible>(*segment_, compartments_, scope, totals));
  return visible_.front();
}

}  // namespace gw
