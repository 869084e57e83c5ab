// A made-up company for tests of access: documents in collections, groups and labels that come, move and go; and the same company as one
// caller sees it, in a store of its own.
#pragma once
#include <fmt/format.h>

#include <map>
#include <random>
#include <string>
#include <vector>

#include "base/files.h"
#include "base/hash.h"
#include "base/text.h"
#include "index/index.h"
#include "ingest/document_table.h"

namespace gw::test {

struct MadeDocument {
  std::string collection, name, title;
  std::vector<std::string> groups;
  Label label = Label::internal;
  std::vector<std::string> texts;  ///< a passage each
  std::vector<Block> blocks;       ///< none: plain text
  std::vector<Pair> pairs;         ///< of a curated document
};

class World {
 public:
  World() : folder_((fs::exists("/dev/shm") ? fs::path("/dev/shm") : fs::temp_directory_path()) / ("gw-world-" + to_hex(random_bytes(6)))) {
    fs::create_directories(folder_);
    store_ = std::make_unique<Store>(Workspace{folder_});
    index_ = std::make_unique<Index>(*store_);
  }
  ~World() {
    index_.reset();
    store_.reset();
    fs::remove_all(folder_);
  }
  World(const World&) = delete;
  World& operator=(const World&) = delete;

  void add(const std::vector<MadeDocument>& documents) {
    store_->write([&](Db& db) {
      for (const MadeDocument& made : documents) {
        DocumentRow row;
        row.collection = made.collection;
        row.name = made.name;
        row.title = made.title;
        row.format = "txt";
        row.compartment = compartment(db, made);
        row.curated = !made.pairs.empty();
        std::vector<Chunk> chunks;
        std::uint32_t at = 0;
        for (const auto& text : made.texts) {
          chunks.push_back({.start = at, .length = static_cast<std::uint32_t>(count_code_points(text)), .text = text});
          at += chunks.back().length;
        }
        const std::int64_t number = insert_document(db, row, made.blocks, chunks, made.pairs);
        here_[number] = made;
      }
    });
  }
  void move(std::int64_t number, std::vector<std::string> groups, Label label) {
    MadeDocument& made = here_.at(number);
    made.groups = std::move(groups);
    made.label = label;
    store_->write([&](Db& db) {
      const std::int64_t to = compartment(db, made);
      db.run("UPDATE documents SET compartment = ? WHERE number = ?", to, number);
      move_document(db, number, to);
    });
  }
  void remove(std::int64_t number) {
    here_.erase(number);
    store_->write([&](Db& db) {
      delete_document(db, number);
      move_document(db, number, gone);
    });
  }

  Scope scope(const Caller& caller) const {
    return store_->reading<Scope>([&](Db& db) { return scope_of(db, caller, std::nullopt); });
  }
  bool sees(const Caller& caller, const MadeDocument& made) const {
    Compartment compartment;
    compartment.id = 1;
    compartment.collection = made.collection;
    compartment.groups = made.groups;
    compartment.label = made.label;
    return may_see(caller, compartment);
  }
  std::vector<MadeDocument> seen_by(const Caller& caller) const {
    std::vector<MadeDocument> seen;
    for (const auto& [number, made] : here_)
      if (sees(caller, made)) seen.push_back(made);
    return seen;
  }

  /// The same documents as one caller sees them, put into `only`. A collection whose last visible document left stays known to them.
  void copy_visible(const Caller& caller, World& only) const {
    store_->read([&](Db& db) {
      for (const Compartment& known : compartments(db))
        if (may_see(caller, known)) only.store_->write([&](Db& there) { intern_compartment(there, known.collection, known.groups, known.label); });
    });
    only.add(seen_by(caller));
  }

  /// Hits as text that does not depend on the numbers of documents: "collection/name#ordinal score".
  std::vector<std::string> hits(const std::string& query, const Scope& scope, const SearchOptions& options) {
    std::vector<std::string> out;
    for (const Hit& hit : index_->search(query, scope, options)) {
      const auto made = here_.find(document_of(hit.chunk));
      const std::string name = made == here_.end() ? "?" : made->second.collection + "/" + made->second.name;
      out.push_back(fmt::format("{}#{} {}", name, ordinal_of(hit.chunk), hit.score));
    }
    return out;
  }

  Index& index() { return *index_; }
  Store& store() { return *store_; }
  const std::map<std::int64_t, MadeDocument>& here() const { return here_; }

 private:
  static std::int64_t compartment(Db& db, const MadeDocument& made) { return intern_compartment(db, made.collection, made.groups, made.label); }

  fs::path folder_;
  std::unique_ptr<Store> store_;
  std::unique_ptr<Index> index_;
  std::map<std::int64_t, MadeDocument> here_;
};

/// Words, groups and documents drawn from one seed. Words are drawn so that few are frequent and many rare, half Chinese.
class Dice {
 public:
  explicit Dice(std::uint64_t seed, std::size_t words = 400, std::size_t groups = 6) : random_(seed), words_(words), groups_(groups) {}

  std::size_t below(std::size_t n) { return std::uniform_int_distribution<std::size_t>(0, n - 1)(random_); }
  std::string word() {
    const double u = std::uniform_real_distribution<double>(0, 1)(random_);
    const auto rank = static_cast<std::size_t>(static_cast<double>(words_) * u * u * u);
    if (rank % 2 == 0) return fmt::format("w{}", rank);
    std::string out;
    encode_han(0x4E00 + static_cast<std::uint32_t>(rank) * 7, out);
    encode_han(0x5E00 + static_cast<std::uint32_t>(rank) * 3, out);
    return out;
  }
  std::string text(std::size_t most) {
    std::string out;
    for (std::size_t n = 1 + below(most); n-- > 0;) out += word() + " ";
    return out;
  }
  std::vector<std::string> groups() {
    std::vector<std::string> out;
    for (std::size_t n = below(3); n-- > 0;) out.push_back(fmt::format("g{}", below(groups_)));
    std::ranges::sort(out);
    out.erase(std::unique(out.begin(), out.end()), out.end());
    return out;
  }
  Label label() { return static_cast<Label>(below(4)); }
  MadeDocument document(std::size_t number, std::size_t chunks_most, std::size_t words_most) {
    MadeDocument made;
    made.collection = below(3) == 0 ? "second" : "first";
    made.name = fmt::format("d{}", number);
    made.title = below(2) == 0 ? word() : "";
    made.groups = groups();
    made.label = label();
    for (std::size_t n = 1 + below(chunks_most); n-- > 0;) made.texts.push_back(text(words_most));
    return made;
  }
  Caller caller() {
    Caller caller;
    caller.name = "someone";
    caller.highest = label();
    caller.groups = groups();
    return caller;
  }

 private:
  static void encode_han(std::uint32_t c, std::string& out) {
    out += static_cast<char>(0xE0 | c >> 12);
    out += static_cast<char>(0x80 | (c >> 6 & 0x3F));
    out += static_cast<char>(0x80 | (c & 0x3F));
  }
  std::mt19937_64 random_;
  std::size_t words_, groups_;
};

}  // namespace gw::test
