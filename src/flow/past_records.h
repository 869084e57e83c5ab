// Past records ready to be searched: those of a file of the workspace, or those in the documents of a collection that one may see.
//
//   a file (.csv, .tsv, .jsonl, .xlsx)   a row is a record; like a collection it grows as work is done, so it is no part of an app's version
//   a collection                         a row of a table with a header is a record; a document without one is a record itself, with the fields title,
//                                        text, time, url, and one for each of its lines `name: value`
//
// Made once, shared by all runs, and made anew when the file or what one may see of the collection has changed. What a caller may not see has no part
// in it: neither as a record nor in how rare a word is.
#pragma once
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "base/json.h"
#include "model/small/nearest.h"
#include "policy/rights.h"
#include "store/store.h"

namespace gw {

struct PastRecord {
  std::string collection, document;  ///< "" and "bugs.csv:17" for a row of a file
  std::string title, text;           ///< the words it is found by: the first line, the others
  std::string decided, time;         ///< "" where it does not say
  json::object fields;               ///< all that it says
  std::uint32_t start = 0, end = 0;  ///< of the document's text, code points; 0 for a row of a file
};

struct PastRecords {
  std::vector<PastRecord> records;  ///< in the order of Nearest
  Nearest nearest;
  std::size_t bytes = 0;            ///< about what it takes in memory
};

/// Which records, and how they are looked at.
struct RecordsWanted {
  std::string records;               ///< a path below the workspace or the name of a collection
  std::vector<std::string> like;     ///< the fields with its words; empty: all texts but those named below, ids and links
  std::string decided, time;         ///< fields
  std::vector<std::string> equal;    ///< fields that count when they are equal
  double half_life_days = 0;
  bool duplicates = false;           ///< asked from both sides
};

/// The words of a text as records are found by them; `equal` pairs a field with its value.
Bag record_bag(std::string_view title, std::string_view text, const std::vector<std::pair<std::string, std::string>>& equal);

/// Thread-safe. Keeps the records last used, up to about 512 MB; two who ask for the same wait for one reading.
class RecordShelf {
 public:
  explicit RecordShelf(Store& store, std::size_t bytes_most = 512u << 20);
  ~RecordShelf();
  /// Error(not_found) when there is no such file, or no such collection for the caller; Error(invalid) naming a field that no record has.
  std::shared_ptr<const PastRecords> find(const RecordsWanted& wanted, const Caller& caller);

 private:
  struct Slot;
  std::shared_ptr<Slot> slot_of(const std::string& key);
  void let_go();
  Store& store_;
  const std::size_t bytes_most_;
  std::mutex mutex_;
  std::vector<std::shared_ptr<Slot>> slots_;  // the last used at the end
};

}  // namespace gw
