// A zip archive made in memory, for tests and fuzz targets.
#pragma once
#include <zip.h>

#include <string>
#include <utility>
#include <vector>

namespace gw {

using Packed = std::vector<std::pair<std::string, std::string>>;  ///< name and bytes

inline std::string packed(const Packed& entries, bool compress = false, const char* password = nullptr) {
  zip_error_t error;
  zip_error_init(&error);
  zip_source_t* target = zip_source_buffer_create(nullptr, 0, 0, &error);
  zip_t* zip = zip_open_from_source(target, ZIP_TRUNCATE, &error);
  zip_source_keep(target);
  for (const auto& [name, bytes] : entries) {
    const auto index = zip_file_add(zip, name.c_str(), zip_source_buffer(zip, bytes.data(), bytes.size(), 0), ZIP_FL_ENC_UTF_8);
    if (index < 0) continue;
    zip_set_file_compression(zip, static_cast<zip_uint64_t>(index), compress ? ZIP_CM_DEFLATE : ZIP_CM_STORE, 0);
    if (password != nullptr) zip_file_set_encryption(zip, static_cast<zip_uint64_t>(index), ZIP_EM_AES_256, password);
  }
  zip_close(zip);
  std::string out;
  zip_source_open(target);
  char buffer[1 << 14];
  for (zip_int64_t n; (n = zip_source_read(target, buffer, sizeof buffer)) > 0;) out.append(buffer, static_cast<std::size_t>(n));
  zip_source_close(target);
  zip_source_free(target);
  return out;
}

}  // namespace gw
