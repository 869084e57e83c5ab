// What a version of an application is: the text of its file, of the files that the file names, and the models that it was trained with. Nothing that a
// run does depends on the workspace's files any more once it has a bundle, so a version stays what it was when it was tested.
#pragma once
#include <cstdint>
#include <map>
#include <string>

#include "base/json.h"

namespace gw {

struct Bundle {
  std::string app;
  std::int64_t version = 0;                    ///< 0 before it is stored
  std::string text;                            ///< of apps/NAME.yaml
  std::map<std::string, std::string> files;    ///< by path in the workspace: rules, templates, programs
  std::map<std::string, std::int64_t> models;  ///< by name: the number of the model (model/small/model_table.h)

  /// The text of a file that the app names. Error(not_found) when the version has none of that path.
  const std::string& file(const std::string& path) const;
};

/// {"files": {path: text}, "models": {name: number}}, with sorted members.
json::object parts_json(const Bundle& bundle);
void read_parts(Bundle& bundle, const json::object& parts);

/// What makes two versions the same, as SHA-256.
std::string hash_of(const Bundle& bundle);

}  // namespace gw
