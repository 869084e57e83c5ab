// The rows of documents, their chunks and curated pairs, and the list of those that wait for the index.
#pragma once
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "ingest/document.h"
#include "store/db.h"

namespace gw {

/// Where a document's groups and label come from.
enum class RightsFrom : std::uint8_t {
  origin = 0,  ///< what its folder, file or upload was added with
  line = 1,    ///< its JSON line
  hand = 2,    ///< given to this very document; they stay, whatever it is added with
};

/// A document as stored, without its text. `number` is internal and never reused; people see collection and `name`.
struct DocumentRow {
  std::int64_t number = 0;
  std::string collection, name, title, format, hash;
  std::int64_t bytes = 0, characters = 0, chunks = 0, pages = 0;
  std::int64_t compartment = 0;
  RightsFrom rights_from = RightsFrom::origin;
  std::string url, time;
  std::int64_t added_at = 0;
  std::optional<std::int64_t> source;
  std::string path, container;
  std::string state = "ready";  ///< "ready", or "reading" while pages wait for OCR
  std::string note;
  bool curated = false;
};

constexpr std::int64_t chunk_id(std::int64_t number, std::int64_t ordinal) { return number << 20 | ordinal; }
constexpr std::int64_t document_of(std::int64_t chunk) { return chunk >> 20; }
constexpr std::int64_t ordinal_of(std::int64_t chunk) { return chunk & ((1 << 20) - 1); }

/// Inserts the document with its chunks and pairs, marks it pending; returns its number. Error(conflict) when the name is taken in the collection.
std::int64_t insert_document(Db&, DocumentRow row, const std::vector<Block>& blocks, const std::vector<Chunk>& chunks, const std::vector<Pair>& pairs);
/// Removes rows of document, chunks, pairs, pending. The index is told by its own table (index/moves).
void delete_document(Db&, std::int64_t number);

std::optional<DocumentRow> document_by_number(Db&, std::int64_t number);
std::optional<DocumentRow> document_by_name(Db&, std::string_view collection, std::string_view name);
std::optional<std::string> hash_of_document(Db&, std::string_view collection, std::string_view name);
/// All documents of that name over the collections.
std::vector<DocumentRow> documents_named(Db&, std::string_view name);
/// The document and, when it is a container, all that lies in it (`name!/...`), the container first.
std::vector<DocumentRow> document_and_parts(Db&, std::string_view collection, std::string_view name);
/// In order of collection and name, from behind `after_*`; at most `limit`. Empty collection: all.
std::vector<DocumentRow> list_documents(Db&, std::string_view collection, std::string_view after_collection, std::string_view after_name, std::int64_t limit);
std::int64_t count_documents(Db&);

struct DocumentCount {
  std::int64_t documents = 0, chunks = 0, reading = 0, pending = 0;
};
/// By compartment; reads every row.
std::unordered_map<std::int64_t, DocumentCount> documents_per_compartment(Db&);

/// Changes whenever a document comes into, leaves or is replaced in one of the compartments that are `visible`. Reads an index alone.
std::string documents_stamp(Db&, const std::vector<bool>& visible);

/// The place of a document in the order of collection and name.
struct DocumentPlace {
  std::string collection, name;
};
/// `take(number)` is called for each document from behind `after`, of one collection when named, until it returns false; then the place of the last
/// one that it took. nullopt at the end. Documents of compartments that are not seen are passed over unread, and no place names them.
std::optional<DocumentPlace> walk_documents(Db&, const std::optional<std::string>& collection, const DocumentPlace& after,
                                            const std::function<bool(std::int64_t compartment)>& sees, const std::function<bool(std::int64_t number)>& take);
/// Those that came from `path` of `source`, by number, from behind `after`; at most `limit`.
std::vector<DocumentRow> documents_of_path(Db&, std::optional<std::int64_t> source, std::string_view path, std::int64_t after, std::int64_t limit);
/// How many documents each path of the source has.
std::unordered_map<std::string, std::int64_t> documents_per_path(Db&, std::int64_t source);
/// Of the source (without one: of the path), put into one compartment by what they were added with; at most `limit`.
std::vector<std::int64_t> documents_in(Db&, std::optional<std::int64_t> source, std::string_view path, std::int64_t compartment, std::int64_t limit);
/// Whether all documents of the path have these rights, so given.
bool all_have_rights(Db&, std::optional<std::int64_t> source, std::string_view path, std::int64_t compartment, RightsFrom from);
void set_rights(Db&, std::int64_t number, std::int64_t compartment, RightsFrom from);
void set_place(Db&, std::int64_t number, std::optional<std::int64_t> source, std::string_view path);

std::vector<Block> blocks_of(Db&, std::int64_t number);
std::optional<Chunk> chunk_of(Db&, std::int64_t chunk_id);
void each_chunk(Db&, std::int64_t number, const std::function<void(std::int64_t chunk_id, const Chunk&)>&);
/// The canonical text, at most `limit` bytes of it.
std::string text_of(Db&, std::int64_t number, std::size_t limit = SIZE_MAX);
/// The code points [start, end) of the canonical text; reads only the chunks it needs.
std::string slice_of(Db&, std::int64_t number, std::uint32_t start, std::uint32_t end);
std::vector<Pair> pairs_of(Db&, std::int64_t number);

std::vector<std::int64_t> pending_documents(Db&, std::int64_t limit);
std::int64_t count_pending(Db&);
std::int64_t last_pending(Db&);  ///< the highest number that waits; 0 when none does
void clear_pending(Db&, const std::vector<std::int64_t>& numbers);
void make_all_pending(Db&);  ///< for a rebuild of the index

/// Rows that belong to nothing (for `verify`), as sentences.
std::vector<std::string> strays(Db&);

}  // namespace gw
