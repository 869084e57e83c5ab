// Past records by likeness: BM25 per field over an inverted index in memory, with what was decided then.
//
//   score(q, d) = sum over fields f and terms t of q:  weight_f * idf(t) * tf (k1 + 1) / (tf + k1 (1 - b + b |d_f| / mean|f|))
//   idf(t) = ln(1 + (n - df + 0.5) / (df + 0.5))                          (Robertson and Zaragoza 2009; fields added, each with its own k1 and b)
//
// A term that the query repeats counts tf_q (k3 + 1) / (tf_q + k3). A score is divided by the score of the query against itself, so that 1 means "the
// same text" for queries short and long. Where `mutual` is asked for, the best candidates are scored from the other side too and the two are mixed:
// a long record that holds all of a short query is not yet the same matter. An equal field (component, product) is a field of one term. Recency halves a score every `half_life`.
#pragma once
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include "model/small/features.h"

namespace gw {

struct Alike {
  std::uint32_t record = 0;  ///< number, in the order of adding from 0
  double score = 0;
};

/// What was decided in past records, by the records that say so.
struct Vote {
  std::string decision;
  double share = 0;            ///< of all votes; a record votes with its score
  std::vector<Alike> records;  ///< in the order found
};
/// Best first; ties: the decision of the record found first. `decision_of` gives the decision of a record; "" does not vote.
std::vector<Vote> votes_of(std::span<const Alike> found, const std::function<std::string(std::uint32_t)>& decision_of);

struct NearestSettings {
  struct OfField { double weight = 1, k1 = 1.2, b = 0.75; };
  std::unordered_map<std::string, OfField> fields;  ///< those not named: {}
  double k3 = 8;
  double half_life_days = 0;                         ///< 0: age does not matter
  double mutual = 0;                                 ///< share of the score from the record's side, 0..1
  std::size_t mutual_among = 200;                    ///< candidates that are scored from both sides
};

/// For the search of duplicates: the bag holds the title alone and title and text together (cut as in ticket_bag), and both sides are asked.
Bag duplicate_bag(const std::vector<std::string>& title, const std::vector<std::string>& text);
NearestSettings duplicate_settings();

/// Reading is thread-safe as long as nobody adds.
class Nearest {
 public:
  explicit Nearest(NearestSettings settings = {}) : settings_(std::move(settings)) {}

  /// Weights and pairs of the bag's fields do not matter here. `time`: seconds since 1970.
  std::uint32_t add(const Bag& bag, std::int64_t time = 0);
  std::size_t size() const { return times_.size(); }
  std::int64_t time(std::uint32_t record) const { return times_[record]; }

  /// The `most` records most like the bag as of `now`, best first; ties: the later record. Those for which `leave_out` holds are left out.
  /// Statistics are those of all records added so far. Linear in the postings of the bag's terms.
  std::vector<Alike> find(const Bag& bag, std::size_t most, std::int64_t now = 0, const std::function<bool(std::uint32_t)>& leave_out = {}) const;

  struct Reason { std::string field, term; double share = 0; };
  /// The terms that make the two alike, heaviest first; all shares add up to the score from the bag's side without recency.
  std::vector<Reason> why(const Bag& bag, std::uint32_t record, std::size_t most) const;

 private:
  struct Posting { std::uint32_t record; std::uint32_t count; };
  struct Entry { std::uint32_t field; std::string term; std::vector<Posting> postings; };
  struct Kept { std::string name; NearestSettings::OfField settings; double total = 0; std::uint32_t holding = 0; };
  struct Length { std::uint32_t field, terms; };
  struct Counted { std::uint32_t entry, count; };     // a term of a record
  struct Wanted { std::uint32_t entry; double weight; };
  struct Query { std::vector<Counted> terms; std::vector<Length> lengths; double unknown = 0; };

  std::uint32_t field_of(const std::string& name);
  double idf(std::size_t holding) const;
  double repeated(double count) const { return count * (settings_.k3 + 1) / (count + settings_.k3); }
  double frequency(std::uint32_t field, double count, double length) const;
  double length_in(std::uint32_t record, std::uint32_t field) const;
  Query query_of(const Bag& bag) const;
  std::vector<Wanted> wanted_of(const Query& query, double& self) const;
  double seen_from(std::uint32_t record, const Query& query) const;

  NearestSettings settings_;
  std::vector<std::int64_t> times_;
  std::vector<Kept> fields_;
  std::unordered_map<std::string, std::uint32_t> field_ids_;
  std::vector<Entry> entries_;
  std::unordered_map<std::string, std::uint32_t> entry_ids_;  // "field:term"
  std::vector<std::vector<Counted>> terms_;                   // of each record, by entry
  std::vector<std::vector<Length>> lengths_;                  // of each record
};

}  // namespace gw
