#include "model/small/blend.h"

#include <algorithm>
#include <cmath>

#include "base/error.h"

namespace gw {
namespace {

constexpr std::string_view blob_kind = "blend 1";
constexpr std::size_t input_count = Blend::inputs.size();
// Before the blend has learned weights of its own: words, neighbours and presence, moderately.
constexpr std::array<double, input_count> first_weights{0.2, 0.3, 3, 0.1, 0.1, 0.3, 0.1, 0, 0.1, 0.2, 0, -0.3, 0.2};

NearestSettings by_text() {
  NearestSettings out;
  out.fields = {{"title", {1, 1.2, 0.75}}, {"text", {0.7, 1.2, 0.75}}, {"place", {0.6, 1.2, 0}}, {"area", {0.3, 1.2, 0}}};
  return out;
}

std::string area_of(const std::string& place) { return place.substr(0, place.find('/')); }

// Whether a model fitted at `then` records is due for another at `now`.
bool is_due(std::size_t then, std::size_t now) { return now >= then + std::max<std::size_t>(25, then / 40); }

Bag words_alone(const Bag& bag) {
  Bag out{{"traces", {}}};
  for (const BagField& field : bag) out[0].terms.insert(out[0].terms.end(), field.terms.begin(), field.terms.end());
  return out;
}

}  // namespace

Blend::Blend(BlendSettings settings)
    : settings_(settings), nearest_(by_text()), month_(30), quarter_(90), year_(365), ever_(3000), place_(90), area_(90), reviews_(90), events_(input_count),
      choice_(std::vector<double>(first_weights.begin(), first_weights.end())) {}

Bag Blend::with_place(const Waiting& record) const {
  Bag bag = record.bag;
  if (record.place.empty()) return bag;
  bag.push_back({"place", {record.place}, 1.5F});
  bag.push_back({"area", {area_of(record.place)}, 1});
  return bag;
}

std::uint32_t Blend::person_of(const std::string& name) {
  const auto [found, is_new] = person_ids_.try_emplace(name, static_cast<std::uint32_t>(persons_.size()));
  if (is_new) {
    persons_.push_back(name);
    counts_.push_back(0);
    last_.push_back(0);
    label_of_.push_back(-1);
  }
  return found->second;
}

// ---- judging ----

std::vector<std::uint32_t> Blend::candidates() const {
  std::vector<std::uint32_t> all, steady;
  for (std::uint32_t p = 0; p < persons_.size(); ++p) {
    if (counts_[p] > 0) all.push_back(p);
    if (counts_[p] >= settings_.fewest) steady.push_back(p);
  }
  return steady.size() >= settings_.fewest ? steady : all;
}

Blend::Judged Blend::judge(const Waiting& record) const {
  Judged out{candidates(), {}, {}};
  const auto& persons = out.persons;
  out.rows.assign(persons.size() * input_count, 0);
  std::size_t input = 0;
  const auto put = [&](auto&& value) {
    for (std::size_t j = 0; j < persons.size(); ++j) out.rows[j * input_count + input] = static_cast<float>(value(j));
    ++input;
  };
  const Bag bag = with_place(record);
  const auto share_of_votes = [&](const std::vector<Alike>& alike, double floor) {
    std::vector<double> votes(persons_.size(), 0);
    double total = 0;
    for (const Alike& one : alike) {
      votes[taken_by_[one.record]] += one.score;
      total += one.score;
    }
    for (double& v : votes) v = std::log((v + floor * total + 1e-9) / (total + 1e-9));
    return votes;
  };
  const auto fade = [&](std::vector<Alike> alike) {
    for (Alike& one : alike) one.score *= std::exp2(-std::max(0.0, static_cast<double>(record.time - history_[one.record].time) / 86400) / settings_.fade_days);
    return alike;
  };

  std::vector<double> words;
  if (!linear_.empty()) words = linear_.probabilities(bag);
  put([&](std::size_t j) { return label_of_[persons[j]] < 0 || words.empty() ? -14 : std::max(-14.0, std::log(words[static_cast<std::size_t>(label_of_[persons[j]])])); });
  out.neighbours = nearest_.find(bag, settings_.neighbours);
  const auto faded = fade(out.neighbours);
  const auto votes = share_of_votes(faded, 0.002);
  put([&](std::size_t j) { return votes[persons[j]]; });
  std::vector<double> closest(persons_.size(), 0);
  for (const Alike& one : faded) closest[taken_by_[one.record]] = std::max(closest[taken_by_[one.record]], one.score);
  put([&](std::size_t j) { return closest[persons[j]]; });
  const auto traced = share_of_votes(fade(traces_.find(words_alone(record.bag), settings_.neighbours)), 0.01);
  put([&](std::size_t j) { return traced[persons[j]]; });
  const auto put_shares = [&](const Fading& fading, const std::string& where, double floor) {
    const auto shares = fading.log_shares(where, persons, record.time, floor);
    put([&](std::size_t j) { return shares[j]; });
  };
  put_shares(month_, "", 0.05);
  put_shares(quarter_, "", 0.05);
  put_shares(year_, "", 0.05);
  put_shares(ever_, "", 0.1);
  put_shares(place_, record.place, 0.02);
  put_shares(area_, area_of(record.place), 0.02);
  put_shares(reviews_, record.place, 0.02);
  put([&](std::size_t j) { return std::log1p(std::max(0.0, static_cast<double>(record.time - last_[persons[j]]) / 86400)); });
  const auto latest = latest_at_.find(record.place);
  put([&](std::size_t j) { return latest != latest_at_.end() && latest->second == persons[j]; });
  GW_ASSERT(input == input_count);
  return out;
}

std::vector<Blend::Proposed> Blend::propose(const Waiting& record, std::size_t most) const {
  const Judged judged = judge(record);
  const std::size_t n = judged.persons.size();
  if (n == 0) return {};
  const auto p = choice_.probabilities(judged.rows);
  std::vector<double> mean(input_count, 0);
  for (std::size_t j = 0; j < n; ++j)
    for (std::size_t d = 0; d < input_count; ++d) mean[d] += judged.rows[j * input_count + d] / static_cast<double>(n);
  std::vector<std::size_t> order(n);
  for (std::size_t j = 0; j < n; ++j) order[j] = j;
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return p[a] != p[b] ? p[a] > p[b] : a < b; });
  order.resize(std::min(n, most));
  std::vector<Proposed> out;
  for (const std::size_t j : order) {
    const std::uint32_t person = judged.persons[j];
    Proposed one{persons_[person], p[j], {}, {}, place_.at(record.place, person, record.time), std::max(0.0, static_cast<double>(record.time - last_[person]) / 86400)};
    for (std::size_t d = 0; d < input_count; ++d) one.parts.push_back({inputs[d], choice_.weights()[d] * (judged.rows[j * input_count + d] - mean[d])});
    std::sort(one.parts.begin(), one.parts.end(), [](const Part& a, const Part& b) { return a.weight > b.weight; });
    for (const Alike& alike : judged.neighbours)
      if (taken_by_[alike.record] == person) one.alike.push_back(alike);
    out.push_back(std::move(one));
  }
  return out;
}

