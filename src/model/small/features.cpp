#include "model/small/features.h"

#include <algorithm>
#include <cmath>

#include "base/error.h"

namespace gw {
namespace {

// Calls use(name, weight) for each feature of the bag; the name dies with the call.
template <class Use>
void each_feature(const Bag& bag, Use&& use) {
  std::string name;
  for (const BagField& field : bag) {
    name.assign(field.name).push_back(':');
    const std::size_t stem = name.size();
    for (std::size_t i = 0; i < field.terms.size(); ++i) {
      name.resize(stem);
      name += field.terms[i];
      use(name, field.weight);
      if (!field.pairs || i + 1 == field.terms.size()) continue;
      name.push_back(' ');
      name += field.terms[i + 1];
      use(name, field.weight);
    }
  }
}

}  // namespace

Bag ticket_bag(std::vector<std::string> title, std::vector<std::string> text) {
  text.resize(std::min(text.size(), ticket_terms_most));
  return {{"title", std::move(title)}, {"text", std::move(text), 0.7F}};
}

float dot(const Sparse& a, const Sparse& b) {
  float sum = 0;
  for (auto i = a.begin(), j = b.begin(); i != a.end() && j != b.end();) {
    if (i->id < j->id) ++i;
    else if (j->id < i->id) ++j;
    else sum += (i++)->value * (j++)->value;
  }
  return sum;
}

void to_unit_length(Sparse& features) {
  double sum = 0;
  for (const Feature& f : features) sum += static_cast<double>(f.value) * f.value;
  if (sum <= 0) return;
  const auto by = static_cast<float>(1 / std::sqrt(sum));
  for (Feature& f : features) f.value *= by;
}

Vocabulary Vocabulary::learn(std::span<const Bag> bags, const Settings& settings) {
  std::vector<const Bag*> pointers;
  for (const Bag& bag : bags) pointers.push_back(&bag);
  return learn(std::span<const Bag* const>(pointers), settings);
}

Vocabulary Vocabulary::learn(std::span<const Bag* const> bags, const Settings& settings) {
  struct Met { std::uint32_t first = 0, records = 0, last = 0; };
  std::unordered_map<std::string, Met> met;
  std::uint32_t record = 0;
  for (const Bag* bag : bags) {
    ++record;
    each_feature(*bag, [&](const std::string& name, float) {
      Met& m = met.try_emplace(name, Met{static_cast<std::uint32_t>(met.size()), 0, 0}).first->second;
      if (m.last == record) return;
      m.last = record;
      ++m.records;
    });
  }
  std::vector<std::pair<std::string, Met>> kept;
  for (auto& [name, m] : met)
    if (m.records >= settings.fewest) kept.emplace_back(name, m);
  std::sort(kept.begin(), kept.end(), [](const auto& a, const auto& b) { return a.second.records != b.second.records ? a.second.records > b.second.records : a.second.first < b.second.first; });
  if (kept.size() > settings.most) kept.resize(settings.most);
  std::vector<std::string> names;
  std::vector<float> rarity;
  for (auto& [name, m] : kept) {
    names.push_back(std::move(name));
    rarity.push_back(settings.rarity ? static_cast<float>(std::log((1.0 + record) / (1.0 + m.records)) + 1) : 1);
  }
  return make(std::move(names), std::move(rarity));
}

Vocabulary Vocabulary::make(std::vector<std::string> names, std::vector<float> rarity) {
  if (names.size() != rarity.size()) throw Error(Code::invalid, "A vocabulary needs a rarity for each name.");
  Vocabulary out;
  out.ids_.reserve(names.size());
  for (std::uint32_t id = 0; id < names.size(); ++id) {
    if (!(rarity[id] >= 0 && rarity[id] <= 1e6F)) throw Error(Code::invalid, "A rarity is not a number from 0 up.");
    if (!out.ids_.emplace(names[id], id).second) throw Error(Code::invalid, "A vocabulary holds a name twice.");
  }
  out.names_ = std::move(names);
  out.rarity_ = std::move(rarity);
  return out;
}

void Vocabulary::write(BlobWriter& out) const {
  out.number(static_cast<std::uint32_t>(names_.size()));
  for (std::size_t i = 0; i < names_.size(); ++i) {
    out.text(names_[i]);
    out.real(rarity_[i]);
  }
}

Vocabulary Vocabulary::read(BlobReader& in) {
  const std::size_t n = in.count(8);
  std::vector<std::string> names;
  std::vector<float> rarity;
  names.reserve(n);
  for (std::size_t i = 0; i < n; ++i) {
    names.emplace_back(in.text());
    rarity.push_back(in.real());
  }
  return make(std::move(names), std::move(rarity));
}

Sparse Vocabulary::of(const Bag& bag) const {
  struct Count { std::uint32_t id; float weight; };
  std::vector<Count> met;
  each_feature(bag, [&](const std::string& name, float weight) {
    if (const auto found = ids_.find(name); found != ids_.end()) met.push_back({found->second, weight});
  });
  std::sort(met.begin(), met.end(), [](const Count& a, const Count& b) { return a.id != b.id ? a.id < b.id : a.weight < b.weight; });
  Sparse out;
  for (std::size_t i = 0; i < met.size();) {
    std::size_t to = i;
    while (to < met.size() && met[to].id == met[i].id) ++to;
    out.push_back({met[i].id, met[to - 1].weight * static_cast<float>(1 + std::log(static_cast<double>(to - i))) * rarity_[met[i].id]});
    i = to;
  }
  to_unit_length(out);
  return out;
}

}  // namespace gw
