// Whether what is stored agrees with itself and with the index.
#include <fmt/format.h>

#include "base/error.h"
#include "base/text.h"
#include "library/inside.h"
#include "library/source_table.h"

namespace gw {
namespace {

constexpr std::size_t told_most = 100;

void check_document(Db& db, const DocumentRow& row, std::vector<std::string>& wrong) {
  const auto say = [&](const std::string& what) { wrong.push_back(fmt::format("document {}/{}: {}", row.collection, row.name, what)); };
  std::int64_t chunks = 0;
  std::uint64_t at = 0;
  each_chunk(db, row.number, [&](std::int64_t id, const Chunk& chunk) {
    if (ordinal_of(id) != chunks || chunk.start != at || count_code_points(chunk.text) != chunk.length) say(fmt::format("passage {} does not fit.", ordinal_of(id)));
    at = std::uint64_t{chunk.start} + chunk.length;
    ++chunks;
  });
  if (chunks != row.chunks || static_cast<std::int64_t>(at) != row.characters) say("its passages are not all there.");
  for (const auto& block : blocks_of(db, row.number))
    if (block.end > at) {
      say("its blocks reach beyond its text.");
      break;
    }
  for (const auto& pair : pairs_of(db, row.number))
    if (pair.end > at) say("a curated answer reaches beyond its text.");
    else if (slice_of(db, row.number, pair.start, pair.end) != pair.answer) say("a curated answer is not what its text says.");
}

}  // namespace

std::vector<std::string> Library::verify() {
  std::vector<std::string> wrong;
  try {
    std::lock_guard one_at_a_time(inside_->erasing);
    inside_->finish_erasures({});
  } catch (const Error& e) {
    wrong.push_back("An erasure was cut off before all traces were gone, and cannot be completed now: " + e.message());
  }
  for (auto& what : inside_->store.integrity()) wrong.push_back(std::move(what));
  inside_->store.read([&](Db& db) {
    std::string collection, name;
    for (;;) {
      const auto rows = list_documents(db, "", collection, name, 500);
      if (rows.empty()) break;
      for (const auto& row : rows)
        if (wrong.size() < told_most) check_document(db, row, wrong);
      collection = rows.back().collection;
      name = rows.back().name;
    }
    for (auto& what : strays(db)) wrong.push_back(std::move(what));
    for (auto& what : stray_sources(db)) wrong.push_back(std::move(what));
  });
  for (auto& what : inside_->index.verify()) wrong.push_back(std::move(what));
  return wrong;
}

}  // namespace gw
