#include "flow/bundle.h"

#include <fmt/format.h>

#include "base/error.h"
#include "base/hash.h"

namespace gw {

const std::string& Bundle::file(const std::string& path) const {
  const auto found = files.find(path);
  if (found == files.end()) throw Error(Code::not_found, fmt::format("Version {} of {} has no file {}.", version, app, path));
  return found->second;
}

json::object parts_json(const Bundle& bundle) {
  json::object files, models;
  for (const auto& [path, text] : bundle.files) files[path] = text;
  for (const auto& [name, number] : bundle.models) models[name] = number;
  return {{"files", std::move(files)}, {"models", std::move(models)}};
}

void read_parts(Bundle& bundle, const json::object& parts) {
  if (const auto* files = parts.if_contains("files"))
    for (const auto& file : files->as_object()) bundle.files[std::string(file.key())] = std::string(file.value().as_string());
  if (const auto* models = parts.if_contains("models"))
    for (const auto& model : models->as_object()) bundle.models[std::string(model.key())] = model.value().to_number<std::int64_t>();
}

std::string hash_of(const Bundle& bundle) {
  // A version without parts has the hash that it had before there were any.
  if (bundle.files.empty() && bundle.models.empty()) return sha256_hex(bundle.text);
  return sha256_hex(fmt::format("{} {}", sha256_hex(bundle.text), json::serialize(parts_json(bundle))));
}

}  // namespace gw
