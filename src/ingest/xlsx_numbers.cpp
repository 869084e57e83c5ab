#include "ingest/xlsx_numbers.h"

#include <fmt/format.h>

#include <charconv>
#include <cmath>
#include <map>

namespace gw {
namespace {

NumberLook look_of_built_in(int id) {
  if (id == 9 || id == 10) return NumberLook::percent;
  if ((id >= 14 && id <= 17) || (id >= 27 && id <= 31) || id == 36 || (id >= 50 && id <= 54) || id == 57 || id == 58) return NumberLook::date;
  if ((id >= 18 && id <= 21) || (id >= 45 && id <= 47) || (id >= 32 && id <= 35) || id == 55 || id == 56) return NumberLook::time;
  return id == 22 ? NumberLook::date_time : NumberLook::plain;
}

int number_in(std::string_view text) {
  int n = -1;
  std::from_chars(text.data(), text.data() + text.size(), n);
  return n;
}

std::string plain(double value) {
  if (std::abs(value) < 1e15 && value == std::floor(value)) return fmt::format("{:.0f}", value);
  std::string out = fmt::format("{:.12g}", value);  // 0.1 + 0.2 is 0.3 on the sheet
  return out;
}

std::string clock(double day_part) {
  const auto seconds = static_cast<long>(std::lround(day_part * 86400)) % 86400;
  return seconds % 60 == 0 ? fmt::format("{:02}:{:02}", seconds / 3600, seconds / 60 % 60) : fmt::format("{:02}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60);
}

// Days since 1899-12-30 to a date (the epoch that makes serial 61 the first of March 1900; the days before are off by Lotus's leap day).
std::string date(long days, bool from_1904) {
  if (from_1904) days += 1462;
  else if (days < 61) ++days;
  long z = days - 25569 + 719468;
  const long era = (z >= 0 ? z : z - 146096) / 146097;
  const long doe = z - era * 146097;
  const long yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
  const long doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
  const long mp = (5 * doy + 2) / 153;
  const long day = doy - (153 * mp + 2) / 5 + 1;
  const long month = mp < 10 ? mp + 3 : mp - 9;
  return fmt::format("{:04}-{:02}-{:02}", yoe + era * 400 + (month <= 2), month, day);
}

}  // namespace

NumberLook look_of_format(std::string_view format) {
  bool days = false, hours = false, percent = false;
  for (std::size_t i = 0; i < format.size(); ++i) {
    const char c = format[i];
    if (c == '"') { i = format.find('"', i + 1); if (i == std::string_view::npos) break; continue; }
    if (c == '\\' || c == '_' || c == '*') { ++i; continue; }
    if (c == '[') {
      const auto end = format.find(']', i);
      if (end == std::string_view::npos) break;
      const char inside = i + 1 < format.size() ? static_cast<char>(format[i + 1] | 0x20) : ' ';
      hours |= (inside == 'h' || inside == 'm' || inside == 's') && end - i <= 3;
      i = end;
      continue;
    }
    if (c == ';') break;
    const char lower = static_cast<char>(c | 0x20);
    days |= lower == 'y' || lower == 'd';
    hours |= lower == 'h' || lower == 's';
    percent |= c == '%';
  }
  if (days) return hours ? NumberLook::date_time : NumberLook::date;
  if (hours) return NumberLook::time;
  return percent ? NumberLook::percent : NumberLook::plain;
}

XlsxNumbers::XlsxNumbers(OfficePackage& package, bool from_1904) : from_1904_(from_1904) {
  pugi::xml_document document;
  std::string part = "xl/styles.xml";
  for (const auto& [id, relation] : package.relations(package.main()))
    if (relation.type == "styles") part = relation.target;
  if (!package.load_if(part, document)) return;
  std::map<int, NumberLook> custom;
  for (const auto& node : child(document.document_element(), "numFmts").children()) custom.emplace(number_in(attribute(node, "numFmtId")), look_of_format(attribute(node, "formatCode")));
  for (const auto& node : child(document.document_element(), "cellXfs").children()) {
    const int id = number_in(attribute(node, "numFmtId"));
    const auto found = custom.find(id);
    looks_.push_back(found != custom.end() ? found->second : look_of_built_in(id));
  }
}

std::string XlsxNumbers::shown(std::string_view value, std::size_t style) const {
  double number = 0;
  const auto [end, failed] = std::from_chars(value.data(), value.data() + value.size(), number);
  if (failed != std::errc() || end != value.data() + value.size() || !std::isfinite(number)) return std::string(value);
  const NumberLook look = style < looks_.size() ? looks_[style] : NumberLook::plain;
  if (look == NumberLook::percent) return plain(number * 100) + "%";
  if (look == NumberLook::plain || number < 0 || number > 2'958'465) return plain(number);
  const double days = std::floor(number);
  if (look == NumberLook::time) return number < 1 ? clock(number) : plain(number);
  if (look == NumberLook::date_time && number != days) return date(static_cast<long>(days), from_1904_) + " " + clock(number - days);
  return date(static_cast<long>(days), from_1904_);
}

}  // namespace gw
