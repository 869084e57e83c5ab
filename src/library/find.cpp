#include "library/find.h"

#include <fmt/format.h>

#include "base/error.h"
#include "base/text.h"
#include "base/time.h"

namespace gw {

std::vector<Found> find(Store& store, Index& index, const std::string& query, const Caller& caller, const std::optional<std::string>& collection,
                        const SearchOptions& options) {
  if (trim(query).empty()) throw Error(Code::invalid, "The question is empty.");
  if (count_code_points(query) > 2000) throw Error(Code::invalid, "The question is longer than 2,000 characters.");
  const Scope scope = store.reading<Scope>([&](Db& db) { return scope_of(db, caller, collection); });
  const auto hits = index.search(query, scope, options);
  std::vector<Found> out;
  store.read([&](Db& db) {
    for (const Hit& hit : hits) {
      auto row = document_by_number(db, document_of(hit.chunk));
      if (!row || !scope.sees(row->compartment)) continue;  // removed or reclassified between the search and this read
      auto chunk = chunk_of(db, hit.chunk);
      if (chunk) out.push_back({std::move(*row), std::move(*chunk), hit.score});
    }
  });
  return out;
}

DocumentRow open_document(Db& db, const Caller& caller, const std::string& name, const std::optional<std::string>& collection) {
  std::vector<DocumentRow> seen;
  for (auto& row : documents_named(db, nfc(name))) {
    if (collection && row.collection != nfc(*collection)) continue;
    const auto compartment = compartment_by_id(db, row.compartment);
    if (compartment && may_see(caller, *compartment)) seen.push_back(std::move(row));
  }
  if (seen.empty()) throw Error(Code::not_found, fmt::format("There is no document \"{}\".", name));
  if (seen.size() > 1) throw Error(Code::conflict, fmt::format("\"{}\" is in several collections ({}, {}, ...); name one.", name, seen[0].collection, seen[1].collection));
  return std::move(seen.front());
}

json::object found_json(const Found& found, std::size_t rank) {
  return {{"rank", rank}, {"collection", found.document.collection}, {"document", found.document.name}, {"title", found.document.title},
          {"score", found.score}, {"text", found.chunk.text}, {"start", found.chunk.start}, {"end", found.chunk.start + found.chunk.length},
          {"page", found.chunk.page}};
}

json::object document_json(const DocumentRow& row, const Compartment& compartment) {
  json::array groups;
  for (const auto& group : compartment.groups) groups.emplace_back(group);
  const auto label = name_of(compartment.label);
  return {{"collection", row.collection}, {"document", row.name}, {"title", row.title}, {"format", row.format}, {"bytes", row.bytes},
          {"characters", row.characters}, {"chunks", row.chunks}, {"pages", row.pages}, {"groups", std::move(groups)},
          {"label", json::string_view(label.data(), label.size())}, {"state", row.state}, {"note", row.note}, {"time", row.time}, {"url", row.url},
          {"added_at", rfc3339(row.added_at)}, {"curated", row.curated}};
}

json::object block_json(const Block& block) {
  constexpr const char* kinds[] = {"heading", "paragraph", "list_item", "table_row", "code"};
  return {{"kind", kinds[static_cast<int>(block.kind)]}, {"level", block.level}, {"header", block.header}, {"hidden", block.hidden},
          {"table", block.table}, {"page", block.page}, {"start", block.start}, {"end", block.end}};
}

json::object report_json(const AddReport& report) {
  json::array failed;
  for (const auto& [path, reason] : report.failed) failed.push_back(json::object{{"path", path}, {"reason", reason}});
  json::object formats;
  for (const auto& [format, count] : report.unread_formats) formats[format] = count;
  return {{"added", report.added}, {"updated", report.updated}, {"unchanged", report.unchanged}, {"removed", report.removed}, {"moved", report.moved},
          {"empty", report.empty}, {"failed", std::move(failed)}, {"failed_count", report.failed_count}, {"read", report.read}, {"seen", report.seen},
          {"unread_formats", std::move(formats)}, {"seconds", report.seconds}};
}

}  // namespace gw
