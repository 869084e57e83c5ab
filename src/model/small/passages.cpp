#include "model/small/passages.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <set>
#include <unordered_map>

#include "base/error.h"

namespace gw {
namespace {

constexpr std::string_view blob_kind = "passages 1";
constexpr std::size_t input_count = PassageFinder::inputs.size();
enum Input : std::size_t { stated, stated_best, words, before, after, closest, closest_three, away };

const Corrected::Verdict* verdict_on(const Corrected& text, const std::string& clause) {
  for (const auto& verdict : text.verdicts)
    if (verdict.clause == clause) return &verdict;
  return nullptr;
}

void check(const std::vector<Clause>& clauses, std::span<const Corrected> texts) {
  std::set<std::string_view> known;
  for (const Clause& clause : clauses)
    if (!known.insert(clause.id).second) throw Error(Code::invalid, fmt::format("Two clauses are called `{}`.", clause.id));
  for (const Corrected& text : texts)
    for (const auto& verdict : text.verdicts) {
      if (!known.contains(verdict.clause)) throw Error(Code::invalid, fmt::format("A verdict names the clause `{}`, which is not known.", verdict.clause));
      for (const std::uint32_t sentence : verdict.evidence)
        if (sentence >= text.sentences.size()) throw Error(Code::invalid, fmt::format("A verdict on `{}` names a sentence that is not there.", verdict.clause));
    }
}

// A number as terms: for each of `steps` marks between low and high, whether it lies above.
BagField levels(std::string name, double value, double low, double high, int steps, float weight) {
  BagField out{std::move(name), {}, weight};
  for (int i = 0; i < steps; ++i) out.terms.push_back((value > low + (high - low) * i / (steps - 1) ? "over" : "under") + std::to_string(i));
  return out;
}

}  // namespace

// A text with what does not depend on the clause.
struct PassageFinder::Reading {
  std::span<const TextSentence> sentences;
  std::vector<Above> above;
  std::vector<Sparse> features;
};

// The sentences of a text for one clause: their inputs, and after rank() their sums and order.
struct PassageFinder::Judged {
  std::vector<float> rows;
  std::vector<double> sums;
  std::vector<std::uint32_t> order;
  float most(Input input) const {
    float out = -1e9F;
    for (std::size_t i = input; i < rows.size(); i += input_count) out = std::max(out, rows[i]);
    return out;
  }
};

PassageFinder::Reading PassageFinder::read(std::span<const TextSentence> sentences) const {
  Reading out{sentences, above_of(sentences), {}};
  for (std::size_t i = 0; i < sentences.size(); ++i) out.features.push_back(vocabulary_.size() == 0 ? Sparse{} : vocabulary_.of(sentence_bag(sentences, out.above, i)));
  return out;
}

PassageFinder::Judged PassageFinder::judge(const Reading& reading, std::size_t clause) const {
  const std::size_t n = reading.sentences.size();
  Judged out;
  out.rows.assign(n * input_count, 0);
  const auto at = [&](std::size_t sentence, Input input) -> float& { return out.rows[sentence * input_count + input]; };
  const auto says = stated_in(reading.sentences, reading.above, clauses_[clause].terms);
  const double best = n == 0 ? 0 : *std::max_element(says.begin(), says.end());
  for (std::size_t i = 0; i < n; ++i) {
    at(i, stated) = static_cast<float>(says[i]);
    at(i, stated_best) = static_cast<float>(says[i] / (best + 1e-9));
  }
  const Learned* learned = learned_.empty() ? nullptr : &learned_[clause];
  if (learned == nullptr || learned->weights.labels == 0) return out;
  for (std::size_t i = 0; i < n; ++i) {
    float sums[2];
    learned->weights.sums(reading.features[i], sums);
    at(i, words) = sums[1] - sums[0];
  }
  std::vector<float> likeness;
  for (std::size_t i = 0; i < n; ++i) {
    at(i, before) = i > 0 ? at(i - 1, words) : -5;
    at(i, after) = i + 1 < n ? at(i + 1, words) : -5;
    likeness.clear();
    double away_most = 1;
    for (const Evidence& evidence : learned->evidence) {
      likeness.push_back(dot(evidence.features, reading.features[i]));
      away_most = std::min(away_most, std::abs(evidence.place - static_cast<double>(i) / static_cast<double>(n)));
    }
    std::sort(likeness.begin(), likeness.end(), std::greater<>());
    if (likeness.empty()) continue;
    likeness.resize(std::min<std::size_t>(3, likeness.size()));
    at(i, closest) = likeness[0];
    at(i, closest_three) = std::accumulate(likeness.begin(), likeness.end(), 0.0F) / static_cast<float>(likeness.size());
    at(i, away) = static_cast<float>(away_most);
  }
  return out;
}

void PassageFinder::rank(Judged& judged) const {
  const std::size_t n = judged.rows.size() / input_count;
  judged.sums.resize(n);
  for (std::size_t i = 0; i < n; ++i) judged.sums[i] = blend_.sum(std::span(judged.rows).subspan(i * input_count, input_count));
  judged.order.resize(n);
  std::iota(judged.order.begin(), judged.order.end(), 0u);
  std::sort(judged.order.begin(), judged.order.end(), [&](std::uint32_t a, std::uint32_t b) { return judged.sums[a] != judged.sums[b] ? judged.sums[a] > judged.sums[b] : a < b; });
}

Bag PassageFinder::label_bag(std::span<const TextSentence> sentences, const Judged& judged, std::size_t clause) const {
  const std::string& id = clauses_[clause].id;
  Bag bag{{"clause", {id}, 1}};
  if (judged.order.empty()) return bag;
  double rest = 0;
  for (const double sum : judged.sums) rest += std::exp(sum - judged.sums[judged.order[0]]);
  const auto put = [&](const char* name, double value, double low, double high, int steps, float weight) {
    bag.push_back(levels(name, value, low, high, steps, weight));
    bag.push_back(levels(id + " " + name, value, low, high, steps, weight));
  };
  put("words", judged.most(words), -4, 3, 10, 1);
  put("best", judged.rows[judged.order[0] * input_count + words], -4, 3, 10, 1);
  put("stated", judged.most(stated), 0, 1.2, 7, 0.5F);
  put("share", 1 / rest, 0, 1, 6, 0.5F);
  put("sum", std::log(rest) + judged.sums[judged.order[0]], -2, 12, 10, 0.5F);
  for (std::size_t k = 0; k < std::min<std::size_t>(3, judged.order.size()); ++k) {
    bag.push_back({id, sentences[judged.order[k]].terms, 1 / static_cast<float>(k + 1), true});
    bag.push_back({"any", sentences[judged.order[k]].terms, 0.5F / static_cast<float>(k + 1)});
  }
  return bag;
}

// ---- learning ----

void PassageFinder::learn_sentences(std::span<const Corrected> texts, const std::vector<std::size_t>& chosen, const PassageSettings& settings) {
  std::vector<Bag> bags;
  struct Where { std::size_t text, sentence; };
  std::vector<Where> where;
  for (const std::size_t t : chosen) {
    const auto above = above_of(texts[t].sentences);
    for (std::size_t i = 0; i < texts[t].sentences.size(); ++i) {
      bags.push_back(sentence_bag(texts[t].sentences, above, i));
      where.push_back({t, i});
    }
  }
  vocabulary_ = Vocabulary::learn(bags, {});
  std::vector<Sparse> all;
  for (const Bag& bag : bags) all.push_back(vocabulary_.of(bag));
  learned_.assign(clauses_.size(), {});
  for (std::size_t c = 0; c < clauses_.size(); ++c) {
    std::vector<Sparse> records;
    std::vector<std::uint32_t> labels;
    std::vector<float> weights;
    for (std::size_t k = 0; k < where.size(); ++k) {
      const auto [t, sentence] = where[k];
      const auto* verdict = verdict_on(texts[t], clauses_[c].id);
      if (verdict == nullptr) continue;
      const bool shows = std::ranges::find(verdict->evidence, sentence) != verdict->evidence.end();
      records.push_back(all[k]);
      labels.push_back(shows);
      weights.push_back(shows ? static_cast<float>(settings.evidence_weight) : 1);
      if (shows) learned_[c].evidence.push_back({all[k], static_cast<double>(sentence) / static_cast<double>(texts[t].sentences.size())});
    }
    if (learned_[c].evidence.empty()) continue;
    learned_[c].weights = fit_softmax(records, labels, weights, 2, vocabulary_.size(), settings.sentences);
    learned_[c].weights.round();
  }
}

PassageFinder PassageFinder::fit(std::vector<Clause> clauses, std::span<const Corrected> texts, const PassageSettings& settings) {
  check(clauses, texts);
  PassageFinder out;
  out.clauses_ = std::move(clauses);
  std::vector<double> by_statement(input_count, 0);
  by_statement[stated] = 8;
  out.blend_ = Choice(by_statement);
  if (texts.empty()) return out;

  // What each text looks like to models that have not seen it.
  std::vector<std::vector<Judged>> held(texts.size());
  Choices events(input_count);
  const std::size_t folds = std::min<std::size_t>(texts.size(), static_cast<std::size_t>(std::max(2, settings.folds)));
  for (std::size_t fold = 0; fold < folds; ++fold) {
    std::vector<std::size_t> in;
    for (std::size_t t = 0; t < texts.size(); ++t)
      if (t % folds != fold) in.push_back(t);
    PassageFinder part;
    part.clauses_ = out.clauses_;
    part.learn_sentences(texts, in, settings);
    for (std::size_t t = fold; t < texts.size(); t += folds) {
      const Reading reading = part.read(texts[t].sentences);
      for (std::size_t c = 0; c < out.clauses_.size(); ++c) held[t].push_back(part.judge(reading, c));
    }
  }
  for (std::size_t t = 0; t < texts.size(); ++t)
    for (std::size_t c = 0; c < out.clauses_.size(); ++c) {
      const auto* verdict = verdict_on(texts[t], out.clauses_[c].id);
      if (verdict == nullptr) continue;
      const std::set<std::uint32_t> evidence(verdict->evidence.begin(), verdict->evidence.end());
      for (const std::uint32_t shown : evidence) {  // one event each, without the others
        std::vector<float> rows;
        std::size_t chosen = 0;
        for (std::uint32_t i = 0; i < texts[t].sentences.size(); ++i) {
          if (i != shown && evidence.contains(i)) continue;
          if (i == shown) chosen = rows.size() / input_count;
          rows.insert(rows.end(), held[t][c].rows.begin() + i * static_cast<std::ptrdiff_t>(input_count), held[t][c].rows.begin() + (i + 1) * static_cast<std::ptrdiff_t>(input_count));
        }
        events.put(rows, chosen, 1.0 / static_cast<double>(evidence.size()));
      }
    }
  if (!events.events.empty()) out.blend_ = Choice::fit(events, settings.ridge);

  std::vector<std::size_t> all(texts.size());
  std::iota(all.begin(), all.end(), std::size_t{0});
  out.learn_sentences(texts, all, settings);

  std::vector<Linear::Sample> samples;
  std::set<std::string> labels;
  for (std::size_t t = 0; t < texts.size(); ++t)
    for (std::size_t c = 0; c < out.clauses_.size(); ++c) {
      const auto* verdict = verdict_on(texts[t], out.clauses_[c].id);
      if (verdict == nullptr || verdict->label.empty()) continue;
      out.rank(held[t][c]);
      samples.push_back({out.label_bag(texts[t].sentences, held[t][c], c), verdict->label, 1, static_cast<std::uint32_t>(t + 1)});
      labels.insert(verdict->label);
    }
  if (texts.size() >= settings.label_from && labels.size() >= 2)
    out.labels_ = Linear::fit(samples, {.softmax = settings.labels, .vocabulary = {.fewest = 1, .rarity = false}, .folds = settings.folds});
  return out;
}

// ---- finding ----

std::vector<PassageFinder::Finding> PassageFinder::find(std::span<const TextSentence> sentences, std::size_t most) const {
  const Reading reading = read(sentences);
  std::vector<Finding> out;
  for (std::size_t c = 0; c < clauses_.size(); ++c) {
    Finding finding{clauses_[c].id, {}, {}};
    Judged judged = judge(reading, c);
    rank(judged);
    if (!sentences.empty()) {
      const auto shares = blend_.probabilities(judged.rows);
      for (std::size_t k = 0; k < std::min(most, judged.order.size()); ++k) finding.places.push_back({judged.order[k], shares[judged.order[k]]});
    }
    if (!labels_.empty()) finding.labels = labels_.rank(label_bag(sentences, judged, c));
    out.push_back(std::move(finding));
  }
  return out;
}

std::vector<Linear::Reason> PassageFinder::why(std::string_view clause, std::span<const TextSentence> sentences, std::size_t sentence, std::size_t most) const {
  GW_ASSERT(sentence < sentences.size());
  std::vector<Linear::Reason> out;
  for (std::size_t c = 0; c < learned_.size(); ++c) {
    if (clauses_[c].id != clause || learned_[c].weights.labels == 0) continue;
    for (const Feature& f : vocabulary_.of(sentence_bag(sentences, above_of(sentences), sentence)))
      out.push_back({vocabulary_.name(f.id), f.value * (learned_[c].weights.rows[f.id * 2 + 1] - learned_[c].weights.rows[f.id * 2])});
  }
  std::sort(out.begin(), out.end(), [](const auto& a, const auto& b) { return std::abs(a.weight) != std::abs(b.weight) ? std::abs(a.weight) > std::abs(b.weight) : a.feature < b.feature; });
  if (out.size() > most) out.resize(most);
  return out;
}

// ---- bytes ----

std::string PassageFinder::print() const {
  BlobWriter out(blob_kind);
  out.number(static_cast<std::uint32_t>(clauses_.size()));
  for (const Clause& clause : clauses_) {
    out.text(clause.id);
    out.number(static_cast<std::uint32_t>(clause.terms.size()));
    for (const std::string& term : clause.terms) out.text(term);
  }
  for (const double weight : blend_.weights()) out.real(weight);
  vocabulary_.write(out);
  out.number(!learned_.empty());
  for (const Learned& learned : learned_) {
    out.number(learned.weights.labels > 0);
    if (learned.weights.labels > 0) learned.weights.write(out);
    out.number(static_cast<std::uint32_t>(learned.evidence.size()));
    for (const Evidence& evidence : learned.evidence) {
      out.real(evidence.place);
      out.number(static_cast<std::uint32_t>(evidence.features.size()));
      for (const Feature& f : evidence.features) {
        out.number(f.id);
        out.real(f.value);
      }
    }
  }
  out.text(labels_.empty() ? "" : labels_.print());
  return out.finish();
}

PassageFinder PassageFinder::parse(std::string_view blob) {
  BlobReader in(blob, blob_kind);
  PassageFinder out;
  out.clauses_.resize(in.count(8, 4096));
  for (Clause& clause : out.clauses_) {
    clause.id = in.text();
    clause.terms.resize(in.count(4));
    for (std::string& term : clause.terms) term = in.text();
  }
  std::vector<double> weights(input_count);
  for (double& weight : weights) weight = in.real_double();
  out.blend_ = Choice(std::move(weights));
  out.vocabulary_ = Vocabulary::read(in);
  if (in.number() != 0) out.learned_.resize(out.clauses_.size());
  for (Learned& learned : out.learned_) {
    if (in.number() != 0) learned.weights = SoftmaxWeights::read(in, 2, out.vocabulary_.size());
    learned.evidence.resize(in.count(12));
    for (Evidence& evidence : learned.evidence) {
      evidence.place = in.real_double();
      evidence.features.resize(in.count(8));
      for (std::size_t i = 0; i < evidence.features.size(); ++i) {
        Feature& f = evidence.features[i];
        f = {in.number(), in.real(1e3F)};
        if (f.id >= out.vocabulary_.size() || (i > 0 && f.id <= evidence.features[i - 1].id)) unsound_model("features of evidence are not in order");
      }
    }
  }
  if (const auto labels = in.text(); !labels.empty()) out.labels_ = Linear::parse(labels);
  in.end();
  check(out.clauses_, {});
  return out;
}

}  // namespace gw
