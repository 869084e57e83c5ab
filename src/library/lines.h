// Lines of a stream, one after another in bounded memory, whatever their length.
#pragma once
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

namespace gw {

class Lines {
 public:
  /// `read` fills at most n bytes and returns 0 at the end. A line over `limit` bytes is passed over and told as such.
  Lines(std::function<std::size_t(char*, std::size_t)> read, std::size_t limit);

  struct Line {
    std::string_view text;   ///< without the line break; valid until the next call; empty when `too_long`
    std::int64_t number = 0; ///< from 1
    bool too_long = false;
  };
  bool next(Line& line);
  std::uint64_t bytes() const { return consumed_; }  ///< of the lines given so far

 private:
  bool fill();
  std::function<std::size_t(char*, std::size_t)> read_;
  std::size_t limit_;
  std::string buffer_;
  std::size_t at_ = 0, end_ = 0;  // the unread part of the buffer
  std::int64_t number_ = 0;
  std::uint64_t consumed_ = 0;
  bool ended_ = false;
};

}  // namespace gw
