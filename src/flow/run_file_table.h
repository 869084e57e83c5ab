// The rows of files that runs made; their bytes are the business of flow/artifacts.h.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "store/db.h"

namespace gw {

struct RunFile {
  std::string run, name, media;
  std::string hash;        ///< SHA-256 of the bytes, and their name beside the store
  std::int64_t bytes = 0;
};

void insert_run_file(Db&, const RunFile& file);
std::optional<RunFile> run_file(Db&, std::string_view run, std::string_view name);
std::vector<RunFile> files_of_run(Db&, std::string_view run);  ///< by name
bool is_kept(Db&, std::string_view hash);                      ///< whether any row refers to it
/// Of runs that are not (yet) in the store.
std::vector<RunFile> files_without_run(Db&, std::int64_t limit);
void delete_run_file(Db&, const RunFile& file);
/// Rows from behind (run, name), in that order.
std::vector<RunFile> list_run_files(Db&, std::string_view run, std::string_view name, std::int64_t limit);

}  // namespace gw