// ---- learning ----

void Blend::learn(const Taken& record) {
  if (!linear_.empty()) {
    const Judged judged = judge(record);
    const auto known = person_ids_.find(record.person);
    const auto chosen = known == person_ids_.end() ? judged.persons.end() : std::find(judged.persons.begin(), judged.persons.end(), known->second);
    if (chosen != judged.persons.end()) events_.put(judged.rows, static_cast<std::size_t>(chosen - judged.persons.begin()));
  }
  take(record);
  if (history_.size() < settings_.warm_up) return;
  if (linear_.empty() || is_due(linear_at_, history_.size())) fit_linear();
  if (is_due(choice_at_, history_.size())) fit_choice();
}

void Blend::take(const Taken& record) {
  const auto number = static_cast<std::uint32_t>(history_.size());
  history_.push_back(record);
  const std::uint32_t person = person_of(record.person);
  taken_by_.push_back(person);
  ++counts_[person];
  last_[person] = std::max(last_[person], record.time);
  latest_at_[record.place] = person;
  nearest_.add(with_place(record), record.time);
  GW_ASSERT(traces_.add({{"traces", record.traces}}, record.time) == number);
  for (Fading* fading : {&month_, &quarter_, &year_, &ever_}) fading->add("", person, record.time);
  place_.add(record.place, person, record.time);
  area_.add(area_of(record.place), person, record.time);
  for (const std::string& reviewer : record.reviewers) reviews_.add(record.place, person_of(reviewer), record.time);
}

