// The parts of a check beyond the shape of tables: what names refer to, and what must agree with what.
#pragma once
#include <string_view>
#include <vector>

#include "flow/check.h"
#include "flow/references.h"

namespace gw {

struct AppCheck {
  std::string_view file;
  const Yaml& tree;
  const Around& around;
  std::vector<Problem>& problems;
  Reach reach = {};  ///< grows from part to part; the order of the calls is the order below

  void name(std::string_view file_name);
  void inputs_and_outputs();
  void steps();
  void models();
  void output();
  void cases();
  void experts();
  void gate();
  void worth();
  void triggers();

 private:
  void refuse(Place place, std::string message) { problems.push_back({place, std::move(message)}); }
  std::vector<Property> names_of(std::string_view part, std::string_view what);
  void step(const Yaml& step, const std::vector<std::string>& ids, std::size_t number);
  void id(const Yaml& step, const std::vector<std::string>& ids, std::size_t number);
  void settings(const Yaml& step, const StepKind& kind, const Reach& within);
  void model_named(const Yaml& name, std::initializer_list<std::string_view> kinds);
  void on_refuse(const Yaml& step, const StepKind* kind, const std::vector<std::string>& ids, std::size_t number);
  void each(const Yaml& step, Reach& within);
  void trigger(const Yaml& trigger);
};

/// Calls `each` for every scalar with a ${...}, at every depth.
template <class Each>
void each_formula(const Yaml& yaml, const Each& each) {
  if (yaml.is_scalar() && has_formula(yaml.text)) each(yaml);
  for (const auto& item : yaml.items) each_formula(item, each);
  for (const auto& member : yaml.members) each_formula(member.value, each);
}

/// The app of a tree without problems.
App read_app(const Yaml& tree, std::string_view text);

}  // namespace gw
