// A library over a workspace and a folder of files that live as long as a test.
#pragma once
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <functional>

#include "base/error.h"
#include "base/files.h"
#include "base/hash.h"
#include "ingest/ingest.h"
#include "library/find.h"
#include "library/library.h"

namespace gw {

inline const std::string page_text = "Rückgabe Seite";

struct LibraryTest : testing::Test {
  LibraryTest() {
    ::setenv("GROUNDWORK_FREE_FLOOR_MB", "0", 1);
    root = fs::temp_directory_path() / ("gw_library_" + to_hex(random_bytes(6)));
    fs::create_directories(root / "w");
    write(root / "w" / "groundwork.yaml", "name: test\n");
    docs = root / "docs";
    fs::create_directories(docs);
    open();
  }
  ~LibraryTest() override {
    library.reset();
    index.reset();
    store.reset();
    fs::remove_all(root);
  }
  void open() {
    library.reset();
    index.reset();
    store.reset();
    store = std::make_unique<Store>(Workspace{root / "w"});
    index = std::make_unique<Index>(*store);
    library = std::make_unique<Library>(
        *store, *index, [](std::string_view bytes, std::string_view name, const ParseOptions& o) { return parse(bytes, name, o); },
        [](std::string_view, std::string_view, std::uint32_t page, const auto&) { return text_document(page_text + " " + std::to_string(page), ""); });
  }
  static void write(const fs::path& path, std::string_view text) {
    fs::create_directories(path.parent_path());
    std::ofstream(path, std::ios::binary) << text;
  }
  AddReport add(const fs::path& path, AddOptions options = {}) { return library->add({path.string()}, options); }
  std::vector<std::string> found(const std::string& query, const Caller& caller = administrator()) {
    std::vector<std::string> out;
    for (const auto& f : find(*store, *index, query, caller, std::nullopt, {})) out.push_back(f.document.name);
    return out;
  }
  bool is_found(const std::string& query) { return !found(query).empty(); }
  std::string names() {
    std::string out;
    for (const auto& row : store->reading<std::vector<DocumentRow>>([](Db& db) { return list_documents(db, "", "", "", 1000); })) out += row.name + " ";
    return out;
  }
  void expect_sound() {
    const auto wrong = library->verify();
    EXPECT_TRUE(wrong.empty()) << wrong.front();
  }
  bool on_disk(std::string_view text) {
    for (const auto& entry : fs::recursive_directory_iterator(root / "w" / ".groundwork"))
      if (entry.is_regular_file() && read_file(entry.path(), 1ull << 30).find(text) != std::string::npos) return true;
    return false;
  }
  fs::path root, docs;
  std::unique_ptr<Store> store;
  std::unique_ptr<Index> index;
  std::unique_ptr<Library> library;
};

inline Code code_of(const std::function<void()>& work) {
  try { work(); } catch (const Error& e) { return e.code(); }
  ADD_FAILURE() << "nothing was thrown";
  return Code::internal;
}
inline std::string reasons(const AddReport& report) {
  std::string out;
  for (const auto& f : report.failed) out += fs::path(f.path).filename().string() + "|" + f.reason + "\n";
  return out;
}

}  // namespace gw
