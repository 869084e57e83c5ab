// How a built-in part describes itself: the row behind `groundwork kinds`, the docs and the contract tests.
#pragma once
#include <string_view>

namespace gw {

struct Kind {
  std::string_view family;    ///< "parser", "detector", "provider", "step", "check"
  std::string_view name;
  std::string_view sentence;  ///< what it does, in one sentence
  std::string_view example;
};

}  // namespace gw
