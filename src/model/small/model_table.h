// The small models that training fitted: unchangeable rows; an application's version names those that it rests on by number.
#pragma once
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "store/db.h"

namespace gw {

struct StoredModel {
  std::int64_t number = 0;
  std::string app, name;
  std::string kind;    ///< "labels" (Linear), "people" (Blend), "clauses" (PassageFinder)
  std::string blob;    ///< as its class prints it
  std::string report;  ///< JSON: records, cross-validated figures, baselines
  std::int64_t made_at = 0;
};

/// The model that has these bytes: the one that is there, or a new one; its number. The latest of a name is the one kept last.
std::int64_t keep_model(Db&, const StoredModel& model);
std::optional<StoredModel> model_by_number(Db&, std::int64_t number);
/// Of an app: the number of the latest model of each name.
std::map<std::string, std::int64_t> latest_models(Db&, std::string_view app);

}  // namespace gw
