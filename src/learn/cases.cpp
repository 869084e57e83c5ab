#include "learn/cases.h"

#include <fmt/format.h>

#include <algorithm>
#include <unordered_map>

#include "base/error.h"
#include "base/files.h"
#include "base/result.h"
#include "base/text.h"
#include "flow/workspace_file.h"
#include "ingest/separated.h"
#include "learn/case_table.h"
#include "policy/people.h"

namespace gw {
namespace {

constexpr std::uint64_t file_bytes_most = 256 << 20;
constexpr std::size_t cases_most = 100'000, problems_most = 1000;

class Reader {
 public:
  Reader(const App& app, std::string source) : app_(app), source_(std::move(source)) {}

  void take(std::int64_t line, const json::object& object) {
    auto read = as_result([&] { return case_of(object); });
    if (!read) return refuse(line, read.error().message());
    Case one = std::move(*read);
    if (one.id.empty()) one.id = fmt::format("line {}", line);
    if (one.source.empty()) one.source = source_;
    if (std::string fault = fault_of(one, app_); !fault.empty()) return refuse(line, std::move(fault));
    if (!seen_.emplace(one.id, line).second) return refuse(line, fmt::format("There is a case \"{}\" in line {} already.", one.id, seen_.at(one.id)));
    if (out.cases.size() >= cases_most) throw Error(Code::invalid, fmt::format("More than {} cases are not read.", cases_most));
    out.cases.push_back(std::move(one));
  }
  void refuse(std::int64_t line, std::string message) {
    if (out.problems.size() < problems_most) out.problems.push_back({line, std::move(message)});
  }

  CasesRead out;

