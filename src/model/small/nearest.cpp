#include "model/small/nearest.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "base/error.h"

namespace gw {

std::vector<Vote> votes_of(std::span<const Alike> found, const std::function<std::string(std::uint32_t)>& decision_of) {
  std::vector<Vote> votes;
  double total = 0;
  for (const Alike& one : found) {
    const std::string decision = decision_of(one.record);
    if (decision.empty()) continue;
    auto vote = std::find_if(votes.begin(), votes.end(), [&](const Vote& v) { return v.decision == decision; });
    if (vote == votes.end()) vote = votes.insert(votes.end(), Vote{decision, 0, {}});
    vote->share += one.score;
    vote->records.push_back(one);
    total += one.score;
  }
  for (Vote& vote : votes) vote.share = total > 0 ? vote.share / total : 0;
  const auto place = [](const Vote& v) { return v.records.front(); };
  std::sort(votes.begin(), votes.end(), [&](const Vote& a, const Vote& b) {
    if (a.share != b.share) return a.share > b.share;
    return place(a).score != place(b).score ? place(a).score > place(b).score : place(a).record > place(b).record;
  });
  return votes;
}

Bag duplicate_bag(const std::vector<std::string>& title, const std::vector<std::string>& text) {
  Bag bag{{"title", title}, {"all", title}};
  bag[1].terms.insert(bag[1].terms.end(), text.begin(), text.begin() + static_cast<std::ptrdiff_t>(std::min(text.size(), ticket_terms_most)));
  return bag;
}

NearestSettings duplicate_settings() {
  NearestSettings out;
  out.fields = {{"title", {.weight = 0.5}}, {"all", {}}};
  out.mutual = 0.5;
  return out;
}

std::uint32_t Nearest::field_of(const std::string& name) {
  const auto [found, is_new] = field_ids_.try_emplace(name, static_cast<std::uint32_t>(fields_.size()));
  if (is_new) {
    const auto set = settings_.fields.find(name);
    fields_.push_back({name, set == settings_.fields.end() ? NearestSettings::OfField{} : set->second, 0, 0});
  }
  return found->second;
}

std::uint32_t Nearest::add(const Bag& bag, std::int64_t time) {
  const auto record = static_cast<std::uint32_t>(times_.size());
  times_.push_back(time);
  std::map<std::uint32_t, std::uint32_t> lengths, counts;
  std::string name;
  for (const BagField& field : bag) {
    const std::uint32_t id = field_of(field.name);
    if (!field.terms.empty()) lengths[id] += static_cast<std::uint32_t>(field.terms.size());
    for (const std::string& term : field.terms) {
      name.assign(field.name).append(":").append(term);
      const auto [found, is_new] = entry_ids_.try_emplace(name, static_cast<std::uint32_t>(entries_.size()));
      if (is_new) entries_.push_back({id, term, {}});
      ++counts[found->second];
    }
  }
  lengths_.emplace_back();
  for (const auto& [field, terms] : lengths) {
    fields_[field].total += terms;
    ++fields_[field].holding;
    lengths_.back().push_back({field, terms});
  }
  terms_.emplace_back();
  for (const auto& [entry, count] : counts) {
    entries_[entry].postings.push_back({record, count});
    terms_.back().push_back({entry, count});
  }
  return record;
}

// ---- the formula ----

double Nearest::idf(std::size_t holding) const {
  const auto n = static_cast<double>(times_.size()), df = static_cast<double>(holding);
  return std::log(1 + (n - df + 0.5) / (df + 0.5));
}

double Nearest::frequency(std::uint32_t field, double count, double length) const {
  const Kept& kept = fields_[field];
  const double mean = std::max(1.0, kept.total / std::max(1u, kept.holding)), k1 = kept.settings.k1, b = kept.settings.b;
  return count * (k1 + 1) / (count + k1 * (1 - b + b * length / mean));
}

double Nearest::length_in(std::uint32_t record, std::uint32_t field) const {
  for (const Length& length : lengths_[record])
    if (length.field == field) return length.terms;
  return 0;
}

Nearest::Query Nearest::query_of(const Bag& bag) const {
  Query query;
  std::map<std::uint32_t, std::uint32_t> known, lengths;
  std::map<std::string, std::pair<std::uint32_t, std::uint32_t>> unknown;  // field and count
  for (const BagField& field : bag) {
    const auto id = field_ids_.find(field.name);
    if (id == field_ids_.end()) continue;
    lengths[id->second] += static_cast<std::uint32_t>(field.terms.size());
    for (const std::string& term : field.terms) {
      std::string name = field.name + ":" + term;
      if (const auto found = entry_ids_.find(name); found != entry_ids_.end()) ++known[found->second];
      else ++unknown.try_emplace(std::move(name), id->second, 0).first->second.second;
    }
  }
  for (const auto& [entry, count] : known) query.terms.push_back({entry, count});
  for (const auto& [field, terms] : lengths) query.lengths.push_back({field, terms});
  for (const auto& [name, one] : unknown)
    query.unknown += fields_[one.first].settings.weight * idf(0) * repeated(one.second) * frequency(one.first, one.second, lengths[one.first]);
  return query;
}

// What each term of the query weighs, and the score of the query against itself.
std::vector<Nearest::Wanted> Nearest::wanted_of(const Query& query, double& self) const {
  std::vector<Wanted> wanted;
  self = query.unknown;
  for (const Counted& term : query.terms) {
    const Entry& entry = entries_[term.entry];
    double length = 0;
    for (const Length& one : query.lengths)
      if (one.field == entry.field) length = one.terms;
    const double weight = fields_[entry.field].settings.weight * idf(entry.postings.size()) * repeated(term.count);
    self += weight * frequency(entry.field, term.count, length);
    if (weight > 0) wanted.push_back({term.entry, weight});
  }
  return wanted;
}

// The score when the record asks and the query is what is found.
double Nearest::seen_from(std::uint32_t record, const Query& query) const {
  double self = 0, score = 0;
  const auto wanted = wanted_of({terms_[record], lengths_[record], 0}, self);
  for (const Wanted& w : wanted) {
    const auto at = std::lower_bound(query.terms.begin(), query.terms.end(), w.entry, [](const Counted& c, std::uint32_t entry) { return c.entry < entry; });
    if (at == query.terms.end() || at->entry != w.entry) continue;
    const std::uint32_t field = entries_[w.entry].field;
    for (const Length& length : query.lengths)
      if (length.field == field) score += w.weight * frequency(field, at->count, length.terms);
  }
  return self > 0 ? score / self : 0;
}

// ---- search ----

std::vector<Alike> Nearest::find(const Bag& bag, std::size_t most, std::int64_t now, const std::function<bool(std::uint32_t)>& leave_out) const {
  const Query query = query_of(bag);
  double self = 0;
  std::vector<double> scores(times_.size(), 0);
  for (const Wanted& w : wanted_of(query, self))
    for (const Posting& p : entries_[w.entry].postings) scores[p.record] += w.weight * frequency(entries_[w.entry].field, p.count, length_in(p.record, entries_[w.entry].field));
  const auto fade = [&](std::uint32_t record) {
    return settings_.half_life_days > 0 ? std::exp2(-std::max(0.0, static_cast<double>(now - times_[record]) / 86400) / settings_.half_life_days) : 1.0;
  };
  std::vector<Alike> found;
  for (std::uint32_t i = 0; i < scores.size(); ++i)
    if (scores[i] > 0 && !(leave_out && leave_out(i))) found.push_back({i, scores[i] / self * fade(i)});
  const auto before = [](const Alike& a, const Alike& b) { return a.score != b.score ? a.score > b.score : a.record > b.record; };
  const auto keep = [&](std::size_t n) {
    if (found.size() <= n) return;
    std::nth_element(found.begin(), found.begin() + static_cast<std::ptrdiff_t>(n), found.end(), before);
    found.resize(n);
  };
  if (settings_.mutual > 0) {
    keep(std::max(most, settings_.mutual_among));
    for (Alike& one : found) one.score = (1 - settings_.mutual) * one.score + settings_.mutual * fade(one.record) * seen_from(one.record, query);
  }
  keep(most);
  std::sort(found.begin(), found.end(), before);
  return found;
}

std::vector<Nearest::Reason> Nearest::why(const Bag& bag, std::uint32_t record, std::size_t most) const {
  GW_ASSERT(record < times_.size());
  double self = 0;
  std::vector<Reason> reasons;
  for (const Wanted& w : wanted_of(query_of(bag), self)) {
    const auto& terms = terms_[record];
    const auto at = std::lower_bound(terms.begin(), terms.end(), w.entry, [](const Counted& c, std::uint32_t entry) { return c.entry < entry; });
    if (at == terms.end() || at->entry != w.entry) continue;
    const Entry& entry = entries_[w.entry];
    reasons.push_back({fields_[entry.field].name, entry.term, w.weight * frequency(entry.field, at->count, length_in(record, entry.field))});
  }
  for (Reason& reason : reasons) reason.share /= self;
  std::sort(reasons.begin(), reasons.end(), [](const Reason& a, const Reason& b) { return a.share != b.share ? a.share > b.share : a.term < b.term; });
  if (reasons.size() > most) reasons.resize(most);
  return reasons;
}

}  // namespace gw
