// What small models see of a record: named fields of terms, turned into numbered features.
//
// Text is cut into terms by the caller (index/analyser.h for words; a value such as a component is one term, verbatim). A feature is a term within a
// field ("title:offset"), or a pair of neighbouring terms where the field asks for pairs ("title:offset commit"). Its value is
//
//   field weight * (1 + ln tf) * idf,   idf = ln((1 + n) / (1 + df)) + 1        (Salton and Buckley 1988; the smoothed idf that never is 0)
//
// and the features of a record are divided by their Euclidean length, so that long records do not shout.
#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "model/small/blob.h"

namespace gw {

struct BagField {
  std::string name;                ///< without ':'
  std::vector<std::string> terms;  ///< in the order of the text
  float weight = 1;
  bool pairs = false;              ///< neighbouring terms are features as well
};
using Bag = std::vector<BagField>;

/// The usual bag of a ticket, report or mail: "title", and as "text" the first 100 terms of the rest; further down stand logs and quotes more often than the matter.
constexpr std::size_t ticket_terms_most = 100;
Bag ticket_bag(std::vector<std::string> title, std::vector<std::string> text);

struct Feature {
  std::uint32_t id = 0;
  float value = 0;
};
using Sparse = std::vector<Feature>;  ///< by rising id, each once

float dot(const Sparse& a, const Sparse& b);
void to_unit_length(Sparse& features);

/// The features that a model knows, by name and number, with how rare they are. Thread-safe once made.
class Vocabulary {
 public:
  struct Settings {
    std::uint32_t fewest = 1;          ///< records that must hold a feature
    std::uint32_t most = 1u << 20;     ///< features kept: those that most records hold (ties: the one met first)
    bool rarity = true;                ///< idf; else 1
  };

  Vocabulary() = default;
  static Vocabulary learn(std::span<const Bag> bags, const Settings& settings);
  static Vocabulary learn(std::span<const Bag* const> bags, const Settings& settings);
  /// Puts one together from what was stored: names (each once) and idf (finite, not negative). Error(invalid) else.
  static Vocabulary make(std::vector<std::string> names, std::vector<float> rarity);

  void write(BlobWriter& out) const;
  static Vocabulary read(BlobReader& in);

  Sparse of(const Bag& bag) const;  ///< features that are not known are left out
  std::size_t size() const { return names_.size(); }
  const std::string& name(std::uint32_t id) const { return names_[id]; }
  float rarity(std::uint32_t id) const { return rarity_[id]; }

 private:
  std::vector<std::string> names_;
  std::vector<float> rarity_;
  std::unordered_map<std::string, std::uint32_t> ids_;
};

}  // namespace gw
