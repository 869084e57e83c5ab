#include <algorithm>

#include "learn/teach.h"

namespace gw {

std::int64_t Taught::answered() const { return std::ranges::count(reasked, true, &Reasked::answered); }

bool Taught::holds() const { return lost.empty() && (document.empty() || reasked.empty() || answered() > 0); }

json::object taught_json(const Taught& taught) {
  json::object out;
  json::array reasked, groups, lost;
  for (const auto& id : taught.lost) lost.push_back(json::value(id));
  for (const auto& one : taught.reasked) reasked.push_back(json::object{{"question", one.question}, {"answered", one.answered}});
  for (const auto& group : taught.groups) groups.push_back(json::value(group));
  out["gap"] = gap_json(taught.gap);
  out["document"] = taught.document.empty() ? json::value(nullptr) : json::value(taught.document);
  out["groups"] = std::move(groups);
  out["label"] = name_of(taught.label);
  out["case"] = taught.case_id;
  out["asked"] = taught.reasked.size();
  out["answered"] = taught.answered();
  out["reasked"] = std::move(reasked);
  out["cases_again"] = taught.cases_again;
  out["lost"] = std::move(lost);
  return out;
}

json::object answered_json(const Answered& answered) {
  json::object out{{"task", task_json(answered.task)}};
  if (!answered.case_id.empty()) out["case"] = answered.case_id;
  if (answered.taught)
    for (auto& member : taught_json(*answered.taught)) out[member.key()] = member.value();
  return out;
}

}  // namespace gw
