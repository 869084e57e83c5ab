// Files of JSON lines, a document a line: read in blocks of about a megabyte, each parsed and cut by a worker, put in the order of the file.
#include <fmt/format.h>

#include <algorithm>

#include "base/error.h"
#include "base/hash.h"
#include "base/json.h"
#include "base/text.h"
#include "base/time.h"
#include "library/adding.h"
#include "library/lines.h"
#include "policy/names.h"

namespace gw {
namespace {

constexpr std::size_t line_most = 16 << 20;
constexpr std::size_t block_size = 1 << 20;
constexpr std::size_t commit_size = 8 << 20;

struct RawLine {
  std::int64_t number = 0;
  std::string text;
  bool too_long = false;
};

struct ReadyLine {
  std::int64_t number = 0;
  Ready ready;
  std::string text;     ///< the document's, kept while it was not cut because the store has the same
  std::size_t size = 0;
  bool empty = false;
  std::string failed;   ///< why not
};

using ReadyLines = std::vector<ReadyLine>;

bool is_control_free(std::string_view text) {
  for (std::size_t at = 0; at < text.size();)
    if (const char32_t c = decode(text, at); c < 32 || (c >= 127 && c < 160)) return false;
  return true;
}

std::string checked(const json::object& line, const char* key, std::size_t most) {
  std::string value = string_or(line, key);
  if (value.size() > most) throw Error(Code::invalid, fmt::format("\"{}\" is longer than {} bytes.", key, most));
  if (!is_control_free(value)) throw Error(Code::invalid, fmt::format("\"{}\" holds control characters.", key));
  return value;
}

// The half that the line does not state is that of its file.
std::optional<Rights> rights_of(const json::object& line, const Rights& given) {
  const bool groups = line.contains("groups") && !line.at("groups").is_null(), label = line.contains("label") && !line.at("label").is_null();
  if (!groups && !label) return std::nullopt;
  Rights rights = given;
  if (groups) rights.groups = strings_of(line, "groups");
  if (rights.groups.size() > 64) throw Error(Code::invalid, "\"groups\" has more than 64 names.");
  for (auto& group : rights.groups) group = checked_name(NameOf::group, group);
  if (label) rights.label = label_named(string_of(line, "label"));
  return rights;
}

void read_document(ReadyLine& out, const std::string& raw, const Rights& given) {
  const json::value value = parse_json(raw);
  if (!value.is_object()) throw Error(Code::invalid, "The line is no JSON object.");
  const auto& line = value.get_object();
  if (line.contains("question") && line.contains("answerable")) throw Error(Code::invalid, "The line is a question, not a document.");
  Ready& ready = out.ready;
  ready.name = nfc(string_of(line, "id"));
  if (trim(ready.name).empty()) throw Error(Code::invalid, "\"id\" is empty.");
  if (ready.name.size() > 1000) throw Error(Code::invalid, "\"id\" is longer than 1,000 bytes.");
  if (!is_control_free(ready.name)) throw Error(Code::invalid, "\"id\" holds control characters.");
  out.text = string_of(line, "text");
  ready.parsed.title = checked(line, "title", 2000);
  ready.url = checked(line, "url", 4000);
  ready.time = checked(line, "time", 64);
  ready.rights = rights_of(line, given);
  ready.bytes = static_cast<std::int64_t>(raw.size());
  std::string all;
  all.reserve(out.text.size() + 256);
  for (const auto* part : {&ready.parsed.title, &ready.url, &ready.time, &out.text}) all.append(std::to_string(part->size())).append(":").append(*part);
  ready.hash = sha256_hex(all);
  out.size = raw.size();
}

void cut(ReadyLine& line) {
  Ready& ready = line.ready;
  std::string title = std::move(ready.parsed.title);
  ready.parsed = text_document(line.text, title);
  ready.parsed.title = std::move(title);
  ready.parsed.format = "jsonl";
  ready.chunks = chunks_of(ready.parsed);
  ready.parsed.text = {};
  line.text = {};
  line.empty = ready.chunks.empty();
}

// What the store has already with the same content is not cut again.
ReadyLines read_block(const std::vector<RawLine>& raw, const Store& store, const Origin& origin) {
  ReadyLines out(raw.size());
  for (std::size_t i = 0; i < raw.size(); ++i) {
    out[i].number = raw[i].number;
    if (raw[i].too_long) {
      out[i].failed = fmt::format("The line is longer than {} MB.", line_most >> 20);
      continue;
    }
    try {
      read_document(out[i], raw[i].text, origin.rights);
    } catch (const Error& e) {
      out[i].failed = e.message();
    }
  }
  std::vector<bool> there(raw.size());
  store.read([&](Db& db) {
    for (std::size_t i = 0; i < out.size(); ++i) {
      if (!out[i].failed.empty()) continue;
      there[i] = hash_of_document(db, origin.collection, out[i].ready.name) == out[i].ready.hash;
    }
  });
  for (std::size_t i = 0; i < out.size(); ++i) {
    if (!out[i].failed.empty() || there[i]) continue;
    try {
      cut(out[i]);
    } catch (const Error& e) {
      out[i].failed = e.message();
    }
  }
  return out;
}

// Two independent 64-bit hashes: that two ids share both does not happen.
struct IdKey {
  std::uint64_t a, b;
  bool operator==(const IdKey&) const = default;
};
struct IdHash {
  std::size_t operator()(const IdKey& k) const { return k.a; }
};
IdKey key_of(const std::string& id) { return {hash64(id), hash64("\x01" + id)}; }

}  // namespace

LinesKind kind_of_lines(std::string_view beginning) {
  if (is_pair_lines(beginning)) return LinesKind::pairs;
  const bool whole = beginning.size() < (64 << 10);
  bool any = false;
  for (auto line : split(beginning, '\n')) {
    if (line.data() + line.size() == beginning.data() + beginning.size() && !whole) break;  // cut off
    if (line.starts_with("\xEF\xBB\xBF")) line.remove_prefix(3);
    line = trim(line);
    if (line.empty()) continue;
    try {
      const auto value = parse_json(line);
      if (!value.is_object()) continue;
      const auto& object = value.get_object();
      if (object.contains("question") && object.contains("answerable")) return LinesKind::questions;
      if (object.contains("id") || object.contains("text")) return LinesKind::documents;
      any = true;
    } catch (const Error&) {
    }
  }
  return any ? LinesKind::other : LinesKind::documents;
}

void Adding::add_lines(const Read& read, const std::string& path, const std::string& shown, std::uint64_t size, bool mirror) {
  flush();
  std::unordered_map<IdKey, std::int64_t, IdHash> ids;  // to the line where it stood first
  std::int64_t lines_failed = 0;
  std::string first_failure;
  const auto failed_line = [&](std::int64_t number, const std::string& reason) {
    if (lines_failed++ == 0) first_failure = fmt::format("line {}: {}", number, reason);
    fail(fmt::format("{}:{}", shown, number), reason);
  };

  ReadyLines batch;
  std::size_t batch_bytes = 0;
  const auto commit = [&] {
    if (batch.empty()) return;
    AddReport tally;
    std::vector<std::pair<std::int64_t, std::string>> faults;  // line and why
    store_.write([&](Db& db) {
      tally = {};
      faults.clear();
      for (auto& line : batch) {
        if (!line.text.empty() && hash_of_document(db, origin_.collection, line.ready.name) != line.ready.hash) cut(line);  // changed since the worker looked
        if (line.empty) {
          const auto earlier = document_by_name(db, origin_.collection, line.ready.name);
          const bool ours = earlier && is_of(db, *earlier, origin_, path);
          if (ours && !options_.allow_removals) {
            faults.emplace_back(line.number, no_text_any_more);
            continue;
          }
          ++tally.empty;
          if (ours) {
            drop_document(db, store_.workspace(), *earlier);
            ++tally.removed;
          }
          continue;
        }
        switch (put_document(db, store_.workspace(), origin_, path, line.ready,
                             [&](const std::string& from) { return vanished_.contains(from) || lines_to_read_.contains(from); })) {
          case Put::added: ++tally.added; break;
          case Put::updated: ++tally.updated; break;
          case Put::unchanged: ++tally.unchanged; break;
          case Put::conflict:
            ++tally.conflicts;
            faults.emplace_back(line.number, taken(db, origin_.collection, line.ready.name));
            break;
        }
      }
    });
    report_.join(std::move(tally));
    for (const auto& [number, reason] : faults) failed_line(number, reason);
    batch.clear();
    batch_bytes = 0;
    catching_up_.wake();
  };

  std::uint64_t bytes_done = 0;
  {
    Ordered<ReadyLines> reading(workers_, workers_.size() + 2, 64ull << 20);
    const auto take = [&] {
      for (auto& line : reading.take()) {
        if (!line.failed.empty()) {
          failed_line(line.number, line.failed);
          continue;
        }
        const auto [first, is_new] = ids.emplace(key_of(line.ready.name), line.number);
        if (!is_new) {
          ++report_.conflicts;
          failed_line(line.number, fmt::format("The id {} stands in line {} already.", line.ready.name, first->second));
          continue;
        }
        batch_bytes += line.size;
        batch.push_back(std::move(line));
        if (batch_bytes >= commit_size) commit();
      }
      tell("reading, MB", static_cast<std::int64_t>(bytes_done >> 20), static_cast<std::int64_t>(size >> 20));
    };
    Lines lines(read, line_most);
    Lines::Line line;
    auto raw = std::make_shared<std::vector<RawLine>>();
    std::size_t raw_bytes = 0;
    const auto give = [&] {
      if (raw->empty()) return;
      while (reading.full()) take();
      reading.give(raw_bytes, [this, raw] { return read_block(*raw, store_, origin_); });
      raw = std::make_shared<std::vector<RawLine>>();
      raw_bytes = 0;
      bytes_done = lines.bytes();
    };
    while (lines.next(line)) {
      if (!line.too_long && trim(line.text).empty()) continue;
      raw->push_back({line.number, std::string(line.text), line.too_long});
      raw_bytes += line.text.size() + 64;
      if (raw_bytes >= block_size) give();
    }
    give();
    while (!reading.empty()) take();
  }
  commit();

  AddReport tally;
  tally.seen = 1;
  tally.read = 1;
  const std::string name = mirror ? name_of_path(path) : title_of_name(path);
  store_.write([&](Db& db) {
    forget_unread(db, origin_.collection, name);
    if (lines_failed > 0)
      keep_unread(db, origin_.collection, origin_.source, path,
                  {name, "jsonl", fmt::format("{} of its lines could not be read; {}", lines_failed, first_failure), "", static_cast<std::int64_t>(size)},
                  origin_.compartment, now_seconds());
  });
  report_.join(std::move(tally));
  // Of lines that failed the id may not be known: then none counts as gone.
  if (mirror && lines_failed == 0) drop_lost(path, shown, [&](const std::string& name) { return ids.contains(key_of(name)); });
}

// Documents that are no longer in the file that brought them go too, unless most would go.
void Adding::drop_lost(const std::string& path, const std::string& shown, const std::function<bool(const std::string& name)>& is_there) {
  std::vector<DocumentRow> gone_rows;
  std::int64_t all = 0;
  store_.read([&](Db& db) {
    for (std::int64_t after = 0;;) {
      auto rows = documents_of_path(db, origin_.source, path, after, 1000);
      if (rows.empty()) break;
      after = rows.back().number;
      all += static_cast<std::int64_t>(rows.size());
      for (auto& row : rows)
        if (!is_there(row.name)) gone_rows.push_back(std::move(row));
    }
  });
  if (gone_rows.empty()) return;
  if (!options_.allow_removals && static_cast<std::int64_t>(gone_rows.size()) * 2 > all)
    return fail(shown, fmt::format("{} of its {} documents vanished; nothing was removed. If that is intended, add it again with --allow-removals.",
                                   gone_rows.size(), all));
  for (std::size_t from = 0; from < gone_rows.size(); from += 1000)
    store_.write([&](Db& db) {
      for (std::size_t i = from; i < std::min(gone_rows.size(), from + 1000); ++i)
        if (document_by_number(db, gone_rows[i].number)) drop_document(db, store_.workspace(), gone_rows[i]);
    }, Space::freed);
  report_.removed += static_cast<std::int64_t>(gone_rows.size());
  catching_up_.wake();
}

}  // namespace gw
