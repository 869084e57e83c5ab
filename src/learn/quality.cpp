#include "learn/quality.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "answer/question_table.h"
#include "base/text.h"
#include "base/time.h"
#include "ingest/document_table.h"
#include "learn/collect.h"
#include "learn/gaps.h"
#include "learn/quality_copies.h"
#include "learn/quality_sentences.h"
#include "learn/quality_stale.h"

namespace gw {
namespace {

constexpr std::size_t text_most = 2 << 20;             // bytes read of one document
constexpr std::size_t claims_most = 2'000'000;
constexpr std::size_t documents_at_once = 200;
constexpr std::size_t copies_compared = 5000, claims_compared = 50'000;
constexpr double near_copy = 0.8;

class Look {
 public:
  Look(Store& store, const Caller& caller, const QualityOptions& options) : store_(store), options_(options) {
    scope_ = store.reading<Scope>([&](Db& db) { return scope_of(db, caller, options.collection); });
    const auto today = read_date(options.today);
    today_ = today.value_or(std::chrono::floor<std::chrono::days>(std::chrono::system_clock::now()));
    old_before_ = iso_date(months_after(today_, -options.months).value_or(today_));
  }

  Quality go() {
    read_all();
    find_copies();
    find_contradictions();
    find_superseded();
    std::ranges::sort(out_.stale, {}, [](const Stale& one) { return std::tuple(one.why, one.when, one.document.collection, one.document.document); });
    if (out_.stale.size() > options_.most) out_.stale.resize(options_.most);
    return std::move(out_);
  }

 private:
  void read_all() {
    DocumentPlace after;
    for (bool more = true; more;) {
      more = store_.reading<bool>([&](Db& db) {
        std::size_t taken = 0;
        const auto place = walk_documents(db, options_.collection, after, [&](std::int64_t compartment) { return scope_.sees(compartment); }, [&](std::int64_t number) {
          look_at(db, number);
          return ++taken < documents_at_once;
        });
        if (place) after = *place;
        return place.has_value();
      });
    }
  }

  void look_at(Db& db, std::int64_t number) {
    const auto row = document_by_number(db, number);
    if (!row || !scope_.sees(row->compartment)) return;
    ++out_.documents;
    const std::string text = text_of(db, number, text_most);
    names_[number] = {row->collection, row->name, row->title};
    sketches_.push_back(sketch_of(number, text));
    if (!row->curated) claims_of(number, text, claims_most, claims_);
    const DocumentName name{row->collection, row->name, row->title};
    if (const auto expiry = expired(text, today_)) {
      Stale one{name, "expired", iso_date(expiry->day), fmt::format("It says that it holds until {}.", iso_date(expiry->day)), cite(db, number, expiry->start, expiry->end), {}};
      out_.stale.push_back(std::move(one));
    } else if (row->time.size() >= 10 && row->time.substr(0, 10) < old_before_) {
      out_.stale.push_back({name, "old", row->time.substr(0, 10), fmt::format("It is of {}, more than {} months ago.", row->time.substr(0, 10), options_.months), {}, {}});
    }
    if (const auto version = version_in(row->name)) versions_[row->collection + "/" + version->base].push_back({number, *version});
    else unversioned_[row->collection + "/" + lower_ascii(row->name)] = number;
  }

  Citation cite(Db& db, std::int64_t number, std::uint32_t start, std::uint32_t end) const {
    const auto& name = names_.at(number);
    const auto blocks = blocks_of(db, number);
    const auto behind = std::ranges::upper_bound(blocks, start, {}, &Block::start);
    return {name.collection, name.document, name.title, slice_of(db, number, start, end), start, end, behind == blocks.begin() ? 0 : std::prev(behind)->page};
  }

  void find_copies() {
    const auto pairs = likely_copies(sketches_, copies_compared);
    store_.read([&](Db& db) {
      for (const auto& [i, k] : pairs) {
        if (out_.duplicates.size() >= options_.most) return;
        const Sketch &a = sketches_[i], &b = sketches_[k];
        const bool exact = a.whole == b.whole;
        const double alike = exact ? 1 : shared(pieces_of(text_of(db, a.document, text_most)), pieces_of(text_of(db, b.document, text_most)));
        if (alike < near_copy) continue;
        out_.duplicates.push_back({names_.at(a.document), names_.at(b.document), exact, alike});
        copies_.insert(std::minmax(a.document, b.document));
      }
    });
  }

