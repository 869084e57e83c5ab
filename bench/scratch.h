// A workspace that lives as long as the object, for a measurement.
#pragma once
#include <filesystem>
#include <string>

#include "base/files.h"
#include "base/hash.h"
#include "store/store.h"

namespace gw::bench {

struct Scratch {
  explicit Scratch(const std::filesystem::path& under = std::filesystem::temp_directory_path())
      : folder(under / ("groundwork-bench-" + to_hex(random_bytes(6)))) {
    std::filesystem::create_directories(folder);
  }
  ~Scratch() { std::filesystem::remove_all(folder); }
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;
  std::filesystem::path folder;
};

}  // namespace gw::bench
