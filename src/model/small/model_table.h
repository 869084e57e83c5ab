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

/// The model that has these bytes: the latest of its name when it has them, which then gets this report; else a new one; its number.
std::int64_t keep_model(Db&, const StoredModel& model);
std::optional<StoredModel> model_by_number(Db&, std::int64_t number);
/// The one of the name that was kept last, without its bytes.
std::optional<StoredModel> latest_model(Db&, std::string_view app, std::string_view name);
/// Of an app: the number of the latest model of each name.
std::map<std::string, std::int64_t> latest_models(Db&, std::string_view app);

}  // namespace gw
