// A zip archive in memory, read with limits on entries, sizes and ratio. Nothing is ever written to a file.
#pragma once
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gw {

class Archive {
 public:
  struct Entry {
    std::string name;              ///< as written in the archive, any bytes
    std::uint64_t size = 0;        ///< as claimed; `read` does not trust it
    std::uint64_t packed = 0;
    bool encrypted = false;
    bool folder = false;
    bool utf8 = false;             ///< the archive says that the name is UTF-8
  };
  static constexpr std::size_t entries_most = 100'000;
  static constexpr std::uint64_t all_most = 512u << 20;  ///< inflated bytes over all reads of one archive

  /// null when the bytes are no zip archive or it is damaged. The bytes must outlive the archive.
  static std::unique_ptr<Archive> open(std::string_view bytes);
  ~Archive();

  const std::vector<Entry>& entries() const { return entries_; }
  std::optional<std::size_t> find(std::string_view name) const;  ///< exact; when not there without regard to case
  bool has(std::string_view name) const { return find(name).has_value(); }

  /// The inflated bytes. Error(invalid) when damaged, over `limit`, inflating more than 400-fold, or locked.
  std::string read(std::size_t index, std::uint64_t limit, const std::string* password = nullptr);
  /// By name; "" when it is not there.
  std::string read_if(std::string_view name, std::uint64_t limit);

 private:
  Archive() = default;
  void* zip_ = nullptr;
  std::vector<Entry> entries_;
  std::uint64_t total_ = 0;
};

}  // namespace gw
