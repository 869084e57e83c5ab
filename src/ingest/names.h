// Names of files inside files, made harmless: they become part of a document's name, and never a path that is written to.
#pragma once
#include <set>
#include <string>
#include <string_view>

namespace gw {

/// Valid UTF-8 in NFC, `/` between pieces, no empty, `.` or `..` piece, no drive, no control character, no `!/`, at most 400 bytes; "part" when nothing is left.
std::string harmless_name(std::string_view name);

/// Gives each name once: the second `a.txt` becomes `a (2).txt`.
class PartNames {
 public:
  std::string take(std::string_view name);

 private:
  std::set<std::string> taken_;
};

}  // namespace gw
