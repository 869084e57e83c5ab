// What the library keeps between calls.
#pragma once
#include <mutex>

#include "library/library.h"
#include "library/ordered.h"

namespace gw {

/// The bytes of a document whose pages wait: here, out of reach for now, or not what was seen any more (nor kept).
struct Original {
  enum State { here, out_of_reach, changed } state = changed;
  std::string bytes;
};

struct Library::Inside {
  Inside(Store& s, Index& i, Parse p, ReadPage r) : store(s), index(i), parse(std::move(p)), read_page(std::move(r)) {}
  Workers& workers();
  bool knows_root(const std::string& collection, const std::string& path);
  DocumentRow must_find(Db&, const std::string& name, const std::optional<std::string>& collection) const;
  void finish_erasures(const std::vector<std::int64_t>& numbers);
  Original original(const DocumentRow& row) const;
  bool read_pages(const DocumentRow& row, const std::vector<struct WaitingPage>& pages);

  Store& store;
  Index& index;
  Parse parse;
  ReadPage read_page;
  std::function<void(Db&, const std::string& collection, const std::string& name)> forget;
  std::mutex erasing;        // one erasure at a time
  std::mutex reading_pages;  // one caller reads scanned pages at a time
  std::once_flag workers_once;
  std::unique_ptr<Workers> workers_made;
};

}  // namespace gw
