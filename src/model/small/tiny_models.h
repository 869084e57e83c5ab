// Small fitted models of every kind, and damaged copies of what they print: for tests and fuzzing.
#pragma once
#include <cstring>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/hash.h"
#include "model/small/blend.h"
#include "model/small/linear.h"
#include "model/small/passages.h"

namespace gw::tiny {

inline Linear linear() {
  std::vector<Linear::Sample> samples;
  for (int i = 0; i < 12; ++i) {
    const bool red = i % 2 == 0;
    samples.push_back({{{"title", {red ? "fire" : "water", red ? "hot" : "wet", i % 3 == 0 ? "today" : "later"}, 1, true}}, red ? "red" : "blue"});
  }
  return Linear::fit(samples, {.vocabulary = {.fewest = 1}, .folds = 3});
}

inline Taken taken(int number, const std::string& person, const std::string& place, std::vector<std::string> words) {
  Taken out;
  out.bag = ticket_bag(std::move(words), {"it", "fails"});
  out.place = place;
  out.time = 1'500'000'000 + number * 86'400;
  out.person = person;
  return out;
}

/// Ann takes what concerns disks, Bob what concerns networks, Cy the rest; Dee has only just begun.
inline Blend blend(int records = 90) {
  Blend out({.fewest = 3, .neighbours = 10, .warm_up = 20});
  for (int i = 0; i < records; ++i) {
    if (i % 3 == 0) out.learn(taken(i, "ann", "core/disk", {"disk", "full", i % 2 == 0 ? "slow" : "quick"}));
    else if (i % 3 == 1) out.learn(taken(i, "bob", "core/net", {"socket", "closed", i % 2 == 0 ? "slow" : "quick"}));
    else out.learn(taken(i, "cy", "docs", {"typo", "page", i % 2 == 0 ? "slow" : "quick"}));
  }
  out.learn(taken(records, "dee", "docs", {"typo"}));
  out.refit();
  return out;
}

inline TextSentence sentence(const std::string& text) {
  std::vector<std::string> terms;
  std::string word;
  for (const char c : text + " ") {
    if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')) word.push_back(static_cast<char>(c | 0x20));
    else if (!word.empty()) terms.push_back(std::exchange(word, {}));
  }
  return sentence_of(text, std::move(terms));
}

inline std::vector<Clause> clauses() {
  return {{"copy", {"party", "may", "make", "copies"}}, {"survive", {"obligations", "survive", "termination"}}};
}

/// An agreement; `kind` varies its words and whether copies are spoken of.
inline Corrected agreement(int kind) {
  Corrected out;
  const auto put = [&](const std::string& text) {
    out.sentences.push_back(sentence(text));
    return static_cast<std::uint32_t>(out.sentences.size() - 1);
  };
  put("AGREEMENT");
  put("The party of the first part meets the party of the second part today.");
  if (kind % 2 == 0) put("A party shall pay what the schedule says the party has to pay.");
  Corrected::Verdict copy{"copy", "absent", {}}, survive{"survive", "entailed", {}};
  if (kind % 3 != 0) copy = {"copy", "entailed", {put(kind % 2 == 0 ? "Duplicates of the papers are allowed to the party." : "The party is free to hold duplicates of papers.")}};
  put("Notices go to the address below.");
  survive.evidence = {put("The duty of silence goes on for three years after the end.")};
  put("Signed by the party and the other party.");
  out.verdicts = {copy, survive};
  return out;
}

inline PassageFinder finder(int texts = 12) {
  std::vector<Corrected> corrected;
  for (int i = 0; i < texts; ++i) corrected.push_back(agreement(i));
  return PassageFinder::fit(clauses(), corrected);
}

/// The blob with bytes put where `edits` says (offset low, offset high, value; a last odd byte cuts the end), and a right checksum.
inline std::string damaged(std::string_view blob, std::string_view edits) {
  std::string body(blob.substr(0, blob.size() - 8));
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(edits[i]); };
  std::size_t i = 0;
  for (; i + 2 < edits.size(); i += 3) body[(byte(i) + 256u * byte(i + 1)) % body.size()] = edits[i + 2];
  if (i < edits.size()) body.resize(body.size() - body.size() * byte(i) / 512);
  const std::uint64_t sum = hash64(body);
  char bytes[8];
  std::memcpy(bytes, &sum, 8);
  return body.append(bytes, 8);
}

/// Reads the blob as the kind (0, 1, 2) and uses what came of it. Error(invalid) when it is refused.
inline void use(int kind, std::string_view blob) {
  if (kind == 0) {
    const Linear model = Linear::parse(blob);
    model.rank({{"title", {"fire", "today", "hot"}, 1, true}});
    model.why({{"title", {"fire"}}}, "red", 5);
    Linear::parse(model.print());
  } else if (kind == 1) {
    Blend model = Blend::parse(blob);
    model.propose(taken(100, "", "core/disk", {"disk", "full"}), 3);
    model.learn(taken(101, "ann", "core/disk", {"disk"}));
    Blend::parse(model.print());
  } else {
    const PassageFinder model = PassageFinder::parse(blob);
    model.find(agreement(1).sentences, 3);
    model.why("copy", agreement(1).sentences, 2, 5);
    PassageFinder::parse(model.print());
  }
}

}  // namespace gw::tiny
