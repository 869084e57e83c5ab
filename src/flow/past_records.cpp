#include "flow/past_records.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/error.h"
#include "base/files.h"
#include "base/spelling.h"
#include "base/text.h"
#include "flow/model_inputs.h"
#include "flow/moment.h"
#include "flow/workspace_file.h"
#include "ingest/document_table.h"
#include "ingest/records.h"
#include "rules/values.h"

namespace gw {
namespace {

constexpr std::size_t slots_most = 32, record_text_most = 4000, field_name_most = 40;
constexpr std::size_t memory_per_text_byte = 12;  // postings, terms and the text itself; measured on bug reports

struct Reader {
  const RecordsWanted& wanted;
  std::shared_ptr<PastRecords> out = std::make_shared<PastRecords>();
  std::vector<std::string> columns = {};

  explicit Reader(const RecordsWanted& wanted) : wanted(wanted) {
    NearestSettings settings = duplicate_settings();
    if (!wanted.duplicates) settings.mutual = 0;
    settings.half_life_days = wanted.half_life_days;
    for (const auto& field : wanted.equal) settings.fields["=" + field] = {.weight = 1, .k1 = 0, .b = 0};
    out->nearest = Nearest(std::move(settings));
  }

  void know(const std::vector<std::string>& names) {
    for (const auto& name : names)
      if (std::ranges::find(columns, name) == columns.end()) columns.push_back(name);
  }

  bool holds_words(std::string_view name) const {
    if (!wanted.like.empty()) return std::ranges::find(wanted.like, name) != wanted.like.end();
    if (name == wanted.decided || name == wanted.time || std::ranges::find(wanted.equal, name) != wanted.equal.end()) return false;
    return name != "id" && name != "url" && name != "time";
  }

  std::string words(const json::object& fields) const {
    std::string all;
    const auto put = [&](const json::value* value) {
      if (value == nullptr || value->is_null() || all.size() > record_text_most * 4) return;
      if (!all.empty()) all.push_back('\n');
      all += value->is_string() ? std::string_view(value->get_string()) : std::string_view(written(*value));
    };
    // In the order that the app names them: the first line is the title.
    for (const auto& name : wanted.like) put(fields.if_contains(name));
    if (wanted.like.empty())
      for (const auto& member : fields)
        if (holds_words(member.key()) && member.value().is_string()) put(&member.value());
    return all;
  }

  void put(PastRecord record) {
    if (out->records.size() >= records_most) throw Error(Code::invalid, fmt::format("More than {} past records in {} are not read.", records_most, wanted.records));
    const std::string all = words(record.fields);
    const std::size_t line = all.find('\n');
    record.title = slice(all.substr(0, line), 0, record_text_most);
    if (line != all.npos) record.text = slice(std::string_view(all).substr(line + 1), 0, record_text_most);
    const auto field = [&](const std::string& name) {
      const auto* value = record.fields.if_contains(name);
      return value == nullptr ? std::string() : written(*value);
    };
    record.decided = field(wanted.decided);
    record.time = field(wanted.time);
    std::vector<std::pair<std::string, std::string>> equal;
    for (const auto& name : wanted.equal) equal.emplace_back(name, field(name));
    out->nearest.add(record_bag(record.title, record.text, equal), moment_of(std::string_view(record.time)).value_or(0));
    out->bytes += (record.title.size() + record.text.size()) * memory_per_text_byte + 1000;
    out->records.push_back(std::move(record));
  }

