#include "library/adding.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "base/error.h"
#include "base/hash.h"
#include "base/log.h"
#include "base/text.h"
#include "base/time.h"
#include "policy/names.h"
#include "policy/people.h"

namespace gw {
namespace {

using namespace std::chrono_literals;

constexpr std::size_t batch_documents_most = 256, batch_bytes_most = 8 << 20;
constexpr std::size_t parts_most = 10'000;  // documents of one container, all depths
constexpr int depth_most = 3;

}  // namespace

std::filesystem::path whole_path(const std::filesystem::path& given, std::error_code& failed) {
  const auto path = std::filesystem::absolute(given, failed);  // where nothing is, a relative path would stay relative
  return failed ? path : std::filesystem::weakly_canonical(path, failed);
}

FileStamp trusted(FileStamp stamp) {
  const auto touched = std::max(stamp.modified, stamp.changed);
  if (touched / 1'000'000'000 + 2 >= now_seconds()) stamp.modified = stamp.changed = 0;
  return stamp;
}

CatchingUp::CatchingUp(Store& store, Index& index) : store_(store), index_(index), thread_([this] { serve(); }) {}

CatchingUp::~CatchingUp() {
  {
    std::lock_guard lock(mutex_);
    abandoned_ = true;
  }
  stop();
}

void CatchingUp::wake() {
  {
    std::lock_guard lock(mutex_);
    due_ = true;
  }
  woken_.notify_one();
}

void CatchingUp::serve() {
  std::unique_lock lock(mutex_);
  while (!stopping_) {
    woken_.wait(lock, [&] { return stopping_ || due_; });
    if (stopping_) return;
    woken_.wait_for(lock, 500ms, [&] { return stopping_; });  // a segment of some size is cheaper than many small ones
    due_ = false;
    lock.unlock();
    try {
      index_.catch_up([&](std::int64_t, std::int64_t) {
        std::lock_guard look(mutex_);
        if (abandoned_) throw Error(Code::timeout, "Stopped.");
      });
      lock.lock();
    } catch (...) {
      lock.lock();
      failed_ = std::current_exception();
      return;
    }
  }
}

void CatchingUp::stop() {
  {
    std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  woken_.notify_all();
  if (thread_.joinable()) thread_.join();
}

void CatchingUp::finish(const std::function<void(std::int64_t)>& tell) {
  tell(index_.waiting());
  stop();
  if (failed_) std::rethrow_exception(failed_);
  const auto last = store_.reading<std::int64_t>(last_pending);
  // Another process may hold the lease and do the work; then this one waits for it.
  while (!index_.catch_up([&](std::int64_t, std::int64_t waiting) { tell(waiting); })) {
    const auto first = store_.reading<std::vector<std::int64_t>>([](Db& db) { return pending_documents(db, 1); });
    if (first.empty() || first.front() > last) return;
    tell(index_.waiting());
    std::this_thread::sleep_for(50ms);
  }
}

Adding::Adding(Store& store, Index& index, Workers& workers, const Parse& parse, const AddOptions& options)
    : store_(store), index_(index), workers_(workers), parse_(parse), options_(options), catching_up_(store, index) {
  origin_.collection = checked_name(NameOf::collection, options.collection);
}

void Adding::fail(const std::string& path, const std::string& reason) {
  report_.fail(path, reason);
}

void Adding::tell(std::string_view stage, std::int64_t done, std::int64_t all) const {
  if (options_.progress) options_.progress(stage, done, all);
}

void Adding::give_origin(Db& db, const std::vector<std::string>& groups, Label label) {
  origin_.compartment = intern_compartment(db, origin_.collection, groups, label);
  auto compartment = *compartment_by_id(db, origin_.compartment);
  origin_.rights = {std::move(compartment.groups), compartment.label};
  origin_.rights_from = RightsFrom::origin;
}

// Interns the rights, and when the same root was added with other rights before, moves its documents first: rights that were tightened must
// not wait for the files to be read. Documents whose rights come from their line or were given by hand stay where they are.
void Adding::open_origin(const std::string& root, bool keeps_source) {
  for (bool more = true; more;)
    more = store_.writing<bool>([&](Db& db) {
      const auto before = root.empty() ? std::nullopt : source_at(db, origin_.collection, root);
      // What is not named stays as it was given before: adding again must open nothing. `everyone` is named to open it.
      give_origin(db, options_.groups.empty() && before ? before->groups : options_.groups, options_.label.value_or(before ? before->label : Label::internal));
      const auto& [groups, label] = origin_.rights;
      origin_.source = before && keeps_source ? std::optional(before->id) : std::nullopt;
      if (before && (before->groups != groups || before->label != label)) {
        const auto from = intern_compartment(db, origin_.collection, before->groups, before->label);
        const auto some = documents_in(db, origin_.source, root, from, 10'000);
        for (const auto number : some) {
          set_rights(db, number, origin_.compartment, RightsFrom::origin);
          move_document(db, number, origin_.compartment);
        }
        if (!some.empty()) return true;  // the source's rights change with the last of its documents
        distrust_lines(db, before->id);  // a line may name its groups and have the source's label
      }
      if (!root.empty()) {
        const auto id = keep_source(db, origin_.collection, root, groups, label, now_seconds());
        if (keeps_source) origin_.source = id;
      }
      return false;
    });
}

FileRead Adding::read_bytes(std::string path, std::string shown, std::string bytes, bool keep_original, bool may_move) const {
  FileRead file;
  file.path = std::move(path);
  file.shown = std::move(shown);
  file.hash = sha256_hex(bytes);
  if (const auto known = known_.find(file.path); known != known_.end() && known->second.hash == file.hash) {
    file.same = true;
    file.same_documents = known->second.documents;
    return file;
  }
  if (may_move && !known_.contains(file.path) && vanished_by_hash_.contains(file.hash)) {
    file.moved = true;
    return file;
  }
  read_tree(file, bytes, name_of_path(file.path), "", 0, keep_original);
  return file;
}

// A part that cannot be read costs a line, not its container.
void Adding::read_tree(FileRead& into, std::string_view bytes, const std::string& name, const std::string& container, int depth, bool keep_original) const {
  const auto not_read = [&](const Error& e) {
    if (e.code() == Code::busy || e.code() == Code::internal) log::warning("library.parse_failed", {{"code", name_of(e.code())}, {"detail", e.detail()}});
    into.unread.push_back({name, unread_format(e), e.message(), depth == 0 ? into.hash : sha256_hex(bytes), static_cast<std::int64_t>(bytes.size())});
  };
  Parsed parsed;
  try {
    parsed = parse_(bytes, name, {.passwords = options_.passwords, .depth = depth});
  } catch (const Error& e) {
    return not_read(e);
  }
  Ready ready;
  ready.name = name;
  ready.container = container;
  ready.hash = depth == 0 ? into.hash : sha256_hex(bytes);
  ready.bytes = static_cast<std::int64_t>(bytes.size());
  try {
    ready.chunks = chunks_of(parsed);
  } catch (const Error& e) {
    return not_read(e);
  }
  std::vector<Part> parts = std::move(parsed.parts);
  parsed.parts.clear();
  const bool empty = ready.chunks.empty() && parts.empty() && parsed.scanned_pages.empty();
  if (!parsed.scanned_pages.empty() && (keep_original || depth > 0)) ready.original = std::string(bytes);
  parsed.text = {};
  ready.parsed = std::move(parsed);
  if (empty) {
    if (depth == 0) into.empty = true;
    into.unread.push_back({name, ready.parsed.format, "There is no text in it.", ready.hash, ready.bytes});
  } else {
    into.documents.push_back(std::move(ready));
  }
  std::set<std::string> taken;
  for (auto& part : parts) {
    if (++into.parts > static_cast<std::int64_t>(parts_most) || depth >= depth_most) {
      into.unread.push_back({name + "!/" + name_of_path(part.name), "", "The container holds too many files, or too many in one another.", "",
                             static_cast<std::int64_t>(part.bytes.size())});
      break;
    }
    std::string inner = name_of_path(part.name);
    if (inner.empty()) inner = "part";
    // Two attachments of one name are two documents: `a.pdf`, `a.pdf (2)`.
    std::string free = inner;
    for (int n = 2; !taken.insert(free).second; ++n) free = fmt::format("{} ({})", inner, n);
    read_tree(into, part.bytes, name + "!/" + free, name, depth + 1, keep_original);
    part.bytes = {};
  }
}

void Adding::put(FileRead file) {
  ++done_;
  batch_documents_ += file.documents.size();
  for (const auto& ready : file.documents) {
    batch_bytes_ += ready.original.size();
    for (const auto& chunk : ready.chunks) batch_bytes_ += chunk.text.size() + 200;
  }
  batch_.push_back(std::move(file));
  if (batch_documents_ >= batch_documents_most || batch_bytes_ >= batch_bytes_most || batch_.size() >= 4096) flush();
}

void Adding::flush() {
  if (batch_.empty()) return;
  AddReport tally;
  store_.write([&](Db& db) {
    tally = {};
    for (auto& file : batch_) put_file(db, file, tally);
  });
  batch_.clear();
  batch_documents_ = batch_bytes_ = 0;
  report_.join(std::move(tally));
  catching_up_.wake();
}

void Adding::put_file(Db& db, FileRead& file, AddReport& tally) {
  ++tally.seen;
  if (file.same) {
    ++tally.read;
    tally.unchanged += file.same_documents;
    if (file.same_documents == 0) ++tally.empty;
    if (origin_.source) restamp_file(db, *origin_.source, file.path, file.hash, trusted(file.stamp));
    return;
  }
  if (file.moved) return put_moved(db, file, tally);
  const std::string top = name_of_path(file.path);
  const auto before = documents_of(db, top, file.path);
  const bool emptied = file.empty && !before.empty() && !options_.allow_removals;
  const bool failed_whole = std::ranges::find(file.unread, top, &Unread::name) != file.unread.end() && (!file.empty || emptied);
  tally.seen += file.parts;
  tally.read += (failed_whole ? 0 : 1) + file.parts;

  const auto other = file.documents.empty() ? std::nullopt : document_by_name(db, origin_.collection, top);
  if (other && !is_of(db, *other, origin_, file.path)) {
    count_clash(db, file, top, tally);
    if (origin_.source) keep_file(db, *origin_.source, file.path, "", {});
    return;
  }
  bool clashed = false;
  forget_unread(db, origin_.collection, top);
  std::set<std::string> named;
  for (const auto& ready : file.documents) {
    named.insert(ready.name);
    switch (put_document(db, store_.workspace(), origin_, file.path, ready, [](const std::string&) { return false; })) {
      case Put::added: ++tally.added; break;
      case Put::updated: ++tally.updated; break;
      case Put::unchanged: ++tally.unchanged; break;
      case Put::conflict:
        count_clash(db, file, ready.name, tally);
        clashed = true;
        break;
    }
  }
  const auto whole = document_by_name(db, origin_.collection, top);
  const auto around = whole && whole->rights_from == RightsFrom::hand ? whole->compartment : origin_.compartment;
  for (const auto& unread : file.unread) {
    const auto earlier = std::ranges::find(before, unread.name, &DocumentRow::name);
    const bool stays = earlier != before.end();
    keep_unread(db, origin_.collection, origin_.source, file.path, unread,
                stays && origin_.rights_from != RightsFrom::hand ? earlier->compartment : around, now_seconds());
    if (unread.name == top && file.empty && !emptied) {
      ++tally.empty;
      continue;
    }
    named.insert(unread.name);  // an earlier version stays: the file may only be half copied
    if (unread.name != top) --tally.read;
    if (!unread.format.empty()) tally.unread_formats.push_back({unread.format, 1});
    const auto shown = unread.name == top ? file.shown : file.shown + unread.name.substr(top.size());
    tally.fail(shown, emptied ? no_text_any_more : stays ? unread.reason + " Its earlier version stays." : unread.reason);
  }
  if (!failed_whole)
    for (const auto& row : before)
      if (!named.contains(row.name)) {
        drop_document(db, store_.workspace(), row);
        ++tally.removed;
      }
  if (origin_.rights_from == RightsFrom::hand)  // what stays from earlier gets them too
    for (const auto& row : documents_of(db, top, file.path)) give_rights(db, row, origin_.compartment, RightsFrom::hand);
  const bool again = failed_whole || clashed;
  if (origin_.source) keep_file(db, *origin_.source, file.path, again ? "" : file.hash, again ? FileStamp{} : trusted(file.stamp));
}

// The document of the file and what lies in it.
std::vector<DocumentRow> Adding::documents_of(Db& db, const std::string& name, const std::string& path) const {
  auto rows = document_and_parts(db, origin_.collection, name);
  std::erase_if(rows, [&](const DocumentRow& row) { return !is_of(db, row, origin_, path); });
  return rows;
}

void Adding::count_clash(Db& db, const FileRead& file, const std::string& name, AddReport& tally) const {
  ++tally.conflicts;
  tally.fail(file.shown, taken(db, origin_.collection, name));
}

void Adding::add_path(const std::filesystem::path& given) {
  std::error_code failed;
  const auto path = whole_path(given, failed);
  if (failed) return fail(given.string(), "It cannot be found: " + failed.message() + ".");
  const auto status = std::filesystem::status(path, failed);
  if (std::filesystem::is_directory(status)) add_folder(path);
  else if (std::filesystem::is_regular_file(status)) add_file(path);
  else if (status.type() == std::filesystem::file_type::not_found) gone_root(path);
  else fail(given.string(), failed ? "It may not be opened." : "It is neither a file nor a folder.");
}

void Adding::add_upload(Upload upload) {
  if (trim(upload.name).empty()) return fail("", "An upload needs a name.");
  if (upload.name.size() > 1000) return fail(upload.name.substr(0, 100), "The name is longer than 1,000 bytes.");
  open_origin("", false);
  ++total_;
  if (named_as_lines(upload.name)) {
    const auto kind = kind_of_lines(std::string_view(upload.bytes).substr(0, 64 << 10));
    if (kind == LinesKind::documents) {
      std::size_t at = 0;
      add_lines([&](char* into, std::size_t most) {
        const auto n = upload.bytes.copy(into, most, at);
        at += n;
        return n;
      }, upload.name, upload.name, upload.bytes.size(), false);
      return;
    }
    if (kind == LinesKind::questions) {
      ++report_.seen;
      return fail(upload.name, "A file of questions is never taken in as documents; `groundwork eval` measures with it.");
    }
  }
  if (rights_named()) origin_.rights_from = RightsFrom::hand;
  FileRead file = read_bytes(upload.name, upload.name, std::move(upload.bytes), true, false);
  if (!file.documents.empty()) {
    Ready& whole = file.documents.front();
    if (!upload.title.empty()) whole.parsed.title = std::move(upload.title);
    if (!upload.note.empty()) whole.parsed.note = std::move(upload.note);
    if (!upload.time.empty()) whole.time = std::move(upload.time);
  }
  put(std::move(file));
  flush();
  tell("reading", done_, total_);
}

AddReport Adding::finish(const std::string& subject) {
  flush();
  catching_up_.finish([&](std::int64_t waiting) { tell("indexing, left", waiting, 0); });
  store_.write([&](Db& db) {
    audit(db, options_.who, "add", subject, fmt::format("collection {}: {} added, {} updated, {} moved, {} removed, {} failed", origin_.collection, report_.added,
                                                        report_.updated, report_.moved, report_.removed, report_.failed_count));
  }, Space::freed);
  return std::move(report_);
}

}  // namespace gw
