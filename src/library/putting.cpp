#include "library/putting.h"

#include <fmt/format.h>

#include "base/error.h"
#include "base/files.h"
#include "base/text.h"
#include "base/time.h"

namespace gw {
namespace {

// A renamed document whose title was its file name gets the new one.
std::string moved_title(const DocumentRow& row, const std::string& name) {
  return row.title == title_of_name(row.name) ? title_of_name(name) : row.title;
}

std::string place_of(Db& db, const DocumentRow& row) {
  const auto root = row.source ? root_of_source(db, *row.source) : std::nullopt;
  if (root) return root->ends_with("/" + row.path) ? *root : *root + "/" + row.path;  // the source is the file itself, or its folder
  return row.path.starts_with('/') ? row.path : "the upload " + row.path;
}

}  // namespace

std::string name_of_path(std::string_view path) {
  std::string name = nfc(valid_utf8(path));
  std::string out;
  for (std::size_t at = 0; at < name.size();) {
    const std::size_t from = at;
    const char32_t c = decode(name, at);
    if (c < 32 || (c >= 127 && c < 160)) encode(replacement, out);
    else out.append(name, from, at - from);
  }
  return out;
}

std::string title_of_name(std::string_view name) {
  const auto slash = name.rfind('/');
  return std::string(slash == std::string_view::npos || slash + 1 == name.size() ? name : name.substr(slash + 1));
}

std::filesystem::path original_of(const Workspace& workspace, std::int64_t number) { return workspace.data() / "waiting" / std::to_string(number); }

void drop_document(Db& db, const Workspace& workspace, const DocumentRow& row) {
  move_document(db, row.number, gone);
  delete_document(db, row.number);
  if (row.state != "reading") return;
  forget_waiting_pages(db, row.number);
  // When the transaction is undone after this, the pages are read from the file of the source, or the document is told as not readable.
  remove_file(original_of(workspace, row.number));
}

bool is_of(Db& db, const DocumentRow& row, const Origin& origin, const std::string& path) {
  if (row.source == origin.source) return row.path == path;
  return origin.source && place_of(db, row) == origin.root + "/" + path;
}

bool give_rights(Db& db, const DocumentRow& row, std::int64_t compartment, RightsFrom from) {
  if (row.compartment == compartment && row.rights_from == from) return false;
  set_rights(db, row.number, compartment, from);
  if (row.compartment == compartment) return false;
  move_document(db, row.number, compartment);
  return true;
}

std::string taken(Db& db, const std::string& collection, const std::string& name) {
  const auto row = document_by_name(db, collection, name);
  if (!row) return fmt::format("The collection {} already has a document {}.", collection, name);
  return fmt::format("The collection {} already has a document {}, from {}.", collection, name, valid_utf8(place_of(db, *row)));
}

Put put_document(Db& db, const Workspace& workspace, const Origin& origin, const std::string& path, const Ready& ready, const TakeOver& may_take_over) {
  auto compartment = ready.rights ? intern_compartment(db, origin.collection, ready.rights->groups, ready.rights->label) : origin.compartment;
  auto rights_from = ready.rights ? RightsFrom::line : origin.rights_from;
  // What lies in a container that was classified by hand lies where the container does, however new it is.
  if (const auto container = ready.container.empty() ? std::nullopt : document_by_name(db, origin.collection, ready.container);
      container && container->rights_from == RightsFrom::hand && rights_from == RightsFrom::origin) {
    compartment = container->compartment;
    rights_from = RightsFrom::hand;
  }
  const auto existing = document_by_name(db, origin.collection, ready.name);
  if (existing) {
    if (!is_of(db, *existing, origin, path) && !(existing->source == origin.source && may_take_over(existing->path))) return Put::conflict;
    if (existing->rights_from == RightsFrom::hand && rights_from != RightsFrom::hand) {
      compartment = existing->compartment;
      rights_from = RightsFrom::hand;
    }
    if (existing->hash == ready.hash && existing->container == ready.container) {
      if (existing->source != origin.source || existing->path != path) set_place(db, existing->number, origin.source, path);
      return give_rights(db, *existing, compartment, rights_from) ? Put::updated : Put::unchanged;
    }
    drop_document(db, workspace, *existing);
  }
  const Parsed& parsed = ready.parsed;
  DocumentRow row;
  row.collection = origin.collection;
  row.name = ready.name;
  row.title = parsed.title.empty() ? title_of_name(ready.name) : parsed.title;
  row.format = parsed.format;
  row.hash = ready.hash;
  row.bytes = ready.bytes;
  row.pages = parsed.pages;
  row.compartment = compartment;
  row.rights_from = rights_from;
  row.url = ready.url;
  row.time = ready.time;
  row.added_at = now_seconds();
  row.source = origin.source;
  row.path = path;
  row.container = ready.container;
  row.state = parsed.scanned_pages.empty() ? "ready" : "reading";
  row.note = parsed.note;
  row.curated = !parsed.pairs.empty();
  const auto number = insert_document(db, row, parsed.blocks, ready.chunks, parsed.pairs);
  if (!parsed.scanned_pages.empty()) {
    if (!ready.original.empty()) {
      make_private_folder(workspace.data() / "waiting");
      write_file(original_of(workspace, number), ready.original);
    }
    keep_waiting_pages(db, number, parsed.scanned_pages);
  }
  return existing ? Put::updated : Put::added;
}

std::int64_t replace_document(Db& db, const Workspace& workspace, const DocumentRow& old, const DocumentRow& row, const std::vector<Block>& blocks,
                              const std::vector<Chunk>& chunks, const std::vector<Pair>& pairs, const std::vector<std::uint32_t>& waiting) {
  move_document(db, old.number, gone);
  delete_document(db, old.number);
  forget_waiting_pages(db, old.number);
  const auto number = insert_document(db, row, blocks, chunks, pairs);
  keep_waiting_pages(db, number, waiting);
  std::error_code none;  // there is an original only for uploads and parts
  if (waiting.empty()) std::filesystem::remove(original_of(workspace, old.number), none);
  else std::filesystem::rename(original_of(workspace, old.number), original_of(workspace, number), none);
  return number;
}

void move_to(Db& db, const Workspace& workspace, const DocumentRow& old, const std::string& name, const std::string& path, const std::string& container) {
  std::vector<Chunk> chunks;
  each_chunk(db, old.number, [&](std::int64_t, const Chunk& chunk) { chunks.push_back(chunk); });
  DocumentRow row = old;
  row.title = moved_title(old, name);
  row.name = name;
  row.path = path;
  row.container = container;
  replace_document(db, workspace, old, row, blocks_of(db, old.number), chunks, pairs_of(db, old.number), waiting_pages_of(db, old.number));
}

}  // namespace gw
