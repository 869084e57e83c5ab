// The bytes to be parsed with what recognisers want to know about them, found out once.
#pragma once
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace gw {

class Archive;

class Source {
 public:
  Source(std::string_view bytes, std::string_view name);
  ~Source();
  Source(const Source&) = delete;
  Source& operator=(const Source&) = delete;

  std::string_view bytes() const { return bytes_; }
  std::string_view name() const { return name_; }
  const std::string& extension() const { return extension_; }  ///< lower case without the dot, "" when there is none
  bool starts_with(std::string_view magic) const { return bytes_.starts_with(magic); }

  /// Whether the bytes are text in some known encoding.
  bool is_text();
  /// All of it as clean text (decode.h). Only when is_text().
  const std::string& text();
  /// The first 64 kB of bytes as clean text, for recognisers; "" when it is not text.
  const std::string& sample();

  /// The zip archive in the bytes; null when they are none or broken.
  Archive* archive();
  bool looks_like_zip() const { return starts_with("PK\x03\x04") || starts_with("PK\x05\x06"); }

 private:
  std::string_view bytes_, name_;
  std::string extension_;
  std::optional<bool> is_text_;
  std::optional<std::string> text_, sample_;
  bool archive_tried_ = false;
  std::unique_ptr<Archive> archive_;
};

}  // namespace gw
