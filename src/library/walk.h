// The files of a folder as a synchronisation sees them.
#pragma once
#include <string>
#include <vector>

#include "base/open_folder.h"

namespace gw {

struct SeenFile {
  std::string path;  ///< relative to the folder, the bytes of the file system
  FileStamp stamp;
};

struct Walked {
  std::vector<SeenFile> files;          ///< in order of their paths
  std::vector<std::string> unreadable;  ///< sub-folders that could not be listed; what lies below is unknown, not vanished
  std::int64_t links = 0;               ///< not followed: what lies inside is found at its own place, what lies outside does not belong
  /// Whether `path` lies below a folder that could not be listed.
  bool unknown(const std::string& path) const;
};

/// All regular files but hidden ones (a name that begins with a dot, office programs' `~$` locks). Names in `except` are left out at the top.
/// Error when the folder itself cannot be listed, Error(invalid) when it holds over two million files.
Walked walk(const OpenFolder& folder, const std::vector<std::string>& except = {});

}  // namespace gw
