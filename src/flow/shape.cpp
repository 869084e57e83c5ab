#include "base/error.h"
#include "flow/schema.h"

namespace gw {
namespace {

Schema shape_of(const Yaml& yaml) {
  Schema out;
  if (yaml.is_map()) {
    out.types = {Type::object};
    out.open = false;
    for (const auto& member : yaml.members) out.properties.push_back({member.name, shape_of(member.value)});
    return out;
  }
  if (yaml.is_list()) {
    GW_ASSERT(yaml.items.size() == 1);
    out.types = {Type::array};
    out.items.push_back(shape_of(yaml.items.front()));
    return out;
  }
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

Schema shape(std::string_view brief) { return shape_of(parse_yaml(brief)); }

}  // namespace gw