  // A field that no record has is a mistake in the app file, and would silently say nothing.
  std::shared_ptr<const PastRecords> finish() {
    if (out->records.empty()) return out;
    const auto check = [&](std::string_view setting, const std::string& name) {
      if (std::ranges::find(columns, name) == columns.end()) throw Error(Code::invalid, fmt::format("\"{}\" names the field \"{}\", which no record of {} has; {}", setting, name, wanted.records, or_rather(name, columns)));
    };
    check("decided", wanted.decided);
    for (const auto& name : wanted.like) check("like", name);
    for (const auto& name : wanted.equal) check("fields", name);
    return out;
  }
};

std::shared_ptr<const PastRecords> read_file_records(const fs::path& path, const RecordsWanted& wanted) {
  RecordTable table = read_records(read_file(path, record_bytes_most), wanted.records);
  Reader reader(wanted);
  reader.know(table.columns);
  for (std::size_t i = 0; i < table.rows.size(); ++i) {
    PastRecord record{.collection = "", .document = fmt::format("{}:{}", wanted.records, table.lines[i])};
    record.fields = std::move(table.rows[i]);
    reader.put(std::move(record));
  }
  return reader.finish();
}

bool is_field_name(std::string_view text) {
  return !text.empty() && count_code_points(text) <= field_name_most && text.find_first_of("\"'()[]{}.,;，。；") == text.npos;
}

json::object fields_of(const DocumentRow& row, std::string_view text) {
  json::object out;
  for (const auto line : split(text, '\n')) {
    std::size_t colon = line.find(':'), width = 1;
    if (const auto wide = line.find("："); wide < colon) colon = wide, width = std::string_view("：").size();
    if (colon == line.npos) continue;
    const auto name = trim(line.substr(0, colon)), value = trim(line.substr(colon + width));
    if (is_field_name(name) && !value.empty() && !out.contains(name) && out.size() < record_columns_most) out[name] = value;
  }
  out["title"] = row.title;
  out["text"] = text;
  if (!row.time.empty()) out["time"] = row.time;
  if (!row.url.empty()) out["url"] = row.url;
  return out;
}

void put_document(Db& db, std::int64_t number, Reader& reader) {
  const auto row = document_by_number(db, number);
  if (!row) return;
  const std::string text = text_of(db, number, 4u << 20);
  RecordTable table = records_in(text, blocks_of(db, number));
  if (!table.rows.empty()) reader.know(table.columns);
  for (std::size_t i = 0; i < table.rows.size(); ++i) {
    PastRecord record{.collection = row->collection, .document = row->name};
    record.fields = std::move(table.rows[i]);
    reader.put(std::move(record));
  }
  if (!table.rows.empty()) return;
  PastRecord record{.collection = row->collection, .document = row->name};
  record.fields = fields_of(*row, text);
  record.end = static_cast<std::uint32_t>(count_code_points(text));
  std::vector<std::string> names;
  for (const auto& member : record.fields) names.emplace_back(member.key());
  reader.know(names);
  reader.put(std::move(record));
}

std::shared_ptr<const PastRecords> read_collection(Db& db, const Scope& scope, const RecordsWanted& wanted) {
  Reader reader(wanted);
  std::vector<std::int64_t> numbers;
  const std::optional<std::string> collection = nfc(wanted.records);
  for (DocumentPlace after;;) {
    const auto next = walk_documents(db, collection, after, [&](std::int64_t c) { return scope.sees(c); }, [&](std::int64_t number) {
      numbers.push_back(number);
      return numbers.size() < records_most;
    });
    if (!next || numbers.size() >= records_most) break;
    after = *next;
  }
  for (const auto number : numbers) put_document(db, number, reader);
  return reader.finish();
}

std::string key_of(const RecordsWanted& wanted) {
  return fmt::format("{}\x01{}\x01{}\x01{}\x01{}\x01{}\x01{}", wanted.records, join(wanted.like, "\x02"), wanted.decided, wanted.time, join(wanted.equal, "\x02"), wanted.half_life_days, wanted.duplicates);
}

fs::path path_of(const Workspace& workspace, const std::string& name) {
  const fs::path path(name);
  if (path.is_absolute() || name.find("..") != name.npos) throw Error(Code::invalid, fmt::format("Records lie below the workspace, not at {}.", name));
  return workspace_path(workspace.root, name);
}

std::string stamp_of(const fs::path& path, const std::string& name) {
  std::error_code failed;
  const auto size = fs::file_size(path, failed);
  if (failed) throw Error(Code::not_found, fmt::format("The workspace has no file of records {}.", name));
  const auto time = fs::last_write_time(path, failed);
  return fmt::format("{} {}", size, time.time_since_epoch().count());
}

}  // namespace

struct RecordShelf::Slot {
  explicit Slot(std::string key) : key(std::move(key)) {}
  const std::string key;
  std::mutex mutex;  // held while it is read
  std::string stamp;
  std::shared_ptr<const PastRecords> value;
  std::size_t bytes = 0;  // guarded by the shelf's mutex
};

Bag record_bag(std::string_view title, std::string_view text, const std::vector<std::pair<std::string, std::string>>& equal) {
  Bag out = duplicate_bag(words_of(title, record_text_most / 2), words_of(text, record_text_most / 2));
  for (const auto& [name, value] : equal)
    if (!value.empty()) out.push_back({"=" + name, {nfkc_casefold(value)}});
  return out;
}

RecordShelf::RecordShelf(Store& store, std::size_t bytes_most) : store_(store), bytes_most_(bytes_most) {}
RecordShelf::~RecordShelf() = default;

std::shared_ptr<RecordShelf::Slot> RecordShelf::slot_of(const std::string& key) {
  const std::lock_guard lock(mutex_);
  const auto found = std::ranges::find_if(slots_, [&](const auto& slot) { return slot->key == key; });
  auto out = found == slots_.end() ? std::make_shared<Slot>(key) : *found;
  if (found != slots_.end()) slots_.erase(found);
  slots_.push_back(out);
  return out;
}

// Whoever still reads from what is let go keeps it alive.
void RecordShelf::let_go() {
  std::size_t bytes = 0;
  for (const auto& slot : slots_) bytes += slot->bytes;
  while (slots_.size() > 1 && (bytes > bytes_most_ || slots_.size() > slots_most)) {
    bytes -= slots_.front()->bytes;
    slots_.erase(slots_.begin());
  }
}

std::shared_ptr<const PastRecords> RecordShelf::find(const RecordsWanted& wanted, const Caller& caller) {
  std::shared_ptr<Slot> slot;
  std::shared_ptr<const PastRecords> out;
  if (is_record_file(wanted.records)) {
    const fs::path path = path_of(store_.workspace(), wanted.records);
    slot = slot_of(key_of(wanted));
    const std::lock_guard lock(slot->mutex);
    const std::string stamp = stamp_of(path, wanted.records);
    if (!slot->value || slot->stamp != stamp) {
      slot->value = nullptr;  // not both at once
      slot->value = read_file_records(path, wanted);
      slot->stamp = stamp;
    }
    out = slot->value;
  } else {
    store_.read([&](Db& db) {
      const Scope scope = scope_of(db, caller, wanted.records);
      slot = slot_of(fmt::format("{}\x01{}", key_of(wanted), scope.key));
      const std::lock_guard lock(slot->mutex);
      const std::string stamp = documents_stamp(db, scope.visible);
      if (!slot->value || slot->stamp != stamp) {
        slot->value = nullptr;
        slot->value = read_collection(db, scope, wanted);
        slot->stamp = stamp;
      }
      out = slot->value;
    });
  }
  const std::lock_guard lock(mutex_);
  slot->bytes = out->bytes;
  let_go();
  return out;
}

}  // namespace gw
