// Makes a corpus of about N chunks and what is asked of it, the same for the same seed.
//
//   corpus N FOLDER
//     corpus.jsonl    {"id","title","text","groups","label"}: for `groundwork add`
//     chunks.txt      the same chunks as the peers index them: COMPARTMENT TAB TERM TERM ...
//     callers.txt     SHARE TAB COMPARTMENT COMPARTMENT ... (the first sees everything)
//     queries.jsonl   {"id","query","question"}
//     queries.txt     the same queries as terms
//
// Half of the documents are Chinese, half English; each has 1 to 5 chunks of about 600 code points. Queries have 3 to 20 terms: half are
// drawn from one document, half from the whole vocabulary over all frequencies.
#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <map>
#include <set>
#include <stdexcept>

#include "base/files.h"
#include "base/json.h"
#include "base/text.h"
#include "callers.h"
#include "writing.h"
#include "index/analyser.h"
#include "ingest/ingest.h"

namespace {

using namespace gw;
using namespace gw::bench;

constexpr std::uint64_t seed = 1;
constexpr std::size_t chunk_code_points = 600;
constexpr std::size_t queries_wanted = 1'000, themes_kept = 20'000;

// The peers know rights as numbers, one for each set of groups and label.
class Rights {
 public:
  struct Given { std::vector<std::string> groups; Label label; std::size_t compartment; };
  Given draw(std::size_t document, Random& random) {
    std::vector<std::string> groups;
    if (document % 1000 == 500) {
      groups = {board};
    } else {
      const int d = random.between(0, departments - 1);
      groups = {department(d)};
      if (random.share() < 0.05) groups.push_back(department((d + 1) % departments));
    }
    const double secret = random.share();
    const Label label = secret < 0.1 ? Label::public_ : secret < 0.9 ? Label::internal : secret < 0.99 ? Label::confidential : Label::restricted;
    const auto [place, fresh] = known_.try_emplace({groups, label}, known_.size() + 1);
    return {groups, label, place->second};
  }
  std::string callers_lines() const {
    std::string out;
    for (const auto& [share, caller] : callers()) {
      out += share + '\t';
      for (const auto& [key, id] : known_)
        if (may_see(caller, {static_cast<std::int64_t>(id), "default", key.first, key.second})) out += fmt::format("{} ", id);
      out.back() = '\n';
    }
    return out;
  }
  std::size_t size() const { return known_.size(); }

 private:
  std::map<std::pair<std::vector<std::string>, Label>, std::size_t> known_;
};

class ByLine {
 public:
  explicit ByLine(const fs::path& path) : file_(path) {}
  void put(std::string line) {
    line += '\n';
    file_.write(line);
  }
  void finish() { file_.finish(); }

 private:
  FileWriter file_;
};

struct Kept { const Language* language; Theme theme; };

// Terms of one document's theme and of the whole vocabulary, until the query has as many as it should.
std::string write_query(const Kept& kept, bool from_document, Random& random, std::vector<std::string>& terms) {
  const auto wanted = static_cast<std::size_t>(random.between(3, 20));
  const double last = std::log(static_cast<double>(kept.language->ranks().size() - 1));
  std::string query;
  for (int tries = 0; tries < 60; ++tries) {
    std::string longer = query;
    if (!longer.empty()) longer += kept.language->between_words();
    const std::size_t rank = from_document ? draw_rank(*kept.language, kept.theme, random) : static_cast<std::size_t>(std::exp(random.share() * last));
    longer += random.share() < 0.02 ? identifier(random) : kept.language->word(rank, random);
    std::set<std::string> distinct;
    for (const Term& term : terms_of(longer)) distinct.insert(term.text);
    if (distinct.size() > 20) continue;
    query = std::move(longer);
    terms.assign(distinct.begin(), distinct.end());
    if (terms.size() >= wanted) break;
  }
  return query;
}

int run(std::size_t wanted, const fs::path& folder) {
  fs::create_directories(folder);
  ByLine documents(folder / "corpus.jsonl"), for_peers(folder / "chunks.txt"), queries(folder / "queries.jsonl"), query_terms(folder / "queries.txt"), shares(folder / "callers.txt");
  Random random(seed);
  Rights rights;
  Analyser analyser;
  std::vector<Kept> kept;
  std::size_t chunks = 0, number = 0, terms = 0;
  std::map<std::size_t, std::size_t> chunks_in;  // by compartment
  std::string line;
  for (; chunks < wanted; ++number) {
    const Language& language = number % 2 == 0 ? chinese() : english();
    const Theme theme = theme_of(language, random);
    const std::string title = write_title(language, theme, random);
    const auto length = static_cast<std::size_t>(random.between(1, 5)) * chunk_code_points - chunk_code_points / 10;
    const std::string text = write_text(language, theme, length, random);
    const auto given = rights.draw(number, random);
    json::array groups;
    for (const auto& group : given.groups) groups.emplace_back(group);
    documents.put(json::serialize(json::object{{"id", fmt::format("doc-{:07}", number)}, {"title", title}, {"text", text}, {"groups", groups}, {"label", std::string(name_of(given.label))}}));
    for (const Chunk& chunk : chunks_of(text_document(text, title))) {
      line = fmt::format("{}\t", given.compartment);
      const auto put = [&](std::string_view term, std::uint32_t, std::uint32_t) {
        line.append(term).append(1, ' ');
        ++terms;
      };
      analyser.each(chunk.text, put);
      analyser.each(title + "\n" + chunk.context, put);
      for_peers.put(line);
      ++chunks;
      ++chunks_in[given.compartment];
    }
    if (kept.size() < themes_kept) kept.push_back({&language, theme});
    else if (const std::size_t at = random.below(number + 1); at < themes_kept) kept[at] = {&language, theme};
  }
  Random asking(seed + 1);
  for (std::size_t q = 0; q < queries_wanted;) {
    const Kept& about = kept[asking.below(kept.size())];
    if ((about.language == &chinese()) != (q % 2 == 0)) continue;
    std::vector<std::string> query;
    const std::string text = write_query(about, q / 2 % 2 == 0, asking, query);
    if (query.size() < 3) continue;
    queries.put(json::serialize(json::object{{"id", fmt::format("q{:04}", q)}, {"query", text}, {"question", about.language->question(text)}}));
    query_terms.put(join(query, " "));
    ++q;
  }
  std::string callers_lines = rights.callers_lines();
  callers_lines.pop_back();
  shares.put(callers_lines);
  for (ByLine* file : {&documents, &for_peers, &queries, &query_terms, &shares}) file->finish();
  fmt::print("{} documents, {} chunks, {:.1f} terms a chunk, {} compartments, {:.1f} MB of JSON lines\n", number, chunks, static_cast<double>(terms) / static_cast<double>(chunks),
             rights.size(), static_cast<double>(fs::file_size(folder / "corpus.jsonl")) / 1e6);
  return 0;
}

}  // namespace

int main(int count, char** words) {
  if (count != 3) {
    fmt::print(stderr, "usage: corpus CHUNKS FOLDER\n");
    return 2;
  }
  try {
    return run(std::strtoull(words[1], nullptr, 10), words[2]);
  } catch (const std::exception& error) {
    fmt::print(stderr, "{}\n", error.what());
    return 1;
  }
}
