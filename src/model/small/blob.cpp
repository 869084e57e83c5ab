#include "model/small/blob.h"

#include <fmt/format.h>

#include <bit>
#include <cmath>
#include <cstring>
#include <utility>

#include "base/error.h"
#include "base/hash.h"

namespace gw {
namespace {

static_assert(std::endian::native == std::endian::little, "blobs are little-endian");

template <class T>
void append(std::string& out, T value) {
  char bytes[sizeof value];
  std::memcpy(bytes, &value, sizeof value);
  out.append(bytes, sizeof value);
}

template <class T>
T from(std::string_view bytes) {
  T value;
  std::memcpy(&value, bytes.data(), sizeof value);
  return value;
}

}  // namespace

void unsound_model(std::string_view what) { throw Error(Code::invalid, fmt::format("The stored model is not sound: {}.", what)); }

BlobWriter::BlobWriter(std::string_view kind) : out_(std::string(kind) + "\n") {}
void BlobWriter::number(std::uint32_t value) { append(out_, value); }
void BlobWriter::long_number(std::int64_t value) { append(out_, value); }
void BlobWriter::real(float value) { append(out_, value); }
void BlobWriter::real(double value) { append(out_, value); }
void BlobWriter::small(std::int16_t value) { append(out_, value); }
void BlobWriter::text(std::string_view value) {
  number(static_cast<std::uint32_t>(value.size()));
  out_ += value;
}
std::string BlobWriter::finish() {
  append(out_, hash64(out_));
  return std::exchange(out_, {});
}

BlobReader::BlobReader(std::string_view blob, std::string_view kind) : left_(blob) {
  if (blob.size() > bytes_most) unsound_model("it is larger than 256 MiB");
  if (!blob.starts_with(kind) || blob.size() < kind.size() + 9 || blob[kind.size()] != '\n') unsound_model(fmt::format("it is not a `{}`", kind));
  const std::string_view body = blob.substr(0, blob.size() - 8);
  if (from<std::uint64_t>(blob.substr(body.size())) != hash64(body)) unsound_model("its checksum is wrong");
  left_ = body.substr(kind.size() + 1);
}

std::string_view BlobReader::take(std::size_t bytes) {
  if (bytes > left_.size()) unsound_model("it ends too early");
  const auto taken = left_.substr(0, bytes);
  left_.remove_prefix(bytes);
  return taken;
}

std::uint32_t BlobReader::number() { return from<std::uint32_t>(take(4)); }
std::int64_t BlobReader::long_number() { return from<std::int64_t>(take(8)); }
std::int16_t BlobReader::small() { return from<std::int16_t>(take(2)); }
float BlobReader::real(float most) {
  const auto value = from<float>(take(4));
  if (!(std::abs(value) <= most)) unsound_model("a number is out of range");
  return value;
}
double BlobReader::real_double(double most) {
  const auto value = from<double>(take(8));
  if (!(std::abs(value) <= most)) unsound_model("a number is out of range");
  return value;
}
std::string_view BlobReader::text() { return take(number()); }
std::size_t BlobReader::count(std::size_t bytes_each, std::size_t most) {
  const std::size_t n = number();
  if (n > most || n > left_.size() / bytes_each) unsound_model("a count is larger than what follows");
  return n;
}
void BlobReader::end() const {
  if (!left_.empty()) unsound_model("something follows its end");
}

}  // namespace gw
