// What became of an answer or a correction, for people to read.
#pragma once
#include <string>

#include "learn/teach.h"

namespace gw::cli {

void print_taught(const Taught& taught);
std::string what_of_a_case(const std::string& id, const std::string& app, bool refusal);

}  // namespace gw::cli
