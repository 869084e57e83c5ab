#include "corpus.h"

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <unordered_map>

#include "answer/gather.h"
#include "base/error.h"
#include "base/files.h"
#include "base/text.h"
#include "ingest/document_table.h"
#include "ingest/ingest.h"

namespace gw::train {
namespace {

// A workspace that lives as long as the object.
class Room {
 public:
  Room() {
    std::string name = (std::filesystem::temp_directory_path() / "groundwork-train-XXXXXX").string();
    if (mkdtemp(name.data()) == nullptr) throw Error(Code::unavailable, "No temporary folder could be made.");
    root_ = name;
    write_file(root_ / "groundwork.yaml", "");
  }
  ~Room() {
    std::error_code ignored;
    std::filesystem::remove_all(root_, ignored);
  }
  Workspace workspace() const { return {root_}; }

 private:
  std::filesystem::path root_;
};

template <class Use>
void each_line(const std::filesystem::path& file, Use&& use) {
  std::ifstream in(file);
  if (!in) throw Error(Code::not_found, "There is no " + file.string() + ".");
  for (std::string line; std::getline(in, line);)
    if (!trim(line).empty()) use(parse_json(line).as_object());
}

// Passages of one article share a key, so that they fall into one fold: `article-3` by their id, others by their title.
std::string article_of(const std::string& passage, const std::unordered_map<std::string, std::string>& titles) {
  if (const auto dash = passage.rfind('-'); dash != std::string::npos) return passage.substr(0, dash);
  const auto title = titles.find(passage);
  return title == titles.end() ? passage : title->second;
}

void bring_in(Store& store, const std::string& collection, const std::filesystem::path& file, std::unordered_map<std::string, std::string>& titles) {
  store.write([&](Db& db) {
    const std::int64_t compartment = intern_compartment(db, collection, {}, Label::internal);
    each_line(file, [&](const json::object& line) {
      const std::string id = string_of(line, "id"), title = string_of(line, "title");
      const Parsed parsed = text_document(string_of(line, "text"), title);
      titles[id] = title;
      DocumentRow row{.collection = collection, .name = id, .title = title, .format = "jsonl", .hash = id, .compartment = compartment};
      insert_document(db, row, parsed.blocks, chunks_of(parsed), {});
    });
  });
}

}  // namespace

std::vector<Asked> gather_folders(const std::vector<std::filesystem::path>& folders) {
  Room room;
  Store store(room.workspace());
  Index index(store);
  std::unordered_map<std::string, std::string> titles;
  for (const auto& folder : folders) bring_in(store, folder.filename().string(), folder / "passages.jsonl", titles);
  index.wait_until_current(120);
  DocumentCache cache;
  std::vector<Asked> out;
  for (const auto& folder : folders) {
    const std::string collection = folder.filename().string();
    const Scope scope = store.reading<Scope>([&](Db& db) { return scope_of(db, administrator(), collection); });
    each_line(folder / "questions.jsonl", [&](const json::object& line) {
      Asked asked{.set = collection, .question = labelled_of(line)};
      asked.article = collection + "/" + article_of(asked.question.passage_id, titles);
      const Gathered gathered = gather(store, index, cache, asked.question.question, scope);
      for (const Quotable& c : gathered.candidates) {
        const Passage& passage = gathered.passages[c.passage];
        const std::string text(slice(passage.text, c.start, c.end));
        const bool correct = asked.question.answerable && is_correct(text, asked.question.answers);
        asked.correct.push_back(correct);
        asked.gold.push_back(correct && passage.name == asked.question.passage_id);
        asked.lengths.push_back(c.end - c.start);
      }
      for (const Passage& passage : gathered.passages)
        if (asked.found.size() < 10) asked.found.push_back(passage.name);
      asked.rows = gathered.features.rows;
      asked.handicaps = gathered.handicaps;
      asked.places = gathered.places();
      out.push_back(std::move(asked));
    });
    std::fprintf(stderr, "%s gathered\n", collection.c_str());
  }
  return out;
}

}  // namespace gw::train
