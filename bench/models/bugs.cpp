// Who takes which bug: every record is judged by what was known before it.
#include <fmt/format.h>

#include <algorithm>
#include <ctime>
#include <map>

#include "model/small/blend.h"
#include "models/lines.h"
#include "models/models.h"

namespace gw::bench {
namespace {

struct Record {
  Taken taken;
  bool scored = false;         // by the data: last quarter, the person has five earlier records
  bool scored_before = false;  // the same in the third quarter, where settings were chosen
  bool last = false;           // in the last quarter, scored or not
};

std::vector<Record> load(const fs::path& file) {
  std::vector<Record> out;
  each_line(file, [&](const json::object& line) {
    Record record;
    record.taken.bag = ticket_bag(words_of(string_of(line, "title")), words_of(string_or(line, "description")));
    record.taken.place = string_of(line, "component");
    record.taken.time = seconds_of(string_of(line, "time"));
    record.taken.person = string_of(line, "assignee");
    record.taken.reviewers = strings_of(line, "reviewers");
    for (const std::string& path : strings_of(line, "paths"))
      for (std::string& term : words_of(path.substr(path.rfind('/') + 1))) record.taken.traces.push_back(std::move(term));
    record.scored = line.at("eval").as_bool();
    out.push_back(std::move(record));
  });
  std::map<std::string, int> earlier;
  for (std::size_t i = 0; i < out.size(); ++i) {
    out[i].last = i >= out.size() * 3 / 4;
    out[i].scored_before = earlier[out[i].taken.person]++ >= 5 && i >= out.size() / 2 && !out[i].last;
  }
  return out;
}

double seconds_since(std::clock_t start) { return static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC; }

using Names = std::vector<std::string>;

struct Score {
  double n = 0, first = 0, three = 0, five = 0, reciprocal = 0, lenient_first = 0, lenient_five = 0;
  void put(const Names& ranked, const Taken& truth) {
    const auto place = [&](auto&& fits) {
      const auto found = std::find_if(ranked.begin(), ranked.end(), fits);
      return found == ranked.end() ? SIZE_MAX : static_cast<std::size_t>(found - ranked.begin());
    };
    const std::size_t at = place([&](const std::string& name) { return name == truth.person; });
    const std::size_t near = place([&](const std::string& name) { return name == truth.person || std::ranges::count(truth.reviewers, name) > 0; });
    n += 1;
    first += at < 1;
    three += at < 3;
    five += at < 5;
    if (at != SIZE_MAX) reciprocal += 1 / static_cast<double>(at + 1);
    lenient_first += near < 1;
    lenient_five += near < 5;
  }
  void print(const std::string& project, std::string_view quarter, std::string_view what) const {
    fmt::print("| {} | {} | {} | {} | {:.3f} | {:.3f} | {:.3f} | {:.3f} | {:.3f} | {:.3f} |\n", project, quarter, what, n, first / n, three / n, five / n, reciprocal / n, lenient_first / n, lenient_five / n);
  }
};

// The records seen so far, ranked by one thing alone.
struct Baselines {
  std::map<std::string, std::map<std::string, double>> at_place;
  Nearest text;
  std::vector<std::string> person;
  Names frequent(const Taken& record) {
    std::vector<std::pair<double, std::string>> order;
    for (const auto& [name, count] : at_place[record.place]) order.emplace_back(-count, name);
    std::sort(order.begin(), order.end());
    Names out;
    for (auto& [count, name] : order) out.push_back(std::move(name));
    return out;
  }
  Names neighbours(const Taken& record) {
    Names out;
    for (auto& vote : votes_of(text.find(record.bag, 20), [&](std::uint32_t number) { return person[number]; })) out.push_back(std::move(vote.decision));
    return out;
  }
  void learn(const Taken& record) {
    at_place[record.place][record.person] += 1;
    text.add(record.bag);
    person.push_back(record.person);
  }
};

void measure(const std::string& project, const std::vector<Record>& records) {
  Blend blend;
  Baselines baselines;
  std::map<std::string_view, std::map<bool, Score>> scores;
  Score every;
  struct Bin { double n = 0, sure = 0, right = 0; };
  std::vector<Bin> bins(5);
  const std::clock_t start = std::clock();
  for (const Record& record : records) {
    const Taken& truth = record.taken;
    if (record.scored || record.scored_before) {
      const bool last = record.scored;
      Names blended, words;
      const auto proposed = blend.propose(truth, SIZE_MAX);
      for (const auto& one : proposed) blended.push_back(one.person);
      for (const auto& one : blend.linear().rank(blend.with_place(truth))) words.push_back(one.label);
      scores["most frequent at the component"][last].put(baselines.frequent(truth), truth);
      scores["20 nearest by text"][last].put(baselines.neighbours(truth), truth);
      scores["linear model"][last].put(words, truth);
      scores["blend"][last].put(blended, truth);
      if (last && !proposed.empty()) {
        Bin& bin = bins[std::min<std::size_t>(4, static_cast<std::size_t>(proposed[0].probability * 5))];
        bin.n += 1;
        bin.sure += proposed[0].probability;
        bin.right += proposed[0].person == truth.person;
      }
    }
    if (record.last) {
      Names blended;
      for (const auto& one : blend.propose(truth, SIZE_MAX)) blended.push_back(one.person);
      every.put(blended, truth);
    }
    blend.learn(truth);
    baselines.learn(truth);
  }
  for (const bool last : {false, true})
    for (const auto what : {"most frequent at the component", "20 nearest by text", "linear model", "blend"}) scores[what][last].print(project, last ? "last" : "third", what);
  every.print(project, "last, newcomers' too", "blend");
  fmt::print(stderr, "{}: {} records replayed in {:.1f} processor seconds; weights:", project, records.size(), seconds_since(start));
  for (std::size_t i = 0; i < Blend::inputs.size(); ++i) fmt::print(stderr, " {} {:.2f}", Blend::inputs[i], blend.weights()[i]);
  const std::clock_t refit = std::clock();
  blend.refit();
  fmt::print(stderr, "\n{}: fitted anew in {:.1f}; {} labels, {} features, {:.1f} MB stored\n", project, seconds_since(refit), blend.linear().labels().size(), blend.linear().vocabulary().size(),
             static_cast<double>(blend.print().size()) / 1e6);
  fmt::print(stderr, "{}: probability of the first / share right / records:", project);
  for (const Bin& bin : bins)
    if (bin.n > 0) fmt::print(stderr, "  {:.2f} / {:.2f} / {}", bin.sure / bin.n, bin.right / bin.n, bin.n);
  fmt::print(stderr, "\n");
}

}  // namespace

void measure_bugs(const fs::path& folder) {
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator(folder))
    if (entry.path().filename().string().starts_with("records_")) files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  fmt::print("| project | quarter | ranked by | n | hit@1 | hit@3 | hit@5 | MRR | hit@1 with reviewers | hit@5 with reviewers |\n|---|---|---|---|---|---|---|---|---|---|\n");
  for (const fs::path& file : files) measure(file.stem().string().substr(8), load(file));
}

}  // namespace gw::bench
