// What a docx says about styles and numbers: which paragraphs are headings, and what stands before a numbered one.
#pragma once
#include <array>
#include <map>
#include <string>
#include <string_view>

#include "ingest/office.h"

namespace gw {

class DocxStyles {
 public:
  explicit DocxStyles(OfficePackage& package);

  struct Style {
    std::string based_on;
    int heading = 0;      ///< 1..6; 0 for none
    bool title = false;
    bool hidden = false;
    bool list = false;
    std::string number;   ///< numId, "" when none
    int number_level = 0;
  };
  /// With what it is based on taken in; an empty style when the id is not known.
  Style style(std::string_view id) const;

 private:
  std::map<std::string, Style, std::less<>> styles_;
};

class DocxNumbers {
 public:
  explicit DocxNumbers(OfficePackage& package);
  /// What Word shows in front of the next paragraph of that list and level ("1.2", "第三条"), and counts it. "" for bullets and unknown lists.
  std::string next(std::string_view number_id, int level);

 private:
  struct Level { std::string format, text; long start = 1; };
  using Levels = std::array<Level, 9>;
  std::map<std::string, Levels, std::less<>> abstract_;
  std::map<std::string, std::string, std::less<>> of_number_;
  struct Count { std::array<long, 9> at{}; std::array<bool, 9> used{}; };
  std::map<std::string, Count, std::less<>> counts_;
};

}  // namespace gw
