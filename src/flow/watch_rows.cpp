// New rows of a .csv or .jsonl file.
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <unordered_map>
#include <unordered_set>

#include "base/error.h"
#include "base/hash.h"
#include "base/open_folder.h"
#include "base/result.h"
#include "base/text.h"
#include "flow/watch.h"
#include "ingest/separated.h"
#include "ingest/source.h"

namespace gw {
namespace {

constexpr std::uint64_t file_bytes_most = 64 << 20;
constexpr std::size_t rows_most = 500'000, quoted_bytes_most = 1 << 20;

// Where the quote that opened before `at` is closed; npos where it is not.
std::size_t closing_quote(std::string_view text, std::size_t at) {
  for (; at < text.size(); ++at) {
    if (text[at] != '"') continue;
    if (at + 1 == text.size() || text[at + 1] != '"') return at;
    ++at;
  }
  return text.npos;
}

// Up to the last line break outside of quotes: what follows is still being written. As separated_rows reads them: a quote opens a cell only where the cell
// begins, and one that is not closed for long is a character, so that no row holds up those behind it.
std::string_view finished_rows(std::string_view text, char separator) {
  std::size_t end = 0;
  bool blank = true;  // nothing but spaces in the cell so far
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '"' && blank) {
      const std::size_t close = closing_quote(text.substr(0, i + quoted_bytes_most), i + 1);
      if (close == text.npos && text.size() - i < quoted_bytes_most) return text.substr(0, end);
      blank = close != text.npos && trim(text.substr(i + 1, close - i - 1)).empty();
      if (close != text.npos) i = close;
    } else if (c == separator || c == '\n') {
      blank = true;
      if (c == '\n') end = i + 1;
    } else if (blank && !trim(text.substr(i, 1)).empty()) {
      blank = false;
    }
  }
  return text.substr(0, end);
}

std::string_view finished_lines(std::string_view text) { return text.substr(0, text.rfind('\n') + 1); }

struct Row {
  std::int64_t number = 0;  ///< line or row in the file, from 1
  std::string hash;         ///< of what makes two rows the same
  std::string content;      ///< a JSON object
};

std::string hash_of(std::string_view content) { return sha256_hex(content).substr(0, 32); }

class RowsWatch : public Watch {
 public:
  explicit RowsWatch(const Trigger& trigger) : file_(trigger.what), table_(trigger.what.ends_with(".csv")) {}

  std::vector<std::string> there(const Look& look) override {
    std::vector<std::string> out;
    for (const auto& [token, row] : rows(look)) out.push_back(token);
    return out;
  }

  std::vector<Arrival> look(const Look& look) override {
    const FileStamp stamp = opened(look)->stamp();
    if (stamp == stamp_) return {};
    auto all = rows(look);
    std::erase_if(all, [&](const auto& one) { return done_.contains(hash64(one.first)); });
    std::vector<std::string> tokens;
    for (const auto& [token, row] : all) tokens.push_back(token);
    const auto old = look.met(tokens);
    std::vector<Arrival> out;
    bool rest = false;
    for (std::size_t i = 0; i < all.size(); ++i) {
      if (old[i]) {
        done_.insert(hash64(all[i].first));
      } else if (out.size() < look.most) {
        out.push_back({all[i].first, fmt::format("{}, row {}", file_, all[i].second.number), [this, row = std::move(all[i].second)] { return given(row); }});
      } else {
        rest = true;
      }
    }
    // Until all of them are taken, the next look reads the file again.
    if (!rest && out.empty()) stamp_ = stamp;
    return out;
  }

  void done(const Arrival& arrival) override { done_.insert(hash64(arrival.token)); }
  std::string waiting() const override { return unfinished_ ? "The last line has no end yet; it waits for it." : ""; }

 private:
  std::unique_ptr<InputFile> opened(const Look& look) const { return OpenFolder(look.root).open(file_); }

  std::vector<std::pair<std::string, Row>> rows(const Look& look) {
    const std::string bytes = opened(look)->all(file_bytes_most);
    Source source(bytes, file_);
    if (!bytes.empty() && !source.is_text()) throw Error(Code::invalid, fmt::format("{} is no text.", file_));
    const std::string_view text = bytes.empty() ? std::string_view() : std::string_view(source.text());
    const char separator = table_ ? separator_of(text) : '\0';
    const std::string_view lines = table_ ? finished_rows(text, separator == '\0' ? ',' : separator) : finished_lines(text);
    unfinished_ = !trim(text.substr(lines.size())).empty();
    std::vector<std::pair<std::string, Row>> out;
    std::unordered_map<std::string, int> times;
    for (auto& row : table_ ? table_rows(lines) : json_lines(lines)) {
      if (out.size() == rows_most) throw Error(Code::invalid, fmt::format("{} has more than {} rows; begin a new file.", file_, rows_most));
      // Two equal rows are two rows: the second is the second of its content.
      std::string token = fmt::format("row {} {} {}", file_, row.hash, ++times[row.hash]);
      out.emplace_back(std::move(token), std::move(row));
    }
    return out;
  }

  std::vector<Row> table_rows(std::string_view text) {
    const char separator = separator_of(text);
    const auto sheet = separated_rows(text, separator == '\0' ? ',' : separator, rows_most + 1);
    std::vector<Row> out;
    if (sheet.empty()) return out;
    for (std::size_t i = 1; i < sheet.size(); ++i) {
      json::object row;
      for (const auto& cell : sheet[0].cells) row[cell.text] = "";
      // By name and without what is empty: a row stays the same when columns are moved or added.
      std::map<std::string_view, std::string_view> filled;
      for (const auto& cell : sheet[i].cells) {
        const auto column = std::ranges::lower_bound(sheet[0].cells, cell.column, {}, &Cell::column);
        if (column == sheet[0].cells.end() || column->column != cell.column) continue;
        row[column->text] = cell.text;
        if (!cell.text.empty()) filled[column->text] = cell.text;
      }
      json::object same;
      for (const auto& [name, text] : filled) same[name] = text;
      out.push_back({sheet[i].number, hash_of(json::serialize(same)), json::serialize(row)});
    }
    return out;
  }

  static std::vector<Row> json_lines(std::string_view text) {
    std::vector<Row> out;
    std::int64_t number = 0;
    for (const auto line : split(text, '\n')) {
      ++number;
      if (!trim(line).empty()) out.push_back({number, hash_of(trim(line)), std::string(trim(line))});
    }
    return out;
  }

  json::object given(const Row& row) const {
    auto value = parse_json(row.content);
    if (!value.is_object()) throw Error(Code::invalid, fmt::format("{}, row {} is no JSON object.", file_, row.number));
    return {{"row", std::move(value.get_object())}};
  }

  const std::string file_;
  const bool table_;
  std::unordered_set<std::uint64_t> done_;
  FileStamp stamp_;
  bool unfinished_ = false;
};

}  // namespace

std::unique_ptr<Watch> watch_rows(const Trigger& trigger) { return std::make_unique<RowsWatch>(trigger); }

}  // namespace gw
