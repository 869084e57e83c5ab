// Documents: listed, opened, classified, removed. A document that the caller may not see is not there (404).
#include <fmt/format.h>

#include "base/error.h"
#include "base/hash.h"
#include "base/text.h"
#include "base/time.h"
#include "http/route.h"
#include "ingest/document_table.h"
#include "flow/artifacts.h"
#include "library/find.h"

namespace gw {
namespace {

constexpr std::size_t text_bytes_max = 4 << 20;       // of one document in one reply; the rest is read in slices
constexpr std::uint32_t slice_code_points_max = 200'000;
constexpr std::int64_t rows_read_max = 5'000;        // by one request, however few of them fit

/// The place in the list behind a row, as an opaque word: hex of "collection NUL name".
std::string opaque(const DocumentPlace& place) { return to_hex(place.collection + '\0' + place.name); }

DocumentPlace place_of(const std::string& word) {
  const auto refuse = [] { throw Error(Code::invalid, "\"after\" must be the \"next\" of an earlier reply."); };
  const auto digit = [&](char c) -> int {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    refuse();
    return 0;
  };
  if (word.empty()) return {};
  if (word.size() % 2 != 0) refuse();
  std::string bytes;
  for (std::size_t i = 0; i < word.size(); i += 2) bytes += static_cast<char>(digit(word[i]) << 4 | digit(word[i + 1]));
  const auto nul = bytes.find('\0');
  if (nul == std::string::npos || !is_utf8(bytes)) refuse();
  return {bytes.substr(0, nul), bytes.substr(nul + 1)};
}

json::object row_json(Db& db, const DocumentRow& row) {
  const auto compartment = compartment_by_id(db, row.compartment);
  GW_ASSERT(compartment.has_value());
  return document_json(row, *compartment);
}

DocumentRow opened(Call& call, Db& db) { return open_document(db, call.caller, call.required("id"), call.optional("collection")); }

Response list(Call& call) {
  const auto limit = call.number("limit", 100, 1, 1000);
  auto collection = call.optional("collection");
  if (collection) collection = nfc(*collection);
  const auto state = call.optional("state");
  const std::string wanted = nfkc_casefold(call.param("q"));
  const DocumentPlace after = place_of(call.param("after"));
  json::array documents;
  std::int64_t rows_read = 0;
  std::optional<DocumentPlace> next;
  call.store().read([&](Db& db) {
    const Scope scope = scope_of(db, call.caller, collection);
    next = walk_documents(db, collection, after, [&](std::int64_t compartment) { return scope.sees(compartment); }, [&](std::int64_t number) {
      if (static_cast<std::int64_t>(documents.size()) == limit || rows_read++ == rows_read_max) return false;
      const auto row = document_by_number(db, number);
      if (!row || (state && row->state != *state)) return true;
      if (wanted.empty() || nfkc_casefold(row->title + "\n" + row->name).find(wanted) != std::string::npos) documents.push_back(row_json(db, *row));
      return true;
    });
  });
  return json_response({{"documents", std::move(documents)}, {"next", next ? opaque(*next) : ""}});
}

Response show(Call& call) {
  return call.store().reading<Response>([&](Db& db) {
    const auto row = opened(call, db);
    auto out = row_json(db, row);
    std::string text = text_of(db, row.number, text_bytes_max);
    const auto characters = static_cast<std::int64_t>(count_code_points(text));
    json::array blocks, pairs;
    for (const auto& block : blocks_of(db, row.number))
      if (block.start < characters) blocks.push_back(block_json(block));
    for (const auto& pair : pairs_of(db, row.number))
      if (pair.start < characters) pairs.push_back(json::object{{"question", pair.question}, {"answer", pair.answer}, {"start", pair.start}, {"end", pair.end}});
    out["text"] = std::move(text);
    out["blocks"] = std::move(blocks);
    out["pairs"] = std::move(pairs);
    out["truncated"] = characters < row.characters;
    return json_response(out);
  });
}

Response text(Call& call) {
  const auto start = static_cast<std::uint32_t>(call.number("start", 0, 0, UINT32_MAX));
  const auto end = static_cast<std::uint32_t>(call.number("end", UINT32_MAX, 0, UINT32_MAX));
  return call.store().reading<Response>([&](Db& db) {
    const auto row = opened(call, db);
    const auto last = static_cast<std::uint32_t>(std::min<std::int64_t>({end, row.characters, std::int64_t{start} + slice_code_points_max}));
    if (start > last) throw Error(Code::invalid, fmt::format("The document has {} characters.", row.characters));
    return json_response({{"text", slice_of(db, row.number, start, last)}, {"start", start}, {"end", last}});
  });
}

Response change(Call& call) {
  const auto body = call.body();
  DocumentRow row;
  Compartment now;
  call.store().read([&](Db& db) {
    row = opened(call, db);
    now = compartment_by_id(db, row.compartment).value();
  });
  const auto groups = body.contains("groups") ? strings_of(body, "groups") : now.groups;
  const Label label = body.contains("label") ? label_named(string_of(body, "label")) : now.label;
  call.served().library.classify(row.name, row.collection, groups, label, call.caller.name);
  return call.store().reading<Response>([&](Db& db) { return json_response(row_json(db, open_document(db, call.caller, row.name, row.collection))); });
}

Response remove(Call& call) {
  const bool erase = call.flag("erase");
  const auto row = call.store().reading<DocumentRow>([&](Db& db) { return opened(call, db); });
  const auto removed = call.served().library.remove({row.name}, row.collection, erase, call.caller.name);
  if (erase) sweep_artifacts(call.store());
  return json_response({{"removed", removed.documents}, {"receipt", removed.receipt}});
}

Response unread(Call& call) {
  const Scope scope = call.store().reading<Scope>([&](Db& db) { return scope_of(db, call.caller, std::nullopt); });
  json::array out;
  for (const auto& row : call.served().library.unread(scope, call.number("limit", 1000, 1, 10'000)))
    out.push_back(json::object{{"collection", row.collection}, {"document", row.name}, {"path", row.path}, {"format", row.format}, {"reason", row.reason},
                               {"bytes", row.bytes}, {"at", rfc3339(row.at)}});
  return json_response({{"unread", std::move(out)}});
}

const Parameter collection{Parameter::query, "collection", "The collection; may be left out when the id is in one only."};
const Parameter id{Parameter::query, "id", "The document's id.", "string", true};

}  // namespace

std::vector<Route> document_routes() {
  return {
      {"get", "/api/v1/documents", "documents", "list_documents", "Documents that the caller may see, in order of collection and id.", Access::reader,
       {{Parameter::query, "collection", "Only of this collection."},
        {Parameter::query, "q", "Only those with this in their title or id."},
        {Parameter::query, "state", "Only those that are ready, or reading (scanned pages wait)."},
        {Parameter::query, "after", "The \"next\" of the reply before."},
        {Parameter::query, "limit", "At most so many, 1 to 1000 (100).", "integer"}},
       "", "Documents", 200, list, Pace::one_by_one},
      {"get", "/api/v1/document", "documents", "show_document", "One document: its text, the blocks the parser saw, its curated pairs.", Access::reader, {collection, id}, "",
       "Document", 200, show},
      {"get", "/api/v1/document/text", "documents", "slice_document", "The code points from start to end of a document's text, at most 200,000.", Access::reader,
       {collection, id, {Parameter::query, "start", "The first code point (0).", "integer"}, {Parameter::query, "end", "The one behind the last.", "integer"}}, "",
       "Slice", 200, text},
      {"patch", "/api/v1/document", "documents", "classify_document", "Gives a document other groups and another label, from the next query on.", Access::administrator,
       {collection, id}, "Classification", "Row", 200, change},
      {"delete", "/api/v1/document", "documents", "remove_document", "Removes a document; erased, it leaves no trace on the disk.", Access::administrator,
       {collection, id, {Parameter::query, "erase", "Whether to erase.", "boolean"}}, "", "Removed", 200, remove},
      {"get", "/api/v1/unread", "documents", "list_unread", "Files that could not be read, and why.", Access::reader,
       {{Parameter::query, "limit", "At most so many, 1 to 10000 (1000).", "integer"}}, "", "Unread", 200, unread, Pace::one_by_one},
  };
}

}  // namespace gw
