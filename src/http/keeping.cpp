// Looking after the workspace: does everything agree, a copy to keep.
#include <fmt/format.h>

#include <filesystem>

#include "base/error.h"
#include "flow/artifacts.h"
#include "http/route.h"
#include "policy/people.h"

namespace gw {
namespace {

namespace fs = std::filesystem;

Response verify(Call& call) {
  json::array problems;
  for (auto& problem : call.served().library.verify()) problems.emplace_back(std::move(problem));
  for (auto& problem : verify_artifacts(call.store())) problems.emplace_back(std::move(problem));
  call.store().write([&](Db& db) { audit(db, call.caller.name, "verify", "", fmt::format("{} problems", problems.size())); });
  return json_response({{"problems", std::move(problems)}});
}

Response keep_copy(Call& call) {
  const auto body = call.body();
  const fs::path file = call.store().workspace().root / string_of(body, "file");  // an absolute path stays
  std::error_code failed;
  if (fs::exists(fs::symlink_status(file, failed))) throw Error(Code::conflict, fmt::format("{} is there already.", file.string()));
  backup(call.store(), file);
  const auto bytes = fs::file_size(file);
  call.store().write([&](Db& db) { audit(db, call.caller.name, "backup", file.string(), fmt::format("{} bytes", bytes)); });
  return json_response({{"file", file.string()}, {"bytes", bytes}});
}

}  // namespace

std::vector<Route> keeping_routes() {
  return {
      {"post", "/api/v1/verify", "keeping", "verify", "Whether store and index agree; what differs, as sentences.", Access::administrator, {}, "", "Problems", 200, verify},
      {"post", "/api/v1/backup", "keeping", "backup", "Writes a consistent copy of the workspace into a new file on the server's disk, while others work.",
       Access::administrator, {}, "BackupRequest", "Backup", 200, keep_copy},
  };
}

}  // namespace gw
