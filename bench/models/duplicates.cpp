// Reports of the same matter: asked among all other reports, and among earlier ones alone, as they come in.
#include <fmt/format.h>

#include <map>
#include <set>

#include "model/small/nearest.h"
#include "models/lines.h"
#include "models/models.h"

namespace gw::bench {
namespace {

struct Report { std::vector<std::string> title, text; };
struct Asked { std::uint32_t report; std::set<std::uint32_t> duplicates; };

struct Score {
  double n = 0, one = 0, five = 0, ten = 0;
  void put(const std::vector<Alike>& found, const std::set<std::uint32_t>& gold) {
    std::size_t at = 0;
    while (at < found.size() && !gold.contains(found[at].record)) ++at;
    if (at == found.size()) at = SIZE_MAX;
    n += 1;
    one += at < 1;
    five += at < 5;
    ten += at < 10;
  }
};

template <class MakeBag>
void measure(std::string_view what, const NearestSettings& settings, const std::vector<Report>& reports, const std::vector<Asked>& asked, MakeBag&& bag) {
  std::map<std::uint32_t, const Asked*> by_report;
  for (const Asked& one : asked) by_report[one.report] = &one;
  Nearest past(settings);
  Score earlier, all, halves[2];
  for (std::uint32_t i = 0; i < reports.size(); ++i) {
    const Bag here = bag(reports[i]);
    if (const auto one = by_report.find(i); one != by_report.end() && *one->second->duplicates.begin() < i) earlier.put(past.find(here, 10), one->second->duplicates);
    past.add(here);
  }
  for (std::size_t k = 0; k < asked.size(); ++k) {
    const auto found = past.find(bag(reports[asked[k].report]), 10, 0, [&](std::uint32_t i) { return i == asked[k].report; });
    all.put(found, asked[k].duplicates);
    halves[2 * k / asked.size()].put(found, asked[k].duplicates);
  }
  fmt::print("| {} | {:.3f} | {:.3f} | **{:.3f}** | {:.3f}, {:.3f} | {:.3f} | {:.3f} | {:.3f} |\n", what, all.one / all.n, all.five / all.n, all.ten / all.n, halves[0].ten / halves[0].n, halves[1].ten / halves[1].n,
             earlier.one / earlier.n, earlier.five / earlier.n, earlier.ten / earlier.n);
}

}  // namespace

void measure_duplicates(const fs::path& folder) {
  std::vector<Report> reports;
  std::map<std::string, std::uint32_t> numbers;
  each_line(folder / "reports.jsonl", [&](const json::object& line) {
    numbers[string_of(line, "id")] = static_cast<std::uint32_t>(reports.size());
    reports.push_back({words_of(string_of(line, "title")), words_of(string_or(line, "description"))});
  });
  std::vector<Asked> asked;
  each_line(folder / "duplicates.jsonl", [&](const json::object& line) {
    Asked one{numbers.at(string_of(line, "id")), {}};
    for (const std::string& id : strings_of(line, "duplicates")) one.duplicates.insert(numbers.at(id));
    asked.push_back(std::move(one));
  });
  fmt::print("{} reports, {} asked\n\n| | recall@1 | @5 | @10 | @10 in the first, second half of those asked | earlier only: @1 | @5 | @10 |\n|---|---|---|---|---|---|---|---|\n", reports.size(), asked.size());
  const auto whole = [](const Report& report) {
    Bag bag{{"all", report.title}};
    bag[0].terms.insert(bag[0].terms.end(), report.text.begin(), report.text.end());
    return bag;
  };
  const auto cut = [](const Report& report) { return duplicate_bag(report.title, report.text); };
  NearestSettings one_side = duplicate_settings(), no_title = one_side;
  one_side.mutual = no_title.mutual = 0;
  no_title.fields["title"].weight = 0;
  measure("BM25, title and description as one text", {}, reports, asked, whole);
  measure("title and the first 100 terms", no_title, reports, asked, cut);
  measure("and the title again, at half weight", one_side, reports, asked, cut);
  measure("and asked from both sides (duplicate_settings)", duplicate_settings(), reports, asked, cut);
}

}  // namespace gw::bench
