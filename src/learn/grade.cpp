#include "learn/grade.h"

#include <fmt/format.h>

#include "base/error.h"

namespace gw {

#define KIND(name) extern const GraderKind name##_grader;
#include "learn/graders/kinds.def"
#undef KIND

const std::vector<const GraderKind*>& graders() {
  static const std::vector<const GraderKind*> all = {
#define KIND(name) &name##_grader,
#include "learn/graders/kinds.def"
#undef KIND
  };
  return all;
}

std::vector<std::string> grader_names() {
  std::vector<std::string> out;
  for (const auto* kind : graders()) out.emplace_back(kind->name);
  return out;
}

std::vector<Kind> grader_rows() {
  std::vector<Kind> out;
  for (const auto* kind : graders()) out.push_back({"grader", kind->name, kind->sentence, kind->example});
  return out;
}

const GraderKind& grader(std::string_view name) {
  std::string names;
  for (const GraderKind* kind : graders()) {
    if (kind->name == name) return *kind;
    names += (names.empty() ? "" : ", ") + std::string(kind->name);
  }
  throw Error(Code::not_found, fmt::format("There is no grader `{}`; there are {}.", name, names));
}

}  // namespace gw
