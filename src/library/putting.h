// One parsed document, or one file with all that lies in it, into the store: inserted, replaced, left as it is, or refused as a clash of names.
#pragma once
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "library/source_table.h"

namespace gw {

struct Rights {
  std::vector<std::string> groups;
  Label label = Label::internal;
};

/// Where documents come from in one run of `add`, and which rights they get.
struct Origin {
  std::string collection;
  std::string root;                    ///< the folder that paths are relative to; "" without one
  std::optional<std::int64_t> source;  ///< none: uploads, and `.jsonl` files named themselves
  Rights rights;
  std::int64_t compartment = 0;        ///< of these rights
  RightsFrom rights_from = RightsFrom::origin;  ///< `hand` when the rights were named for the one document that comes
};

/// A document ready for the store.
struct Ready {
  std::string name, hash, container, url, time;
  std::int64_t bytes = 0;
  Parsed parsed;  ///< text and parts have been dropped
  std::vector<Chunk> chunks;
  std::optional<Rights> rights;  ///< that a JSON line states itself
  std::string original;  ///< the bytes, kept when pages wait for OCR and no file of a source holds them
};

enum class Put { added, updated, unchanged, conflict };

/// Whether a document that came from `path` of the same source may be taken over (its file vanished or will be read anew).
using TakeOver = std::function<bool(const std::string& path)>;

/// Whether the document came from this very file, which may replace it. A folder's file may have been added alone before.
bool is_of(Db&, const DocumentRow&, const Origin&, const std::string& path);

/// Needs a write transaction. Removes what it replaces.
Put put_document(Db&, const Workspace&, const Origin&, const std::string& path, const Ready&, const TakeOver& may_take_over);

/// Gives a stored document other rights and says so to the index. False when it is in that compartment already.
bool give_rights(Db&, const DocumentRow&, std::int64_t compartment, RightsFrom from);

/// For people: "The collection C already has a document N, from PLACE."
std::string taken(Db&, const std::string& collection, const std::string& name);

/// Removes rows and says so to the index; the kept original too.
void drop_document(Db&, const Workspace&, const DocumentRow&);

/// A new document in the place of `old`, under a number of its own (what the index has of a number never changes); pages may still wait.
std::int64_t replace_document(Db&, const Workspace&, const DocumentRow& old, const DocumentRow& row, const std::vector<Block>& blocks,
                              const std::vector<Chunk>& chunks, const std::vector<Pair>& pairs, const std::vector<std::uint32_t>& waiting);

/// The same document under another name and path: inserted anew (the index orders ties by name), the old one dropped.
void move_to(Db&, const Workspace&, const DocumentRow&, const std::string& name, const std::string& path, const std::string& container);

/// Document names: NFC, broken bytes and control characters replaced. And the title of a document that has none.
std::string name_of_path(std::string_view path);
std::string title_of_name(std::string_view name);

/// Where the bytes of a document lie whose pages wait for OCR.
std::filesystem::path original_of(const Workspace&, std::int64_t number);
/// Removes what lies there without a waiting page (left by a process that was killed). Needs a write transaction.
void remove_stray_originals(Db&, const Workspace&);

}  // namespace gw
