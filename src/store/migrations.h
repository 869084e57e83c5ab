// The schema's history: every released version, applied in order. A new version is one row at the end; a released row never changes.
#pragma once
#include <span>

namespace gw {

struct Migration {
  int version;
  const char* sql;
};
std::span<const Migration> migrations();

}  // namespace gw
