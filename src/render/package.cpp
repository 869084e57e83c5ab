#include "render/package.h"

#include <zip.h>

#include "base/error.h"

namespace gw {
namespace {

[[noreturn]] void fail(const char* what) { throw Error(Code::internal, "The file could not be packed.", what); }

constexpr zip_uint16_t first_day = (1 << 5) | 1;  // 1980-01-01, from where zip counts

}  // namespace

std::string packed(const std::vector<PackagePart>& parts) {
  zip_error_t error;
  zip_error_init(&error);
  zip_source_t* into = zip_source_buffer_create(nullptr, 0, 0, &error);
  if (into == nullptr) fail("buffer");
  zip_source_keep(into);
  zip_t* zip = zip_open_from_source(into, ZIP_TRUNCATE, &error);
  if (zip == nullptr) {
    zip_source_free(into);
    zip_source_free(into);
    fail("open");
  }
  for (const auto& part : parts) {
    zip_source_t* source = zip_source_buffer(zip, part.bytes.data(), part.bytes.size(), 0);
    const zip_int64_t at = source == nullptr ? -1 : zip_file_add(zip, part.name.c_str(), source, ZIP_FL_ENC_UTF_8);
    if (at < 0 || zip_file_set_dostime(zip, static_cast<zip_uint64_t>(at), 0, first_day, 0) != 0) {
      if (source != nullptr && at < 0) zip_source_free(source);
      zip_discard(zip);
      zip_source_free(into);
      fail("add");
    }
  }
  if (zip_close(zip) != 0) {
    zip_discard(zip);
    zip_source_free(into);
    fail("close");
  }
  std::string out;
  zip_stat_t stat;
  const bool read = zip_source_open(into) == 0 && zip_source_stat(into, &stat) == 0;
  if (read) {
    out.resize(stat.size);
    const bool whole = zip_source_read(into, out.data(), out.size()) == static_cast<zip_int64_t>(out.size());
    zip_source_close(into);
    if (!whole) out.clear();
  }
  zip_source_free(into);
  if (out.empty()) fail("read");
  return out;
}

}  // namespace gw