void Blend::fit_linear() {
  std::vector<Linear::Sample> samples;
  const std::int64_t now = history_.back().time;
  for (const Taken& record : history_)
    samples.push_back({with_place(record), record.person, std::exp2(-std::max(0.0, static_cast<double>(now - record.time) / 86400) / settings_.words_half_life_days)});
  linear_ = Linear::fit(samples, {.softmax = settings_.softmax, .folds = 0});  // the blend weighs it; a temperature of its own would not matter
  linear_at_ = history_.size();
  std::fill(label_of_.begin(), label_of_.end(), -1);
  for (std::size_t k = 0; k < linear_.labels().size(); ++k) label_of_[person_ids_.at(linear_.labels()[k])] = static_cast<int>(k);
}

void Blend::fit_choice() {
  choice_at_ = history_.size();
  const std::size_t n = events_.events.size();
  const auto kept = static_cast<std::size_t>(6 * settings_.events_half_life);  // older ones count less than a sixtieth
  if (n > kept) events_.forget(n - kept);
  for (std::size_t i = 0; i < events_.events.size(); ++i) events_.events[i].weight = std::exp2(-static_cast<double>(events_.events.size() - 1 - i) / settings_.events_half_life);
  if (n >= 50) choice_ = Choice::fit(events_, settings_.ridge);
}

void Blend::refit() {
  if (history_.size() >= settings_.warm_up && linear_at_ != history_.size()) fit_linear();
  if (choice_at_ != history_.size()) fit_choice();
}

// ---- bytes ----

namespace {

void write_terms(BlobWriter& out, const std::vector<std::string>& terms) {
  out.number(static_cast<std::uint32_t>(terms.size()));
  for (const std::string& term : terms) out.text(term);
}

std::vector<std::string> read_terms(BlobReader& in) {
  std::vector<std::string> out(in.count(4));
  for (std::string& term : out) term = in.text();
  return out;
}

}  // namespace

std::string Blend::print() const {
  BlobWriter out(blob_kind);
  out.number(static_cast<std::uint32_t>(history_.size()));
  for (const Taken& record : history_) {
    out.number(static_cast<std::uint32_t>(record.bag.size()));
    for (const BagField& field : record.bag) {
      out.text(field.name);
      out.real(field.weight);
      out.number(field.pairs);
      write_terms(out, field.terms);
    }
    out.text(record.place);
    out.long_number(record.time);
    out.text(record.person);
    write_terms(out, record.reviewers);
    write_terms(out, record.traces);
  }
  out.text(linear_.empty() ? "" : linear_.print());
  out.number(static_cast<std::uint32_t>(linear_at_));
  for (const double weight : choice_.weights()) out.real(weight);
  return out.finish();
}

Blend Blend::parse(std::string_view blob, BlendSettings settings) {
  BlobReader in(blob, blob_kind);
  Blend out(settings);
  for (std::size_t left = in.count(28); left > 0; --left) {
    Taken record;
    record.bag.resize(in.count(16));
    for (BagField& field : record.bag) {
      field.name = in.text();
      field.weight = in.real(1e3F);
      field.pairs = in.number() != 0;
      field.terms = read_terms(in);
    }
    record.place = in.text();
    record.time = in.long_number();
    record.person = in.text();
    record.reviewers = read_terms(in);
    record.traces = read_terms(in);
    if (std::abs(record.time) > 1'000'000'000'000) unsound_model("a time is out of range");
    out.take(record);
  }
  if (const auto linear = in.text(); !linear.empty()) out.linear_ = Linear::parse(linear);
  for (std::size_t k = 0; k < out.linear_.labels().size(); ++k) {
    const auto known = out.person_ids_.find(out.linear_.labels()[k]);
    if (known == out.person_ids_.end()) unsound_model("it knows words of a person who took nothing");
    out.label_of_[known->second] = static_cast<int>(k);
  }
  out.linear_at_ = in.number();
  if (out.linear_at_ > out.history_.size()) unsound_model("it was fitted on more records than it holds");
  out.choice_at_ = out.history_.size();
  std::vector<double> weights(input_count);
  for (double& weight : weights) weight = in.real_double();
  out.choice_ = Choice(std::move(weights));
  in.end();
  return out;
}

}  // namespace gw
