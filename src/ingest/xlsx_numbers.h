// How a spreadsheet shows a number: dates by their format, the rest as short as it is exact.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "ingest/office.h"

namespace gw {

enum class NumberLook { plain, date, time, date_time, percent };

class XlsxNumbers {
 public:
  XlsxNumbers(OfficePackage& package, bool from_1904);
  /// `value` as stored in the cell, `style` its index; the value itself when it is no number.
  std::string shown(std::string_view value, std::size_t style) const;

 private:
  std::vector<NumberLook> looks_;
  bool from_1904_;
};

NumberLook look_of_format(std::string_view format);

}  // namespace gw
