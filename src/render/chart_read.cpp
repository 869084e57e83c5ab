#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "base/error.h"
#include "base/text.h"
#include "base/yaml.h"
#include "render/chart.h"

namespace gw {
namespace {

constexpr std::size_t label_most = 200;  // code points

[[noreturn]] void refuse(std::string_view what) { throw Error(Code::invalid, fmt::format("A chart {}.", what)); }

std::string one_line(std::string_view text) {
  std::string out;
  for (const char c : slice(text, 0, label_most)) out.push_back(static_cast<unsigned char>(c) < ' ' || c == 127 ? ' ' : c);
  return out;
}

// A text, a number, or {en, zh}.
std::string words(const json::value* value, ReportTongue tongue) {
  if (value == nullptr || value->is_null()) return {};
  if (value->is_string()) return one_line({value->get_string().data(), value->get_string().size()});
  if (value->is_object()) {
    const auto& object = value->get_object();
    const auto* wanted = object.if_contains(tongue == ReportTongue::zh ? "zh" : "en");
    if (wanted == nullptr) wanted = object.if_contains(tongue == ReportTongue::zh ? "en" : "zh");
    if (wanted == nullptr || !wanted->is_string()) refuse("has a text that is neither a text nor {en, zh}");
    return words(wanted, tongue);
  }
  if (value->is_array()) refuse("has a list where a text should be");
  return one_line(json_text(*value));
}

const json::array& list_of(const json::object& object, std::string_view name, std::string_view what) {
  const auto* value = object.if_contains(json::string_view(name.data(), name.size()));
  if (value == nullptr || !value->is_array()) refuse(what);
  return value->get_array();
}

std::vector<std::optional<double>> numbers(const json::array& list) {
  std::vector<std::optional<double>> out;
  for (const auto& value : list) {
    if (value.is_null()) {
      out.emplace_back();
    } else {
      if (!value.is_number()) refuse("has a value that is no number");
      const double number = value.to_number<double>();
      if (!std::isfinite(number) || std::abs(number) > 1e15) refuse("has a value beyond 1e15");
      out.emplace_back(std::abs(number) < 1e-9 ? 0 : number);
    }
  }
  return out;
}

Chart::Kind kind_of(const std::string& name) {
  if (name == "bar") return Chart::Kind::bar;
  if (name == "line") return Chart::Kind::line;
  if (name == "pie") return Chart::Kind::pie;
  refuse("needs a kind: bar, line or pie");
}

json::object tree_of(std::string_view text) {
  json::value out;
  try {
    out = trim(text).starts_with('{') && trim(text).find('"') == 1 ? parse_json(text) : json_of(parse_yaml(text));
  } catch (const Error& e) {
    throw Error(Code::invalid, "A chart cannot be read: " + e.message());
  }
  if (!out.is_object()) refuse("must be a table with kind, labels and values");
  for (const auto& member : out.get_object()) {
    static constexpr std::string_view known[]{"kind", "title", "unit", "labels", "values", "series"};
    const std::string_view name(member.key().data(), member.key().size());
    if (std::ranges::find(known, name) == std::end(known)) refuse(fmt::format("has no \"{}\"; it has kind, title, unit, labels, and values or series", one_line(name)));
  }
  return std::move(out.get_object());
}

}  // namespace

Chart read_chart(std::string_view text, ReportTongue tongue, const ReportLimits& limits) {
  const json::object tree = tree_of(text);
  Chart out{.kind = kind_of(words(tree.if_contains("kind"), tongue)), .title = words(tree.if_contains("title"), tongue), .unit = words(tree.if_contains("unit"), tongue)};
  for (const auto& label : list_of(tree, "labels", "needs labels, a list of texts")) out.labels.push_back(words(&label, tongue));
  if (tree.contains("values") == tree.contains("series")) refuse("needs either values or series");
  if (tree.contains("values")) out.series.push_back({"", numbers(list_of(tree, "values", "needs values, a list of numbers"))});
  else
    for (const auto& one : list_of(tree, "series", "needs series, a list of {name, values}")) {
      if (!one.is_object()) refuse("needs series, a list of {name, values}");
      if (out.series.size() == limits.series) refuse(fmt::format("has more than {} series", limits.series));
      out.series.push_back({words(one.get_object().if_contains("name"), tongue), numbers(list_of(one.get_object(), "values", "has a series without values, a list of numbers"))});
    }
  if (out.labels.empty() || out.series.empty()) refuse("needs at least one label and one value");
  if (out.labels.size() > limits.points) refuse(fmt::format("has more than {} labels", limits.points));
  for (const auto& series : out.series)
    if (series.values.size() != out.labels.size()) refuse(fmt::format("has {} labels but {} values", out.labels.size(), series.values.size()));
  if (out.kind != Chart::Kind::pie) return out;
  if (out.series.size() != 1) refuse("of kind pie has exactly one series");
  double sum = 0;
  for (const auto& value : out.series[0].values) {
    if (value.value_or(0) < 0) refuse("of kind pie has no negative values");
    sum += value.value_or(0);
  }
  if (sum <= 0) refuse("of kind pie needs a value above zero");
  return out;
}

ReportTable table_of(const Chart& chart) {
  ReportTable out;
  out.columns.assign(chart.series.size() + 1, ColumnAlign::right);
  out.columns[0] = ColumnAlign::none;
  const auto cell = [](std::string text) { return text.empty() ? Spans() : Spans{{.text = std::move(text)}}; };
  auto& head = out.rows.emplace_back();
  head.push_back({});
  for (const auto& series : chart.series) head.push_back(cell(series.name.empty() ? chart.unit : chart.unit.empty() ? series.name : fmt::format("{} ({})", series.name, chart.unit)));
  for (std::size_t i = 0; i < chart.labels.size(); ++i) {
    auto& row = out.rows.emplace_back();
    row.push_back(cell(chart.labels[i]));
    for (const auto& series : chart.series) row.push_back(cell(series.values[i] ? chart_number(*series.values[i]) : ""));
  }
  return out;
}

}  // namespace gw
