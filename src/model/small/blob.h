// How a fitted model is written down: a kind, its numbers and names in a row, a checksum. Reading never trusts what it reads.
//
//   kind '\n' | u32 f32 f64 (little-endian), text = u32 length + bytes, ... | xxh64 of all before
//
// The checksum finds damage; what an enemy wrote has a right checksum, so every count is held against the bytes that are left.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>

namespace gw {

class BlobWriter {
 public:
  explicit BlobWriter(std::string_view kind);
  void number(std::uint32_t value);
  void long_number(std::int64_t value);
  void real(float value);
  void real(double value);
  void text(std::string_view value);
  void small(std::int16_t value);
  std::string finish();  ///< the blob; the writer is empty then

 private:
  std::string out_;
};

/// Every call is Error(invalid) when the blob ends early or holds what it may not (a number that is not finite, or so large that sums of it might not be).
class BlobReader {
 public:
  static constexpr std::size_t bytes_most = 256 << 20;
  /// Checks kind and checksum. Keeps a view: `blob` must outlive the reader.
  BlobReader(std::string_view blob, std::string_view kind);
  std::uint32_t number();
  std::int64_t long_number();
  float real(float most = 1e6F);           ///< within -most..most
  double real_double(double most = 1e6);
  std::string_view text();
  std::int16_t small();
  /// A count of things of at least `bytes_each` that follow; so it cannot make the reader reserve more than the blob is long.
  std::size_t count(std::size_t bytes_each, std::size_t most = SIZE_MAX);
  void end() const;  ///< nothing may be left

 private:
  std::string_view take(std::size_t bytes);
  std::string_view left_;
};

[[noreturn]] void unsound_model(std::string_view what);  ///< throws Error(invalid)

}  // namespace gw
