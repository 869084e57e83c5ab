// The app files of a workspace: which there are, what is wrong with them, and the version that they make as they stand now.
#pragma once
#include <string>
#include <vector>

#include "base/files.h"
#include "flow/app_table.h"
#include "flow/check.h"
#include "store/store.h"

namespace gw {

struct AppFile {
  std::string name;   ///< "bug-dispatch"
  std::string shown;  ///< "apps/bug-dispatch.yaml"
  fs::path path;
};

/// Those in apps/, by name.
std::vector<AppFile> app_files(const Workspace& workspace);
/// Error(not_found) that names what it may have meant.
AppFile app_file(const Workspace& workspace, const std::string& name);

/// What is wrong with a file; the files that it names are looked for in the folder above its own. `graders` as Around. Error as read_file.
Checked check_file(const AppFile& file, const std::vector<std::string>& graders);

/// The app of a sound file with its bundle: the files it names and the latest of its trained models. Error(invalid) with the first problem and how many
/// more there are; Error(not_found) when there is no such file.
App draft_of(const Store& store, const std::string& name, const std::vector<std::string>& graders);

/// Stores the draft as a version; one that is there already is found again.
AppVersion keep_draft(Store& store, const std::string& name, const std::vector<std::string>& graders, std::string_view who);

}  // namespace gw
