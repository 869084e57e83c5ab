#include "flow/model_of.h"

#include <fmt/format.h>

#include "base/error.h"

namespace gw {

std::shared_ptr<const FittedModel> model_of(const StepCall& call, const std::string& name) {
  const std::string app = call.bundle != nullptr ? call.bundle->app : "APP";
  const auto found = call.bundle == nullptr ? std::map<std::string, std::int64_t>::const_iterator() : call.bundle->models.find(name);
  if (call.bundle == nullptr || found == call.bundle->models.end())
    throw Error(Code::not_found, fmt::format("The model {} is not trained yet; `groundwork train {}` fits it.", name, app));
  return call.doors.shelf.model(found->second);
}

}  // namespace gw
