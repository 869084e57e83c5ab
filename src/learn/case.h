// A case: an input with its standard answer. Cases stand in the file that the app names (a line each) and in the store (what experts added).
#pragma once
#include <cstdint>
#include <string>

#include "base/json.h"

namespace gw {

struct Case {
  std::string id;          ///< unique within the app
  json::object inputs;
  json::object expected;   ///< the outputs that are graded; empty when it must be refused
  bool refuse = false;     ///< the right thing is not to answer
  bool never_break = false;  ///< no version goes live that gets it wrong
  bool sealed = false;     ///< kept for certificates: looked at by nothing else
  std::string stratum, cluster;  ///< see learn/certify.h
  std::string time;        ///< when it was decided: a date or date and time; "" where unknown
  std::string source;      ///< "file", "expert", "feedback", "added"
  std::string run;         ///< the run it came from
  std::string note, who;
  std::int64_t made_at = 0;  ///< seconds since 1970; 0 of a file's
};

/// {"id","inputs","expected" | "refuse",...}: the line of a case file; members at their defaults are left out.
json::object case_json(const Case& one);
/// Error(invalid) naming the member that is missing, unknown or of another type.
Case case_of(const json::object& object);

}  // namespace gw
