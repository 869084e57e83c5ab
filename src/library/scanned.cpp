// Scanned pages: read one after another by OCR and put into their document, which can be found by each page as soon as it is read.
#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "base/error.h"
#include "base/files.h"
#include "base/hash.h"
#include "base/log.h"
#include "base/text.h"
#include "library/inside.h"
#include "library/putting.h"
#include "library/source_table.h"

namespace gw {
namespace {

constexpr std::uint64_t original_most = 256ull << 20;
constexpr std::int64_t tries_most = 3;

// Puts the blocks of one page where the page belongs among those that are there.
void put_page(Parsed& document, const Parsed& page, std::uint32_t number) {
  const std::string text(trim(page.text));
  if (text.empty()) return;
  const auto skipped = static_cast<std::uint32_t>(count_code_points(std::string_view(page.text).substr(0, page.text.find_first_not_of(" \t\r\n\v\f"))));
  const auto length = static_cast<std::uint32_t>(count_code_points(text));
  auto behind = std::find_if(document.blocks.begin(), document.blocks.end(), [&](const Block& b) { return b.page > number; });
  const auto all = static_cast<std::uint32_t>(count_code_points(document.text));
  const std::uint32_t at = behind == document.blocks.end() ? all : behind->start;
  const std::size_t byte = byte_of_code_point(document.text, at);
  std::string before = document.text.substr(0, byte);
  const std::string after = document.text.substr(byte);
  std::uint32_t place = at;
  if (!before.empty())
    while (!before.ends_with("\n\n")) {
      before += '\n';
      ++place;
    }
  const std::string_view gap = after.empty() ? "\n" : "\n\n";
  document.text = before + text + std::string(gap) + after;
  const std::uint32_t shift = place - at + length + static_cast<std::uint32_t>(gap.size());
  for (auto it = behind; it != document.blocks.end(); ++it) {
    it->start += shift;
    it->end += shift;
  }
  std::vector<Block> fresh;
  for (Block block : page.blocks) {
    if (block.start < skipped || block.end > skipped + length) continue;
    block.start = block.start - skipped + place;
    block.end = block.end - skipped + place;
    block.page = number;
    block.table = 0;
    fresh.push_back(block);
  }
  if (fresh.empty()) fresh.push_back({.page = number, .start = place, .end = place + length});
  document.blocks.insert(behind, fresh.begin(), fresh.end());
}

}  // namespace

// The bytes that the pages were seen in: kept aside for uploads and parts, else the file itself, as long as it is the same.
Original Library::Inside::original(const DocumentRow& row) const {
  const Original changed{Original::changed, {}}, out_of_reach{Original::out_of_reach, {}};
  try {
    const auto kept = original_of(store.workspace(), row.number);
    std::error_code none;
    // A process that was killed may have left bytes under a number that another document got.
    if (std::filesystem::exists(kept, none))
      if (auto bytes = read_file(kept, original_most); sha256_hex(bytes) == row.hash) return {Original::here, std::move(bytes)};
    if (!row.source || !row.container.empty()) return changed;
    const auto root = store.reading<std::optional<std::string>>([&](Db& db) { return root_of_source(db, *row.source); });
    if (!root) return changed;
    // The source is a folder, or the one file itself.
    const std::filesystem::path place(*root);
    const bool folder = std::filesystem::is_directory(place, none);
    auto bytes = OpenFolder(folder ? place : place.parent_path()).open(folder ? row.path : place.filename().string())->all(original_most);
    if (sha256_hex(bytes) != row.hash) return changed;
    return {Original::here, std::move(bytes)};
  } catch (const Error&) {
    return out_of_reach;
  }
}

// Inside a write transaction nobody else is about to commit a document whose bytes lie there already.
void remove_stray_originals(Db& db, const Workspace& workspace) {
  std::error_code none;
  std::vector<std::filesystem::path> strays;
  for (const auto& entry : std::filesystem::directory_iterator(workspace.data() / "waiting", none)) {
    std::int64_t number = 0;
    const std::string name = entry.path().filename().string();
    const auto [end, failed] = std::from_chars(name.data(), name.data() + name.size(), number);
    if (failed != std::errc() || end != name.data() + name.size() || waiting_pages_of(db, number).empty()) strays.push_back(entry.path());
  }
  for (const auto& stray : strays) remove_file(stray);
}

// False when no program can read pages.
bool Library::Inside::read_pages(const DocumentRow& row, const std::vector<WaitingPage>& pages) {
  const Original original_bytes = original(row);
  if (original_bytes.state == Original::out_of_reach) {
    // A folder that is not mounted now comes back; its pages wait behind those that can be read.
    store.write([&](Db& db) {
      for (const auto& page : pages) count_try(db, row.number, page.page);
    });
    return true;
  }
  const auto* bytes = original_bytes.state == Original::here ? &original_bytes.bytes : nullptr;
  std::vector<std::uint32_t> done;
  std::vector<std::pair<std::uint32_t, Parsed>> read;
  std::int64_t given_up = 0;
  std::vector<std::uint32_t> again;
  Ordered<Parsed> reading(workers(), pages.size() + 1, UINT64_MAX);
  if (bytes)
    for (const auto& page : pages) reading.give(0, [&, number = page.page] { return read_page(*bytes, row.name, number, {}); });
  for (const auto& page : pages) {
    if (!bytes) {
      done.push_back(page.page);
      ++given_up;
      continue;
    }
    try {
      read.emplace_back(page.page, reading.take());
      done.push_back(page.page);
    } catch (const Error& e) {
      if (e.code() == Code::unavailable) return false;
      log::info("library.page_failed", {{"document", row.number}, {"page", page.page}, {"tries", page.tries + 1}});
      if (page.tries + 1 < tries_most) {
        again.push_back(page.page);
        continue;
      }
      done.push_back(page.page);
      ++given_up;
    }
  }
  store.write([&](Db& db) {
    const auto now = document_by_number(db, row.number);
    if (!now) return;  // removed or replaced meanwhile
    for (const auto page : again) count_try(db, row.number, page);
    if (done.empty()) return;
    Parsed document;
    document.text = text_of(db, row.number);
    document.blocks = blocks_of(db, row.number);
    document.title = now->title;
    for (const auto& [number, page] : read) put_page(document, page, number);
    auto left = waiting_pages_of(db, row.number);
    std::erase_if(left, [&](std::uint32_t page) { return std::find(done.begin(), done.end(), page) != done.end(); });
    DocumentRow next = *now;
    next.state = left.empty() ? "ready" : "reading";
    if (bytes == nullptr) {
      next.hash.clear();  // whatever its file holds when it is added again is read anew
      if (now->source) distrust_file(db, *now->source, now->path);
    }
    if (given_up > 0)
      next.note = fmt::format("{}{}{} of its scanned pages could not be read.", now->note, now->note.empty() ? "" : " ", given_up);
    replace_document(db, store.workspace(), *now, next, document.blocks, chunks_of(document), pairs_of(db, row.number), left);
  });
  return true;
}

std::int64_t Library::read_waiting_pages(std::int64_t most) {
  std::lock_guard one_at_a_time(inside_->reading_pages);
  if (!inside_->read_page) return 0;
  std::vector<WaitingPage> pages;
  std::optional<DocumentRow> row;
  inside_->store.read([&](Db& db) {
    pages = next_waiting_pages(db, std::max<std::int64_t>(most, 1));
    if (!pages.empty()) row = document_by_number(db, pages.front().document);
  });
  if (!row) return 0;
  if (!inside_->read_pages(*row, pages)) return 0;
  inside_->index.catch_up();
  return inside_->store.reading<std::int64_t>([](Db& db) { return count_waiting_pages(db, tries_most); });
}

}  // namespace gw
