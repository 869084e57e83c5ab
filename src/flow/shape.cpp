#include "base/error.h"
#include "flow/schema.h"

namespace gw {
namespace {

Schema shape_of(const Yaml& yaml) {
  if (yaml.is_map()) {
    std::vector<Property> properties;
    for (const auto& member : yaml.members) properties.push_back({member.name, shape_of(member.value)});
    return closed_table(std::move(properties));
  }
  if (yaml.is_list()) {
    GW_ASSERT(yaml.items.size() == 1);
    return list_of(shape_of(yaml.items.front()));
  }
  Schema out;
  GW_ASSERT(yaml.is_scalar());
  std::string_view name = yaml.text;
  if (name == "any") return out;
  constexpr std::string_view or_null = " or null";
  const bool nothing = name.ends_with(or_null);
  if (nothing) name.remove_suffix(or_null.size());
  for (std::size_t i = 0; i < type_names().size(); ++i)
    if (type_names()[i] == name) out.types = {static_cast<Type>(i)};
  GW_ASSERT(!out.types.empty());
  if (nothing) out.types.push_back(Type::null);
  return out;
}

}  // namespace

Schema closed_table(std::vector<Property> properties) {
  Schema out;
  out.types = {Type::object};
  out.open = false;
  out.properties = std::move(properties);
  return out;
}

Schema list_of(Schema item) {
  Schema out;
  out.types = {Type::array};
  out.items.push_back(std::move(item));
  return out;
}

Schema shape(std::string_view brief) { return shape_of(parse_yaml(brief)); }

}  // namespace gw
