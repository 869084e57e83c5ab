#include <fmt/format.h>

#include <array>

#include "base/error.h"
#include "rules/rules.h"
#include "rules/values.h"

namespace gw {

std::string_view name_of(Severity severity) {
  static constexpr auto names = std::to_array<std::string_view>({"error", "warning", "info"});
  return names[static_cast<std::size_t>(severity)];
}

std::string_view name_of(RuleStatus status) {
  static constexpr auto names = std::to_array<std::string_view>({"passed", "violated", "not_applicable", "unchecked"});
  return names[static_cast<std::size_t>(status)];
}

json::array findings_json(std::span<const Finding> findings) {
  json::array out;
  for (const Finding& finding : findings) {
    json::object row{{"rule", finding.rule}, {"kind", finding.kind}, {"severity", name_of(finding.severity)}, {"status", name_of(finding.status)}};
    if (!finding.message.en.empty()) row["message"] = json::object{{"en", finding.message.en}, {"zh", finding.message.zh}};
    if (!finding.field.empty()) row["field"] = finding.field;
    if (!finding.document.empty()) row["document"] = finding.document;
    if (finding.place) {
      row["start"] = finding.place->start;
      row["end"] = finding.place->end;
      row["quote"] = finding.quote;
    }
    if (!finding.found.empty()) row["found"] = finding.found;
    out.push_back(std::move(row));
  }
  return out;
}

RuleContext context_of(const json::object& object) {
  RuleContext context;
  for (const auto& member : object) {
    const std::string_view name(member.key().data(), member.key().size());
    if (name == "today" && member.value().is_string()) context.today = view_of(member.value().get_string());
    else if (name == "fields" && member.value().is_object()) context.fields = member.value().get_object();
    else if (name == "documents" && member.value().is_object()) {
      for (const auto& document : member.value().get_object()) {
        if (!document.value().is_string()) throw Error(Code::invalid, "A document is a text.");
        context.documents.push_back({std::string(document.key()), std::string(view_of(document.value().get_string()))});
      }
    } else {
      throw Error(Code::invalid, fmt::format("What is checked has `fields` (an object), `documents` (name: text) and `today` (a date), not this \"{}\".", name));
    }
  }
  return context;
}

}  // namespace gw
