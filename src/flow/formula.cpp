#include "flow/formula.h"

namespace gw {

bool has_formula(std::string_view text) { return text.find("${") != text.npos; }

Formula Formula::constant(json::value value) {
  Formula out;
  out.constant_ = std::move(value);
  return out;
}

Formula Formula::table(std::vector<std::pair<std::string, Formula>> members) {
  Formula out;
  out.kind_ = Kind::table;
  out.members_ = std::move(members);
  return out;
}

Formula Formula::of(const Yaml& yaml) {
  Formula out;
  switch (yaml.kind) {
    case Yaml::Kind::nothing: break;
    case Yaml::Kind::scalar:
      if (!has_formula(yaml.text)) {
        out.constant_ = json_of(yaml);
        break;
      }
      out.kind_ = Kind::text;
      out.text_ = Template::parse(yaml.text);
      break;
    case Yaml::Kind::list:
      out.kind_ = Kind::list;
      for (const auto& item : yaml.items) out.members_.emplace_back("", of(item));
      break;
    case Yaml::Kind::map:
      out.kind_ = Kind::table;
      for (const auto& member : yaml.members) out.members_.emplace_back(member.name, of(member.value));
      break;
  }
  return out;
}

json::value Formula::fill(const json::object& scope) const {
  switch (kind_) {
    case Kind::constant: return constant_;
    case Kind::text: return text_->fill(scope);
    case Kind::list: {
      json::array out;
      for (const auto& [name, formula] : members_) out.push_back(formula.fill(scope));
      return out;
    }
    case Kind::table: {
      json::object out;
      for (const auto& [name, formula] : members_) out[name] = formula.fill(scope);
      return out;
    }
  }
  return nullptr;
}

}  // namespace gw
