#include "rules/check_kind.h"

#include <fmt/format.h>

namespace gw {

#define KIND(name) extern const CheckKind name##_check;
#include "rules/kinds/kinds.def"
#undef KIND

const std::vector<const CheckKind*>& all_check_kinds() {
  static const std::vector<const CheckKind*> all = {
#define KIND(name) &name##_check,
#include "rules/kinds/kinds.def"
#undef KIND
  };
  return all;
}

std::vector<Kind> check_kinds() {
  std::vector<Kind> out;
  for (const auto* kind : all_check_kinds()) out.push_back({"check", kind->name, kind->sentence, kind->example});
  return out;
}

std::vector<Kind> function_kinds() {
  std::vector<Kind> out;
  for (const auto& kind : functions()) out.push_back({"function", kind.name, kind.sentence, kind.example});
  return out;
}

RuleTarget read_target(MapReader& settings, Documents documents) {
  RuleTarget target;
  if (documents == Documents::no) settings.need("field");
  target.fields = settings.expressions("field");
  if (documents == Documents::no) return target;
  target.documents = settings.texts("document");
  target.all_documents = !settings.has("field") && !settings.has("document");
  return target;
}

Sentence subject_of(std::string_view field, std::string_view document) {
  if (!field.empty()) return {fmt::format("The field {}", field), fmt::format("字段 {} ", field)};
  if (!document.empty()) return {fmt::format("The document {}", document), fmt::format("文档 {} ", document)};
  return {"The input", "输入内容"};
}

}  // namespace gw
