#include "ingest/archive.h"

#include <zip.h>

#include <algorithm>

#include "base/error.h"
#include "base/text.h"

namespace gw {

std::unique_ptr<Archive> Archive::open(std::string_view bytes) {
  zip_error_t error;
  zip_error_init(&error);
  zip_source_t* source = zip_source_buffer_create(bytes.data(), bytes.size(), 0, &error);
  if (source == nullptr) { zip_error_fini(&error); return nullptr; }
  zip_t* zip = zip_open_from_source(source, ZIP_RDONLY, &error);
  zip_error_fini(&error);
  if (zip == nullptr) { zip_source_free(source); return nullptr; }

  std::unique_ptr<Archive> archive(new Archive);
  archive->zip_ = zip;
  const auto count = static_cast<std::size_t>(std::max<zip_int64_t>(zip_get_num_entries(zip, 0), 0));
  if (count > entries_most) throw Error(Code::invalid, "The archive has more than 100,000 entries.");
  archive->entries_.reserve(count);
  for (std::size_t i = 0; i < count; ++i) {
    Entry entry;
    zip_stat_t st;
    zip_stat_init(&st);
    if (zip_stat_index(zip, i, ZIP_FL_ENC_RAW, &st) == 0) {
      if ((st.valid & ZIP_STAT_NAME) != 0 && st.name != nullptr) entry.name = st.name;
      if ((st.valid & ZIP_STAT_SIZE) != 0) entry.size = st.size;
      if ((st.valid & ZIP_STAT_COMP_SIZE) != 0) entry.packed = st.comp_size;
      entry.encrypted = (st.valid & ZIP_STAT_ENCRYPTION_METHOD) != 0 && st.encryption_method != ZIP_EM_NONE;
    }
    entry.utf8 = is_utf8(entry.name);
    entry.folder = entry.name.ends_with('/') || entry.name.ends_with('\\');
    archive->entries_.push_back(std::move(entry));
  }
  return archive;
}

Archive::~Archive() {
  if (zip_ != nullptr) zip_discard(static_cast<zip_t*>(zip_));
}

std::optional<std::size_t> Archive::find(std::string_view name) const {
  for (std::size_t i = 0; i < entries_.size(); ++i)
    if (entries_[i].name == name) return i;
  const std::string lower = lower_ascii(name);
  for (std::size_t i = 0; i < entries_.size(); ++i)
    if (entries_[i].name.size() == name.size() && lower_ascii(entries_[i].name) == lower) return i;
  return std::nullopt;
}

std::string Archive::read(std::size_t index, std::uint64_t limit, const std::string* password) {
  const Entry& entry = entries_.at(index);
  zip_t* zip = static_cast<zip_t*>(zip_);
  if (entry.encrypted && password == nullptr) throw Error(Code::invalid, "The archive is locked by a password.");
  zip_file_t* file = password != nullptr && entry.encrypted ? zip_fopen_index_encrypted(zip, index, 0, password->c_str()) : zip_fopen_index(zip, index, 0);
  if (file == nullptr) {
    const int code = zip_error_code_zip(zip_get_error(zip));
    if (code == ZIP_ER_WRONGPASSWD || code == ZIP_ER_NOPASSWD) throw Error(Code::invalid, "The archive is locked by a password.");
    throw Error(Code::invalid, "A part of the archive is damaged.");
  }
  struct Close { zip_file_t* f; ~Close() { zip_fclose(f); } } close{file};
  std::string out;
  // The claimed size is only a hint, and a lying one must not cost memory.
  out.reserve(std::min<std::uint64_t>({entry.size, limit, std::uint64_t{1} << 20}));
  char buffer[1 << 15];
  for (;;) {
    const zip_int64_t n = zip_fread(file, buffer, sizeof buffer);
    if (n < 0) throw Error(Code::invalid, "A part of the archive is damaged.");
    if (n == 0) break;
    out.append(buffer, static_cast<std::size_t>(n));
    total_ += static_cast<std::uint64_t>(n);
    if (out.size() > limit) throw Error(Code::invalid, "A part of the archive is too large when unpacked.");
    if (out.size() > (8u << 20) && out.size() > entry.packed * 400) throw Error(Code::invalid, "A part of the archive unpacks to more than 400 times its size.");
    if (total_ > all_most) throw Error(Code::invalid, "The archive unpacks to more than 512 MB.");
  }
  return out;
}

std::string Archive::read_if(std::string_view name, std::uint64_t limit) {
  const auto index = find(name);
  return index ? read(*index, limit) : std::string();
}

}  // namespace gw
