// Recall of the gold passage on labelled question sets, each alone, all with the one ranking that the product ships.
//
//   retrieval FOLDER...                    a folder holds passages.jsonl (id, title, text) and questions.jsonl (question, answerable, passage_id)
//   retrieval --k1 1.2 --b 0.75 ... FOLDER tries another ranking: --k1 --b for bodies, --ck1 --cb --boost for contexts,
//                                        --single for Han characters, --target for the size of chunks
//
// k counts chunks; a question counts as found when a chunk of its gold passage is among the first k.
#include <fmt/format.h>

#include <cstdlib>
#include <map>
#include <string>
#include <unordered_map>
#include <vector>

#include "base/json.h"
#include "base/text.h"
#include "base/time.h"
#include "index/index.h"
#include "index/query.h"
#include "ingest/document_table.h"
#include "ingest/ingest.h"
#include "scratch.h"

namespace {

using namespace gw;

template <class Use>
void each_line(const fs::path& file, Use&& use) {
  const std::string all = read_file(file, 1ull << 30);
  for (const std::string_view line : split(all, '\n'))
    if (!line.empty()) use(parse_json(line).as_object());
}

struct Question { std::string text; std::int64_t gold; };

struct Loaded {
  std::unordered_map<std::string, std::int64_t> numbers;
  std::vector<Question> questions;
  std::int64_t chunks = 0;
};

Loaded load(Store& store, const fs::path& folder, std::uint32_t target) {
  Loaded loaded;
  store.write([&](Db& db) {
    const std::int64_t compartment = intern_compartment(db, "default", {}, Label::internal);
    each_line(folder / "passages.jsonl", [&](const json::object& passage) {
      const Parsed parsed = text_document(string_of(passage, "text"), string_of(passage, "title"));
      DocumentRow row;
      row.collection = "default";
      row.name = string_of(passage, "id");
      row.title = parsed.title;
      row.format = "jsonl";
      row.compartment = compartment;
      const auto chunks = chunks_of(parsed, {.target = target});
      loaded.chunks += static_cast<std::int64_t>(chunks.size());
      loaded.numbers[row.name] = insert_document(db, row, parsed.blocks, chunks, {});
    });
  });
  each_line(folder / "questions.jsonl", [&](const json::object& question) {
    if (question.at("answerable").as_bool()) loaded.questions.push_back({string_of(question, "question"), loaded.numbers.at(string_of(question, "passage_id"))});
  });
  return loaded;
}

void measure(const fs::path& folder, const Ranking& ranking, std::uint32_t target) {
  const bench::Scratch scratch;
  Store store(Workspace{scratch.folder});
  const Loaded loaded = load(store, folder, target);
  Index index(store);
  index.wait_until_current(600);
  Snapshots snapshots(store);
  const Scope scope = store.reading<Scope>([](Db& db) { return scope_of(db, administrator(), std::nullopt); });
  double first = 0, five = 0, ten = 0, reciprocal = 0;
  const Stopwatch watch;
  for (const Question& question : loaded.questions) {
    const auto found = scan_best(Query(snapshots.current(), question.text, scope, ranking), 10, 3);
    for (std::size_t i = 0; i < found.size(); ++i) {
      if (found[i].document != question.gold) continue;
      first += i < 1;
      five += i < 5;
      ten += 1;
      reciprocal += 1.0 / static_cast<double>(i + 1);
      break;
    }
  }
  const auto n = static_cast<double>(loaded.questions.size());
  fmt::print("| {} | {} | {} | {} | {:.4f} | {:.4f} | {:.4f} | {:.4f} | {:.3f} |\n", folder.filename().string(), loaded.numbers.size(), loaded.chunks, loaded.questions.size(),
             first / n, five / n, ten / n, reciprocal / n, watch.ms() / n);
}

}  // namespace

int main(int count, char** arguments) {
  Ranking ranking;
  double target = ChunkSizes{}.target;
  const std::map<std::string, double*> settings = {{"--k1", &ranking.field[body].k1}, {"--b", &ranking.field[body].b}, {"--ck1", &ranking.field[context].k1},
                                                   {"--cb", &ranking.field[context].b}, {"--boost", &ranking.field[context].boost}, {"--target", &target}, {"--single", &ranking.single}};
  fmt::print("| set | passages | chunks | questions | recall@1 | recall@5 | recall@10 | MRR@10 | ms |\n|---|---|---|---|---|---|---|---|---|\n");
  for (int i = 1; i < count; ++i) {
    if (const auto setting = settings.find(arguments[i]); setting != settings.end() && i + 1 < count) *setting->second = std::atof(arguments[++i]);
    else measure(arguments[i], ranking, static_cast<std::uint32_t>(target));
  }
}
