// The small model that a step asks: of the number that the app's version names, so that a later training changes no version.
#pragma once
#include <memory>
#include <string>

#include "flow/step_kind.h"
#include "model/small/shelf.h"

namespace gw {

/// Error(not_found) when it was not trained before the version was made, naming the command that does.
std::shared_ptr<const FittedModel> model_of(const StepCall& call, const std::string& name);

}  // namespace gw