  void find_contradictions() {
    store_.read([&](Db& db) {
      std::set<std::pair<std::string, std::string>> told;
      for (const auto& [i, k] : likely_same(claims_, claims_compared)) {
        if (out_.contradictions.size() >= options_.most) return;
        const ClaimAt &a = claims_[i], &b = claims_[k];
        const std::string first = slice_of(db, a.document, a.start, a.end), second = slice_of(db, b.document, b.start, b.end);
        double alike = 0;
        const auto what = differs(claim_of(first), claim_of(second), alike);
        if (what.empty() || !told.insert(std::minmax(first, second)).second) continue;
        out_.contradictions.push_back({cite(db, a.document, a.start, a.end), cite(db, b.document, b.start, b.end), std::string(what), alike});
      }
    });
    std::ranges::sort(out_.contradictions, [](const Contradiction& a, const Contradiction& b) {
      return std::tuple(b.alike, a.first.collection, a.first.document, a.first.start) < std::tuple(a.alike, b.first.collection, b.first.document, b.first.start);
    });
  }

  // Of the versions of one name in one collection all but the latest; a name that says itself that it is old, beside the one that does not.
  void find_superseded() {
    for (auto& [base, all] : versions_) {
      std::ranges::sort(all, [](const auto& a, const auto& b) { return std::tuple(!a.second.old, a.second.version) < std::tuple(!b.second.old, b.second.version); });
      const auto plain = unversioned_.find(base);
      const bool only_old = std::ranges::all_of(all, [](const auto& one) { return one.second.old; });
      for (std::size_t i = 0; i < all.size(); ++i) {
        std::int64_t newer = 0;
        if (i + 1 < all.size() && all.back().second.version != all[i].second.version) newer = all.back().first;
        else if (plain != unversioned_.end() && only_old) newer = plain->second;
        else if (i + 1 < all.size() && all[i].second.old && !all.back().second.old) newer = all.back().first;
        if (newer == 0) continue;
        const DocumentName& name = names_.at(newer);
        out_.stale.push_back({names_.at(all[i].first), "superseded", "", fmt::format("{} seems to be a later version.", name.document), {}, name});
      }
    }
  }

  Store& store_;
  const QualityOptions& options_;
  Scope scope_;
  Day today_;
  std::string old_before_;
  Quality out_;
  std::map<std::int64_t, DocumentName> names_;
  std::vector<Sketch> sketches_;
  std::vector<ClaimAt> claims_;
  std::set<std::pair<std::int64_t, std::int64_t>> copies_;
  std::map<std::string, std::vector<std::pair<std::int64_t, NameVersion>>> versions_;
  std::map<std::string, std::int64_t> unversioned_;
};

// Gaps first; a question that an app asked is not told again as one of its collection.
std::vector<OpenQuestion> open_questions(Runner& runner, const Caller& caller, const QualityOptions& options) {
  std::vector<OpenQuestion> out;
  std::set<std::string> told;
  if (!options.collection)
    for (const auto& gap : gaps_for(runner, caller, "", "open", static_cast<std::int64_t>(options.most))) {
      told.insert(key_of_question(gap.question));
      out.push_back({gap.app, "", gap.question, gap.times, rfc3339(gap.last_at / 1000)});
    }
  const auto waiting = runner.doors().store.reading<std::vector<WaitingQuestion>>([&](Db& db) { return recent_refusals(db, caller, 1000); });
  for (const auto& one : waiting) {
    if (out.size() >= options.most) break;
    if (options.collection && one.collection != *options.collection) continue;
    if (told.insert(key_of_question(one.question)).second) out.push_back({"", one.collection, one.question, 1, rfc3339(one.at)});
  }
  return out;
}

}  // namespace

Quality quality_of(Runner& runner, const Caller& caller, const QualityOptions& options) {
  Store& store = runner.doors().store;
  Quality out = Look(store, caller, options).go();
  const Scope scope = store.reading<Scope>([&](Db& db) { return scope_of(db, caller, options.collection); });
  out.unread = runner.doors().library.unread(scope, static_cast<std::int64_t>(options.most));
  out.gaps = open_questions(runner, caller, options);
  return out;
}

}  // namespace gw
