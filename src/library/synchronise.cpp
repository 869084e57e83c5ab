// Folders and single files kept in step with what lies on the disk.
#include <fmt/format.h>

#include <algorithm>

#include "base/error.h"
#include "base/files.h"
#include "base/text.h"
#include "base/time.h"
#include "library/adding.h"

namespace gw {
namespace {

constexpr std::uint64_t source_bytes_most = 256ull << 20;
constexpr std::uint64_t bytes_under_way = 256ull << 20;
constexpr std::uint64_t lines_beginning = 64 << 10;

bool same_stamp(const KnownFile& known, const FileStamp& seen) { return !known.hash.empty() && known.stamp.changed != 0 && known.stamp == seen; }

std::string beginning_of(const OpenFolder& folder, const std::string& path) {
  auto file = folder.open(path);
  std::string out(lines_beginning, '\0');
  std::size_t have = 0;
  while (have < out.size()) {
    const auto n = file->read(out.data() + have, out.size() - have);
    if (n == 0) break;
    have += n;
  }
  out.resize(have);
  return out;
}

}  // namespace

bool named_as_lines(std::string_view path) {
  const std::string lower = lower_ascii(path.substr(path.size() < 8 ? 0 : path.size() - 8));
  return lower.ends_with(".jsonl") || lower.ends_with(".ndjson");
}

FileRead Adding::read_from(const OpenFolder& folder, const SeenFile& seen, const std::string& root, bool may_move) const {
  const std::string shown = root + "/" + seen.path;
  FileRead file;
  try {
    const auto input = folder.open(seen.path);
    const FileStamp stamp = input->stamp();
    file = read_bytes(seen.path, shown, input->all(source_bytes_most), false, may_move);
    file.stamp = stamp;
  } catch (const Error& e) {
    file = {};
    file.path = seen.path;
    file.shown = shown;
    file.unread.push_back({name_of_path(seen.path), "", e.message(), "", static_cast<std::int64_t>(seen.stamp.bytes)});
  }
  return file;
}

// Takes the first vanished path with this content that nobody claimed.
bool Adding::claim_move(FileRead& file) {
  const auto [from, to] = vanished_by_hash_.equal_range(file.hash);
  for (auto it = from; it != to; ++it)
    if (claimed_.insert(it->second).second) {
      file.moved_from = it->second;
      return true;
    }
  return false;
}

void Adding::put_moved(Db& db, const FileRead& file, AddReport& tally) {
  const std::string from = name_of_path(file.moved_from), to = name_of_path(file.path);
  const auto renamed = [&](const std::string& name) { return name.empty() ? name : to + name.substr(from.size()); };
  ++tally.read;
  forget_file(db, *origin_.source, file.moved_from);
  const auto rows = documents_of(db, from, file.moved_from);
  const auto clash = std::ranges::find_if(rows, [&](const DocumentRow& row) {
    const auto other = document_by_name(db, origin_.collection, renamed(row.name));
    return other && !is_of(db, *other, origin_, file.moved_from);
  });
  if (rows.empty() || clash != rows.end()) {  // empty: another process was faster
    if (!rows.empty()) count_clash(db, file, renamed(clash->name), tally);
    for (const auto& row : rows) drop_document(db, store_.workspace(), row);
    tally.removed += static_cast<std::int64_t>(rows.size());
    forget_unread(db, origin_.collection, from);
    return keep_file(db, *origin_.source, file.path, "", {});
  }
  for (const auto& row : rows) move_to(db, store_.workspace(), row, renamed(row.name), file.path, renamed(row.container));
  tally.moved += static_cast<std::int64_t>(rows.size());
  if (from != to) rename_unread(db, origin_.collection, from, to, file.path);
  keep_file(db, *origin_.source, file.path, file.hash, trusted(file.stamp));
}

void Adding::add_files(const OpenFolder& folder, const std::vector<SeenFile>& files, const std::string& root, bool in_folder) {
  std::vector<const SeenFile*> of_lines;
  {
    Ordered<FileRead> reading(workers_, 4 * workers_.size() + 4, bytes_under_way);
    const auto take = [&] {
      FileRead file = reading.take();
      if (file.moved && !claim_move(file)) file = read_from(folder, {file.path, file.stamp}, root, false);
      put(std::move(file));
      tell("reading", done_, total_);
    };
    for (const auto& seen : files) {
      if (named_as_lines(seen.path)) {
        of_lines.push_back(&seen);
        continue;
      }
      const auto known = known_.find(seen.path);
      if (known != known_.end() && same_stamp(known->second, seen.stamp)) {
        ++report_.seen;
        ++report_.read;
        report_.unchanged += known->second.documents;
        if (known->second.documents == 0) ++report_.empty;
        ++done_;
        continue;
      }
      while (reading.full()) take();
      reading.give(std::min(seen.stamp.bytes, source_bytes_most), [this, &folder, &seen, &root] { return read_from(folder, seen, root, true); });
    }
    while (!reading.empty()) take();
  }
  flush();
  for (const auto* seen : of_lines) lines_to_read_.insert(seen->path);
  for (const auto* seen : of_lines) add_lines_file(folder, *seen, root, in_folder);
}

void Adding::add_lines_file(const OpenFolder& folder, const SeenFile& seen, const std::string& root, bool in_folder) {
  const std::string shown = root + "/" + seen.path;
  lines_to_read_.erase(seen.path);
  try {
    const auto kind = kind_of_lines(beginning_of(folder, seen.path));
    if (kind != LinesKind::documents) return add_other_lines(kind, folder, seen, root, in_folder);
    const auto known = known_.find(seen.path);
    if (known != known_.end() && same_stamp(known->second, seen.stamp)) {
      ++report_.seen;
      ++report_.read;
      ++done_;
      report_.unchanged += known->second.documents;
      return;
    }
    const auto input = folder.open(seen.path);
    const FileStamp stamp = input->stamp();
    const auto failed_before = report_.failed_count;
    // The row is there before the first of its documents: cut off in between, the file is read again.
    if (origin_.source) store_.write([&](Db& db) { keep_file(db, *origin_.source, seen.path, lines_hash, {}); });
    add_lines([&](char* into, std::size_t most) { return input->read(into, most); }, in_folder ? seen.path : shown, shown, stamp.bytes, in_folder);
    ++done_;
    if (origin_.source)
      store_.write([&](Db& db) {
        const bool whole = report_.failed_count == failed_before;  // lines that failed are tried again and told again
        keep_file(db, *origin_.source, seen.path, lines_hash, whole ? trusted(stamp) : FileStamp{});
      });
  } catch (const Error& e) {
    if (e.code() != Code::not_found && e.code() != Code::forbidden && e.code() != Code::invalid) throw;
    ++report_.seen;
    fail(shown, e.message());
  }
}

// What ends like a file of documents, but holds something else. The documents that it held before go.
void Adding::add_other_lines(LinesKind kind, const OpenFolder& folder, const SeenFile& seen, const std::string& root, bool in_folder) {
  const std::string shown = root + "/" + seen.path;
  if (kind == LinesKind::pairs) {
    put(read_from(folder, seen, root, false));
    flush();
  } else {
    ++report_.seen;
    ++done_;
    if (kind == LinesKind::other) {
      report_.count_unread("JSON lines that are no documents");
      fail(shown, "Not read: JSON lines without \"id\" and \"text\".");
    } else if (in_folder) {
      report_.count_unread("a file of questions");
    } else {
      fail(shown, "A file of questions is never taken in as documents; `groundwork eval` measures with it.");
    }
  }
  if (in_folder) drop_lost(seen.path, shown, [&](const std::string& name) { return kind == LinesKind::pairs && name == name_of_path(seen.path); });
}

void Adding::add_folder(const std::filesystem::path& root) {
  std::unique_ptr<OpenFolder> folder;
  try {
    folder = std::make_unique<OpenFolder>(root);
  } catch (const Error& e) {
    return fail(root.string(), e.message() + " Nothing of it was removed.");
  }
  open_origin(root.string(), true);
  origin_.root = root.string();
  // Read before the walk: what another process brings in meanwhile is seen and not known, never known and not seen.
  known_ = store_.reading<std::unordered_map<std::string, KnownFile>>([&](Db& db) { return known_files(db, *origin_.source); });
  Walked walked;
  try {
    std::vector<std::string> except;
    if (root == store_.workspace().root) except = {"groundwork.yaml", "policy.yaml", "apps"};
    walked = walk(*folder, except);
  } catch (const Error& e) {
    known_.clear();
    return fail(root.string(), e.message() + " Nothing of it was removed.");
  }
  for (const auto& [path, file] : known_) vanished_.insert(path);
  for (const auto& seen : walked.files) vanished_.erase(seen.path);
  std::erase_if(vanished_, [&](const std::string& path) { return walked.unknown(path); });
  for (const auto& path : vanished_)
    if (const auto& file = known_.at(path); file.documents > 0 && file.hash != lines_hash) vanished_by_hash_.emplace(file.hash, path);
  for (const auto& path : walked.unreadable) fail((root / path).string(), "The folder cannot be opened; nothing of it was removed.");
  total_ += static_cast<std::int64_t>(walked.files.size());
  add_files(*folder, walked.files, root.string(), true);
  settle_vanished(root.string(), walked.files.empty());
  known_.clear();
  vanished_.clear();
  vanished_by_hash_.clear();
  claimed_.clear();
}

// What vanished is removed, unless so much did that a wrong mount or a slip is likelier than intent.
void Adding::settle_vanished(const std::string& root, bool nothing_seen) {
  std::vector<std::string> paths;
  for (const auto& path : vanished_)
    if (!claimed_.contains(path)) paths.push_back(path);
  if (paths.empty()) return;
  std::sort(paths.begin(), paths.end());
  // Counted anew: lines may stand in another file of the folder by now.
  auto left = store_.reading<std::unordered_map<std::string, std::int64_t>>([&](Db& db) { return documents_per_path(db, *origin_.source); });
  std::int64_t all = 0, lost = 0;
  for (const auto& [path, file] : known_) all += file.documents;
  for (const auto& path : paths) lost += left[path];
  if (!options_.allow_removals && lost > 0 && (nothing_seen || lost * 2 > all))
    return fail(root, fmt::format("{} of its {} documents vanished; nothing was removed. If that is intended, add it again with --allow-removals.", lost, all));
  for (std::size_t from = 0; from < paths.size();) {
    AddReport tally;
    const std::size_t end = std::min(paths.size(), from + 64);
    store_.write([&](Db& db) {
      tally = {};
      for (std::size_t i = from; i < end; ++i) {
        const auto& path = paths[i];
        const auto& seen = known_.at(path);
        if (const auto now = known_file(db, *origin_.source, path); !now || now->hash != seen.hash || now->stamp != seen.stamp) continue;  // it is back
        for (;;) {
          const auto rows = documents_of_path(db, origin_.source, path, 0, 1000);
          for (const auto& row : rows) drop_document(db, store_.workspace(), row);
          tally.removed += static_cast<std::int64_t>(rows.size());
          if (rows.size() < 1000) break;
        }
        forget_unread(db, origin_.collection, name_of_path(path));
        forget_file(db, *origin_.source, path);
      }
    }, Space::freed);
    report_.join(std::move(tally));
    catching_up_.wake();
    from = end;
    tell("removing", static_cast<std::int64_t>(end), static_cast<std::int64_t>(paths.size()));
  }
}

// A path that is not there: when it was added before, its documents go only on request.
void Adding::gone_root(const std::filesystem::path& root) {
  const auto source = store_.reading<std::optional<KeptSource>>([&](Db& db) { return source_at(db, origin_.collection, root.string()); });
  if (!source) return fail(root.string(), "It is not there.");
  if (!options_.allow_removals)
    return fail(root.string(), "It is not there any more; its documents stay. If that is intended, add it again with --allow-removals.");
  origin_.source = source->id;
  known_ = store_.reading<std::unordered_map<std::string, KnownFile>>([&](Db& db) { return known_files(db, source->id); });
  for (const auto& [path, file] : known_) vanished_.insert(path);
  settle_vanished(root.string(), true);
  known_.clear();
  vanished_.clear();
}

// A file of a folder that is synchronised is that folder's document also when it is named alone, with the folder's rights where none are named.
std::optional<std::filesystem::path> Adding::join_folder(const std::filesystem::path& file) {
  std::optional<std::filesystem::path> joined;
  store_.write([&](Db& db) {
    joined.reset();
    for (auto root = file.parent_path(); !joined; root = root.parent_path()) {
      const auto source = source_at(db, origin_.collection, root.string());
      if (source && known_file(db, source->id, file.lexically_relative(root).string())) {
        origin_.source = source->id;
        give_origin(db, options_.groups.empty() ? source->groups : options_.groups, options_.label.value_or(source->label));
        joined = root;
      }
      if (root == root.parent_path()) break;
    }
  });
  return joined;
}

void Adding::add_file(const std::filesystem::path& file) {
  const auto joined = join_folder(file);
  const auto root = joined.value_or(file.parent_path());
  const OpenFolder folder(root);
  const std::string path = file.lexically_relative(root).string();
  const SeenFile seen{path, folder.open(path)->stamp()};
  ++total_;
  // The documents of a file of lines belong to no source, since none goes with its line.
  const bool one_document = !named_as_lines(path) || kind_of_lines(beginning_of(folder, path)) == LinesKind::pairs;
  if (!joined) open_origin(file.string(), one_document);
  origin_.root = root == "/" ? "" : root.string();
  if (rights_named() && (joined || one_document)) origin_.rights_from = RightsFrom::hand;
  if (origin_.source)
    store_.read([&](Db& db) {  // with other rights than before it is read anew, and put with them
      if (origin_.rights_from != RightsFrom::hand || all_have_rights(db, origin_.source, path, origin_.compartment, RightsFrom::hand))
        known_ = known_files(db, *origin_.source);
    });
  add_files(folder, {seen}, origin_.root, joined.has_value());
  known_.clear();
}

}  // namespace gw
