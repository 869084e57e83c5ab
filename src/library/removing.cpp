// Documents leave, or move to other rights.
#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "base/error.h"
#include "base/files.h"
#include "base/hash.h"
#include "base/text.h"
#include "base/time.h"
#include "library/inside.h"
#include "library/putting.h"
#include "library/source_table.h"
#include "policy/people.h"

namespace gw {
namespace {

// One line a document, then a hash over these lines: what was erased can be proven later without being kept.
std::string receipt_of(const std::vector<DocumentRow>& rows, const std::string& who, std::int64_t at) {
  std::string lines;
  std::int64_t passages = 0, characters = 0;
  for (const auto& row : rows) {
    lines += fmt::format("{}  {}/{}  {} bytes\n", row.hash, row.collection, row.name, row.bytes);
    passages += row.chunks;
    characters += row.characters;
  }
  return fmt::format("Erased {}{}: {} documents, {} passages, {} characters.\nSHA-256 of each source:\n{}SHA-256 of this list: {}\n"
                     "The store and its index were rewritten and the copies put aside removed. Backups made earlier still hold what was erased.",
                     rfc3339(at), who.empty() ? "" : " by " + who, rows.size(), passages, characters, lines, sha256_hex(lines));
}

}  // namespace

DocumentRow Library::Inside::must_find(Db& db, const std::string& name, const std::optional<std::string>& collection) const {
  if (collection) {
    if (auto row = document_by_name(db, *collection, name)) return *row;
    throw Error(Code::not_found, fmt::format("There is no document {} in the collection {}.", valid_utf8(name), valid_utf8(*collection)));
  }
  auto rows = documents_named(db, name);
  if (rows.empty()) throw Error(Code::not_found, fmt::format("There is no document {}.", valid_utf8(name)));
  if (rows.size() > 1)
    throw Error(Code::conflict, fmt::format("{} is in several collections ({}, {}, ...); name one.", valid_utf8(name), rows[0].collection, rows[1].collection));
  return rows.front();
}

void Library::when_erased(std::function<void(Db&, const std::string&, const std::string&)> forget) { inside_->forget = std::move(forget); }

Library::Removed Library::remove(const std::vector<std::string>& names, const std::optional<std::string>& collection, bool erase, const std::string& who) {
  const auto& workspace = inside_->store.workspace();
  std::unique_lock<std::mutex> one_at_a_time(inside_->erasing, std::defer_lock);
  if (erase) one_at_a_time.lock();
  Removed out;
  std::vector<std::int64_t> numbers;
  if (!names.empty())
    inside_->store.write([&](Db& db) {
      out = {};
      numbers.clear();
      std::vector<DocumentRow> rows;
      std::set<std::int64_t> listed;
      for (const auto& name : names) {
        const auto found = inside_->must_find(db, name, collection);
        for (auto& row : document_and_parts(db, found.collection, found.name))
          if (listed.insert(row.number).second) rows.push_back(std::move(row));
      }
      for (const auto& row : rows) {
        numbers.push_back(row.number);
        drop_document(db, workspace, row);
        forget_unread(db, row.collection, row.name);
        if (row.source) distrust_file(db, *row.source, row.path);  // it comes back when its folder is added again
        if (erase && inside_->forget) inside_->forget(db, row.collection, row.name);
        audit(db, who, erase ? "erase" : "remove", row.collection + "/" + row.name);
      }
      out.documents = static_cast<std::int64_t>(rows.size());
      if (erase) {
        out.receipt = receipt_of(rows, who, now_seconds());
        begin_erasure(db, who, out.receipt, now_seconds());
      }
    }, Space::freed);
  if (erase) inside_->finish_erasures(numbers);
  return out;
}

// The rows are gone; now the index segments that hold their words, free pages, the log, and copies made before migrations. Cut off at any
// point, it is completed by the next `add`, erasure or `verify`.
void Library::Inside::finish_erasures(const std::vector<std::int64_t>& numbers) {
  const auto due = store.reading<std::int64_t>(count_erasures_due);
  if (due == 0) return;
  if (due == 1 && !numbers.empty()) index.rewrite(numbers);
  else index.rebuild();  // of an erasure that was cut off the numbers are not known any more
  store.scrub();
  std::error_code none;
  std::filesystem::remove_all(store.workspace().put_aside(), none);
  store.write([&](Db& db) {
    remove_stray_originals(db, store.workspace());
    end_erasures(db);
  }, Space::freed);
}

void Library::classify(const std::string& name, const std::optional<std::string>& collection, const std::vector<std::string>& groups, Label label,
                       const std::string& who) {
  inside_->store.write([&](Db& db) {
    const auto found = inside_->must_find(db, name, collection);
    const auto compartment = intern_compartment(db, found.collection, groups, label);
    for (const auto& row : document_and_parts(db, found.collection, found.name)) give_rights(db, row, compartment, RightsFrom::hand);
    move_unread(db, found.collection, found.name, compartment);
    const auto now = *compartment_by_id(db, compartment);
    audit(db, who, "classify", found.collection + "/" + found.name,
          fmt::format("{} for {}", name_of(now.label), now.groups.empty() ? "everyone" : join(now.groups, ",")));
  }, Space::freed);
}

}  // namespace gw
