// Search and ask over a workspace that holds the corpus: times by caller, opening, memory, and a sample proven equal to the exhaustive scan.
//
//   search WORKSPACE queries.jsonl [search|ask]      both, or the one named (for a profiler)
//
// Each caller asks all queries twice. In the first pass every query is new to the process: for those who do not see everything the document
// frequencies of its terms are counted then. The second pass finds them counted.
#include <fmt/format.h>

#include <optional>
#include <stdexcept>

#include "answer/answer.h"
#include "base/files.h"
#include "base/json.h"
#include "base/text.h"
#include "base/time.h"
#include "callers.h"
#include "index/index.h"
#include "store/store.h"
#include "timings.h"

namespace {

using namespace gw;
using namespace gw::bench;

constexpr std::size_t exhaustive_every = 20, most_asked = 500;

struct Asked { std::string query, question; };

std::vector<Asked> read_queries(const fs::path& path) {
  std::vector<Asked> out;
  const std::string all = read_file(path, 64u << 20);
  for (const std::string_view line : split(all, '\n')) {
    if (line.empty()) continue;
    const json::value value = parse_json(line);
    out.push_back({string_of(value.as_object(), "query"), string_of(value.as_object(), "question")});
  }
  return out;
}

void tell_memory(const std::string& when) {
  found("memory", when, fmt::format("{:.1f}\t{:.1f}", status_mb("VmRSS"), status_mb("RssAnon")));
}

bool same(const std::vector<Hit>& a, const std::vector<Hit>& b) {
  return std::ranges::equal(a, b, [](const Hit& x, const Hit& y) { return x.chunk == y.chunk && x.score == y.score; });
}

// False when a pruned result differed from the exhaustive one.
bool measure_search(Store& store, Index& index, const std::vector<Asked>& queries) {
  bool all_equal = true;
  for (const auto& [share, caller] : callers()) {
    Timings naming;  // of the scope: who sees what
    std::optional<Scope> scope;
    for (int i = 0; i < 20; ++i) {
      const BothClocks watch;
      scope = store.reading<Scope>([&](Db& db) { return scope_of(db, caller, std::nullopt); });
      naming.add(watch.took());
    }
    found("scope", share, naming.row());
    std::size_t hits = 0, equal = 0, compared = 0;
    for (const char* pass : {"search, new terms", "search"}) {
      Timings times;
      hits = 0;
      for (const Asked& asked : queries) {
        const BothClocks watch;
        hits += index.search(asked.query, *scope).size();
        times.add(watch.took());
      }
      found(pass, share, times.row());
    }
    Timings oracle;
    for (std::size_t q = 0; q < queries.size(); q += exhaustive_every, ++compared) {
      const auto pruned = index.search(queries[q].query, *scope);
      const BothClocks watch;
      const auto exhaustive = index.search(queries[q].query, *scope, {.exhaustive = true});
      oracle.add(watch.took());
      equal += same(pruned, exhaustive);
    }
    found("search, exhaustive", share, oracle.row());
    found("hits", share, fmt::format("{:.2f}\t{}/{} equal to the exhaustive scan", static_cast<double>(hits) / static_cast<double>(queries.size()), equal, compared));
    all_equal = all_equal && equal == compared;
  }
  return all_equal;
}

void measure_ask(Store& store, Index& index, const std::vector<Asked>& queries) {
  Answerer answerer(store, index);
  answerer.ask(queries.front().question, administrator());  // whatever is loaded once
  for (const auto& [share, caller] : callers()) {
    Timings times;
    std::size_t answered = 0;
    for (std::size_t q = 0; q < std::min(queries.size(), most_asked); ++q) {
      const BothClocks watch;
      answered += answerer.ask(queries[q].question, caller).answered;
      times.add(watch.took());
    }
    found("ask", share, times.row());
    found("answered", share, fmt::format("{}", answered));
  }
}

int run(const fs::path& workspace, const fs::path& queries_file, std::string_view only) {
  const auto queries = read_queries(queries_file);
  tell_memory("before opening");
  const Stopwatch opening;
  Store store(Workspace{workspace});
  Index index(store);
  const auto state = index.state();
  found("opening", "store and index, ms", fmt::format("{:.2f}", opening.ms()));
  const Scope all = store.reading<Scope>([](Db& db) { return scope_of(db, administrator(), std::nullopt); });
  const Stopwatch first;
  index.search(queries.back().query, all);
  found("opening", "first search, ms", fmt::format("{:.2f}", first.ms()));
  found("index", "segments, documents, chunks, MB, terms", fmt::format("{}\t{}\t{}\t{:.1f}\t{}", state.segments, state.documents, state.chunks, static_cast<double>(state.bytes) / 1e6, state.terms));
  tell_memory("opened");
  if (index.waiting() > 0) throw std::runtime_error("documents wait for the index; let it catch up first");
  const bool equal = only == "ask" || measure_search(store, index, queries);
  tell_memory("after searches");
  if (only != "search") measure_ask(store, index, queries);
  tell_memory("after asks");
  if (!equal) fmt::print(stderr, "A pruned search differed from the exhaustive one.\n");
  return equal ? 0 : 1;
}

}  // namespace

int main(int count, char** words) {
  if (count != 3 && count != 4) {
    fmt::print(stderr, "usage: search WORKSPACE QUERIES [search|ask]\n");
    return 2;
  }
  try {
    return run(words[1], words[2], count == 4 ? words[3] : "");
  } catch (const std::exception& error) {
    fmt::print(stderr, "{}\n", error.what());
    return 1;
  }
}
