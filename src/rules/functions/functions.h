// The functions of expressions by topic: a table in each file, in reading order. A new function is one row.
#pragma once
#include <span>

#include "rules/expression.h"

namespace gw {

std::span<const FunctionKind> text_functions();
std::span<const FunctionKind> number_functions();
std::span<const FunctionKind> list_functions();
std::span<const FunctionKind> date_functions();
std::span<const FunctionKind> choice_functions();

}  // namespace gw