 private:
  const App& app_;
  const std::string source_;
  std::unordered_map<std::string, std::int64_t> seen_;
};

void read_lines(std::string_view text, Reader& reader) {
  std::int64_t number = 0;
  for (const auto line : split(text, '\n')) {
    ++number;
    if (line.find_first_not_of(" \t\r") == line.npos) continue;
    const auto value = as_result([&] { return parse_json(line); });
    if (!value) reader.refuse(number, value.error().message());
    else if (!value->is_object()) reader.refuse(number, "A case is a JSON object.");
    else reader.take(number, value->get_object());
  }
}

// A cell as the schema of its column wants it; what cannot be read so stays the text, and is refused with its reason.
json::value value_of(const std::string& cell, const Schema& schema) {
  if (schema.allows(Type::string)) return json::value(cell);
  const auto value = as_result([&] { return parse_json(cell); });
  return value ? *value : json::value(cell);
}

// A word that says yes or no as what it says; any other stays and is refused.
json::value flag_of(const std::string& cell) {
  const std::string word = nfkc_casefold(cell);
  if (word == "true" || word == "1" || word == "yes" || word == "x" || word == "是") return true;
  if (word == "false" || word == "0" || word == "no" || word == "否") return false;
  return json::value(cell);
}

const Schema* schema_of(const std::vector<Input>& all, const std::string& name) {
  const auto found = std::ranges::find(all, name, &Input::name);
  return found == all.end() ? nullptr : &found->schema;
}

void read_table(std::string_view text, const App& app, Reader& reader) {
  if (text.starts_with("\xef\xbb\xbf")) text.remove_prefix(3);
  const char separator = separator_of(text);
  const auto rows = separated_rows(text, separator == '\0' ? ',' : separator);
  if (rows.empty()) return;
  std::unordered_map<std::uint32_t, std::string> names;
  for (const auto& cell : rows[0].cells) names[cell.column] = cell.text;
  for (std::size_t i = 1; i < rows.size(); ++i) {
    json::object object{{"inputs", json::object{}}};
    json::object expected;
    for (const auto& [column, cell] : rows[i].cells) {
      const auto known = names.find(column);
      if (known == names.end()) continue;
      const std::string& name = known->second;
      const auto *input = schema_of(app.inputs, name), *output = schema_of(app.outputs, name);
      if (input != nullptr) object["inputs"].as_object()[name] = value_of(cell, *input);
      if (output != nullptr) expected[name] = value_of(cell, *output);
      if (input != nullptr || output != nullptr) continue;
      if (name == "refuse" || name == "never_break" || name == "sealed") object[name] = flag_of(cell);
      else object[name] = cell;
    }
    if (!expected.empty()) object["expected"] = std::move(expected);
    reader.take(rows[i].number, object);
  }
}

}  // namespace

std::string fault_of(const Case& one, const App& app) {
  const Schema inputs = gw::schema_of(app.inputs);
  if (const auto unfit = faults_of(inputs, with_defaults(inputs, one.inputs)); !unfit.empty()) return fmt::format("The inputs do not fit: {} {}.", unfit.front().path, unfit.front().message.en);
  for (const auto& member : one.expected) {
    const std::string name(member.key());
    if (std::ranges::find(app.outputs, name, &Output::name) == app.outputs.end()) return fmt::format("\"{}\" is not among the outputs of {}.", name, app.name);
  }
  return "";
}

CasesRead read_cases(std::string_view text, bool table, const App& app, const std::string& source) {
  Reader reader(app, source);
  if (table) read_table(text, app, reader);
  else read_lines(text, reader);
  return std::move(reader.out);
}

namespace {

CasesRead read_case_file(const fs::path& root, const App& app) {
  if (!app.cases || app.cases->file.empty()) return {};
  const auto text = as_result([&] { return read_workspace_file(root, app.cases->file, file_bytes_most); });
  if (!text && text.error().code() != Code::not_found) throw text.error();
  return text ? read_cases(*text, app.cases->file.ends_with(".csv"), app, "file") : CasesRead();
}

}  // namespace

std::vector<CaseProblem> problems_of_case_file(const fs::path& root, const App& app) { return read_case_file(root, app).problems; }

bool is_guarded(const Case& one) { return one.sealed || one.never_break; }

namespace {

void check_guard(const Case& one, const Caller& caller) {
  if (is_guarded(one) && !caller.administrator) throw Error(Code::forbidden, fmt::format("The case {} is sealed or must never break; only administrators change it.", one.id));
}

std::string guard_of(const Case& one) { return one.never_break ? "it should never break" : one.sealed ? "it was sealed" : ""; }

}  // namespace

std::optional<Case> case_of_file(const Store& store, const App& app, const std::string& id) {
  for (auto& one : read_case_file(store.workspace().root, app).cases)
    if (one.id == id) return std::move(one);
  return std::nullopt;
}

void put_case(Db& db, const std::string& app, const Case& one, const std::optional<Case>& of_file, const Caller& caller) {
  const auto kept = case_by_id(db, app, one.id);
  for (const auto* before : {&kept, &of_file})
    if (*before) check_guard(**before, caller);
  if (kept || of_file) audit(db, caller.name, "case.replace", app + "/" + one.id, guard_of(kept ? *kept : *of_file));
  keep_case(db, app, one);
}

bool drop_case(Store& store, const std::string& app, const std::string& id, const Caller& caller) {
  return store.writing<bool>([&](Db& db) {
    const auto one = case_by_id(db, app, id);
    if (!one) return false;
    check_guard(*one, caller);
    if (is_guarded(*one)) audit(db, caller.name, "case.remove", app + "/" + id, guard_of(*one));
    return remove_case(db, app, id);
  });
}

std::vector<UnfitCase> unfit_cases(const Store& store, const App& app) {
  std::vector<UnfitCase> out;
  for (auto& one : store.reading<std::vector<Case>>([&](Db& db) { return kept_cases(db, app.name); }))
    if (std::string fault = fault_of(one, app); !fault.empty()) out.push_back({std::move(one), std::move(fault)});
  return out;
}

std::vector<Case> all_cases(const Store& store, const App& app) {
  CasesRead read = read_case_file(store.workspace().root, app);
  if (!read.problems.empty())
    throw Error(Code::invalid, fmt::format("{}:{}: {}{}", app.cases->file, read.problems.front().line, read.problems.front().message,
                                           read.problems.size() > 1 ? fmt::format(" And {} more; `groundwork check {}` lists them.", read.problems.size() - 1, app.name) : ""));
  std::vector<Case> out = std::move(read.cases);
  std::unordered_map<std::string, std::size_t> places;
  for (std::size_t i = 0; i < out.size(); ++i) places.emplace(out[i].id, i);
  for (auto& one : store.reading<std::vector<Case>>([&](Db& db) { return kept_cases(db, app.name); })) {
    if (!fault_of(one, app).empty()) continue;  // see unfit_cases
    const auto known = places.find(one.id);
    if (known != places.end()) out[known->second] = std::move(one);
    else out.push_back(std::move(one));
  }
  return out;
}

}  // namespace gw
