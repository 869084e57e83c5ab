// Settings: one file a person reads (groundwork.yaml), environment variables over it, a default under it; every value knows its origin.
#pragma once
#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace gw {

/// What is asked for before there is a file, or belongs to the machine, is set by its variable alone.
enum class SetBy { file_or_variable, variable };

/// A room describes its settings as rows. `name` is the path in the file ("answer.threshold"); the variable is GROUNDWORK_ANSWER_THRESHOLD.
struct Setting {
  const char* name;
  const char* sentence;
  const char* standard;  ///< the default, as text
  double least = 0, most = 0;  ///< bounds of a number; equal: the setting is text
  SetBy set_by = SetBy::file_or_variable;
};

class Settings {
 public:
  /// Reads the file (may be missing: defaults). All rows of all rooms are given once. Error(invalid) names every unknown key and every value out
  /// of bounds, with its line.
  Settings(const std::filesystem::path& file, std::vector<Setting> rows);

  std::string text(std::string_view name) const;
  double number(std::string_view name) const;

  struct Value { Setting row; std::string value; std::string origin; };  ///< origin: "default", "groundwork.yaml:12", "GROUNDWORK_..."
  const std::vector<Value>& values() const { return values_; }

 private:
  const Value& at(std::string_view name) const;
  std::vector<Value> values_;
};

}  // namespace gw
