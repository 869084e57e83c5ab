#include "base/settings.h"

#include <fmt/format.h>
#include <yaml-cpp/yaml.h>

#include <charconv>
#include <cstdlib>

#include "base/error.h"
#include "base/files.h"
#include "base/text.h"

namespace gw {
namespace {

constexpr std::uint64_t file_bytes_max = 1 << 20;

struct Leaf { std::string name, value; int line; };

// The scalars of a YAML tree with their dotted paths.
void flatten(const YAML::Node& node, const std::string& path, std::vector<Leaf>& out) {
  if (node.IsMap()) {
    for (const auto& item : node) flatten(item.second, path.empty() ? item.first.as<std::string>() : path + "." + item.first.as<std::string>(), out);
  } else if (node.IsScalar()) {
    out.push_back({path, node.Scalar(), node.Mark().line + 1});
  } else if (node.IsSequence()) {
    std::vector<std::string> items;
    for (const auto& item : node) items.push_back(item.IsScalar() ? item.Scalar() : "");
    out.push_back({path, join(items, ","), node.Mark().line + 1});
  }
}

std::string variable_of(std::string_view name) {
  std::string out = "GROUNDWORK_";
  for (char c : name) out += c == '.' ? '_' : static_cast<char>(c >= 'a' && c <= 'z' ? c - 32 : c);
  return out;
}

bool number_in(const std::string& text, double& out) {
  const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), out);
  return failed == std::errc() && end == text.data() + text.size();
}

std::string fault_of(const Setting& row, const std::string& value) {
  if (row.least == row.most) return {};
  double n = 0;
  if (!number_in(value, n)) return fmt::format("{} must be a number, not \"{}\"", row.name, value);
  if (n < row.least || n > row.most) return fmt::format("{} must lie between {} and {}, not {}", row.name, row.least, row.most, value);
  return {};
}

std::vector<Leaf> leaves_of(const std::filesystem::path& file) {
  std::vector<Leaf> leaves;
  if (!std::filesystem::exists(file)) return leaves;
  try {
    const auto tree = YAML::Load(read_file(file, file_bytes_max));
    if (!tree.IsNull() && !tree.IsMap()) throw Error(Code::invalid, fmt::format("{} must hold settings as `name: value`.", file.filename().string()));
    flatten(tree, "", leaves);
  } catch (const YAML::Exception& e) {
    throw Error(Code::invalid, fmt::format("{}:{}: {}.", file.filename().string(), e.mark.line + 1, e.msg));
  }
  return leaves;
}

}  // namespace

Settings::Settings(const std::filesystem::path& file, std::vector<Setting> rows) {
  for (const auto& row : rows) values_.push_back({row, row.standard, "default"});
  std::vector<std::string> faults;
  for (const auto& leaf : leaves_of(file)) {
    const auto found = std::find_if(values_.begin(), values_.end(), [&](const Value& v) { return leaf.name == v.row.name; });
    const auto place = fmt::format("{}:{}", file.filename().string(), leaf.line);
    if (found == values_.end()) faults.push_back(fmt::format("{}: there is no setting \"{}\"", place, leaf.name));
    else if (found->row.set_by == SetBy::variable) faults.push_back(fmt::format("{}: {} is set by ${} alone", place, leaf.name, variable_of(leaf.name)));
    else if (const auto fault = fault_of(found->row, leaf.value); !fault.empty()) faults.push_back(place + ": " + fault);
    else { found->value = leaf.value; found->origin = place; }
  }
  for (auto& v : values_) {
    const auto variable = variable_of(v.row.name);
    const char* given = std::getenv(variable.c_str());
    if (given == nullptr || (*given == '\0' && v.row.least != v.row.most)) continue;  // an empty variable is no number
    if (const auto fault = fault_of(v.row, given); !fault.empty()) faults.push_back(variable + ": " + fault);
    else { v.value = given; v.origin = variable; }
  }
  if (!faults.empty()) throw Error(Code::invalid, join(faults, "; ") + ". `groundwork config` lists the settings.");
}

const Settings::Value& Settings::at(std::string_view name) const {
  for (const auto& v : values_)
    if (name == v.row.name) return v;
  impossible("a setting that no room describes", __FILE__, __LINE__);
}

std::string Settings::text(std::string_view name) const { return at(name).value; }

double Settings::number(std::string_view name) const {
  double out = 0;
  GW_ASSERT(number_in(at(name).value, out));
  return out;
}

}  // namespace gw
