// Whether anything came that a model has not learned from. Nothing trains by itself: this is what tells people that it is time, and what makes a release train first.
//
// With a model is kept what it was trained on: counts, and hashes of its files, of the cases and of what the app's file says about it. Files whose size and
// time are still the same are not read again.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "flow/app.h"
#include "store/store.h"

namespace gw {

/// What a model learns from, as it stands.
struct Material {
  std::int64_t records = 0, cases = 0;  ///< of its file; of the app
  std::string stamp, files;             ///< sizes and times of its files; their hash
  std::string others;                   ///< hash of the cases and of the app file's entry
};

/// With the hash of `known` where the files' stamp is that of `known`. `records` is left 0. A file that is not there counts as empty.
Material material_of(const Store& store, const App& app, const ModelPlan& plan, const Material& known = {});
/// Of the file alone; reads it. Error(invalid) as examples_of.
std::int64_t count_records(const Store& store, const App& app, const ModelPlan& plan, const Material& material);

json::object material_json(const Material& material);
Material material_in(const json::object& object);

struct Freshness {
  std::string name, kind;
  std::int64_t number = 0;                   ///< of the latest training; 0: never trained
  std::int64_t trained_at = 0;               ///< seconds since 1970
  std::int64_t trained_on = 0, now = 0;      ///< records and cases together
  std::int64_t corrections = 0, records = 0; ///< new cases, new records since; 0 where some went away instead
  bool newer = false;                        ///< there is something that it has not learned, or learned otherwise
};

/// Of each model of the app, in the file's order. One that was never trained and has nothing to learn from is not `newer`; one whose file cannot be read is.
std::vector<Freshness> stale_of(const Store& store, const App& app);

/// "team: 12 new corrections since training."; "" when there is nothing new.
std::string sentence(const Freshness& one, Tongue language);
/// {"name","kind","number","trained_at","trained_on","now","corrections","newer","sentence":{en,zh} or null}
json::object freshness_json(const Freshness& one);

}  // namespace gw
