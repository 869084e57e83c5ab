#include "index/index.h"

#include <fmt/format.h>

#include <chrono>
#include <thread>

#include "base/error.h"
#include "base/time.h"
#include "index/check.h"
#include "index/keeper.h"
#include "index/query.h"
#include "ingest/document_table.h"

namespace gw {
namespace {
constexpr double lease_seconds = 30;
constexpr auto lease_pause = std::chrono::milliseconds(20);
}  // namespace

struct Index::Inside {
  explicit Inside(Store& s) : store(s), snapshots(s) {}

  std::unique_ptr<Keeper> try_keep() {
    auto lease = FileLock::try_take(store.workspace().lease());
    return lease ? std::make_unique<Keeper>(store, snapshots, std::move(lease)) : nullptr;
  }
  std::unique_ptr<Keeper> keep() {
    for (const Stopwatch watch; watch.seconds() < lease_seconds; std::this_thread::sleep_for(lease_pause))
      if (auto keeper = try_keep()) return keeper;
    throw Error(Code::busy, "Another process is working on the index; try again later.");
  }

  Store& store;
  Snapshots snapshots;
  Ranking ranking;
  std::mutex keeping;  // one thread of this process at a time
};

Index::Index(Store& store) : inside_(std::make_unique<Inside>(store)) {}
Index::~Index() = default;

std::vector<Hit> Index::search(std::string_view text, const Scope& scope, const SearchOptions& options) {
  if (options.k < 1 || options.k > 1000 || options.most_per_document < 1) throw Error(Code::invalid, "The number of results is between 1 and 1000.");
  const Query query(inside_->snapshots.current(), text, scope, inside_->ranking);
  const auto best = options.exhaustive ? scan_everything(query, options.k, options.most_per_document) : scan_best(query, options.k, options.most_per_document);
  std::vector<Hit> hits;
  for (const Candidate& c : best) hits.push_back({chunk_id(c.document, c.ordinal), c.score / weight_scale});
  return hits;
}

std::vector<Index::TermWeight> Index::weigh(std::string_view text, const Scope& scope) {
  const Query query(inside_->snapshots.current(), text, scope, inside_->ranking);
  std::vector<TermWeight> weights;
  for (std::size_t t = 0; t < query.terms().size(); ++t)
    if (query.terms()[t].times > 0) weights.push_back({query.terms()[t].text, idf_of(query.totals().chunks, query.holding(t, body))});
  return weights;
}

bool Index::catch_up(const std::function<void(std::int64_t done, std::int64_t waiting)>& progress) {
  const std::lock_guard lock(inside_->keeping);
  const auto keeper = inside_->try_keep();
  if (!keeper) return false;
  keeper->remove_leftovers();
  if (!keeper->sound()) keeper->rebuild(progress);
  keeper->build_pending(progress);
  keeper->merge();
  return true;
}

void Index::wait_until_current(double seconds) {
  for (const Stopwatch watch; waiting() > 0; std::this_thread::sleep_for(lease_pause)) {
    if (catch_up()) continue;
    if (watch.seconds() > seconds) throw Error(Code::timeout, "The index has not caught up in time.");
  }
}

std::int64_t Index::waiting() const { return inside_->store.reading<std::int64_t>([](Db& db) { return count_pending(db); }); }

void Index::rebuild() {
  const std::lock_guard lock(inside_->keeping);
  const auto keeper = inside_->keep();
  keeper->remove_leftovers();
  keeper->rebuild({});
}

void Index::rewrite(const std::vector<std::int64_t>& numbers) {
  const std::lock_guard lock(inside_->keeping);
  const auto keeper = inside_->keep();
  keeper->remove_leftovers();
  keeper->rewrite(numbers);
}

std::vector<std::string> Index::verify() {
  try {
    return check_index(inside_->store, inside_->snapshots);
  } catch (const Error& error) {
    return {fmt::format("{} ({})", error.message(), error.detail())};
  }
}

Index::State Index::state() {
  const auto snapshot = inside_->snapshots.current();
  State state;
  for (std::size_t i = 0; i < snapshot->views.size(); ++i) {
    const View& view = *snapshot->views[i];
    const Totals gone = view.gone();
    ++state.segments;
    state.documents += static_cast<std::int64_t>(view.segment().documents() - gone.documents);
    state.chunks += static_cast<std::int64_t>(view.segment().chunks() - gone.chunks);
    state.bytes += static_cast<std::int64_t>(view.segment().bytes());
    state.terms = std::max(state.terms, static_cast<std::int64_t>(view.segment().terms()));
  }
  return state;
}

}  // namespace gw
