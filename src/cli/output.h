// Results to standard output, everything else to standard error; a progress bar when a person looks.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>

#include "base/json.h"

namespace gw::cli {

/// Without what a terminal would obey: text comes from documents and file names. Line feeds and tabs stay.
std::string harmless(std::string_view text);

// All of them print what is harmless only.
void print_line(std::string_view text);       ///< one line on standard output
void print_json(const json::object& object);  ///< one JSON line on standard output
void say(std::string_view text);              ///< one line on standard error

/// All of it on standard output as it is: a file that was asked for. Error(unavailable) when it does not get there.
void print_bytes(std::string_view bytes);

/// Columns with aligned edges; wide (CJK) characters count two.
class Table {
 public:
  explicit Table(std::vector<std::string> head) { rows_.push_back(std::move(head)); }
  void row(std::vector<std::string> cells) { rows_.push_back(std::move(cells)); }
  void print() const;

 private:
  std::vector<std::vector<std::string>> rows_;
};

/// A bar on standard error when that is a terminal; silent otherwise. Erased at its end.
class Progress {
 public:
  Progress();
  ~Progress();
  void show(std::string_view stage, std::int64_t done, std::int64_t all);

 private:
  bool terminal_;
  bool shown_ = false;
  double last_ = 0;
};

/// Text for one line of a terminal: white space folded, control characters dropped, cut to `columns` with "…".
std::string one_line(std::string_view text, std::size_t columns);
std::size_t columns_of(std::string_view text);

}  // namespace gw::cli
