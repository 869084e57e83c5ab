#include "library/lines.h"

#include <cstring>
#include <utility>

namespace gw {
namespace {
constexpr std::size_t read_size = 1 << 20;
}

Lines::Lines(std::function<std::size_t(char*, std::size_t)> read, std::size_t limit) : read_(std::move(read)), limit_(limit) {}

// Reads on behind what is unread; false at the end of the stream.
bool Lines::fill() {
  if (ended_) return false;
  if (at_ > 0) {
    std::memmove(buffer_.data(), buffer_.data() + at_, end_ - at_);
    end_ -= at_;
    at_ = 0;
  }
  if (buffer_.size() < end_ + read_size) buffer_.resize(end_ + read_size);
  const std::size_t n = read_(buffer_.data() + end_, read_size);
  end_ += n;
  ended_ = n == 0;
  return n > 0;
}

bool Lines::next(Line& line) {
  line = {.text = {}, .number = ++number_, .too_long = false};
  std::size_t looked = 0;  // bytes behind at_ known to hold no line break
  for (;;) {
    const char* from = buffer_.data() + at_;
    const auto* found = static_cast<const char*>(end_ - at_ > looked ? std::memchr(from + looked, '\n', end_ - at_ - looked) : nullptr);
    if (found != nullptr) {
      const auto length = static_cast<std::size_t>(found - from);
      at_ += length + 1;
      consumed_ += length + 1;
      line.too_long = line.too_long || length > limit_;
      if (!line.too_long) line.text = {from, length};
      break;
    }
    looked = end_ - at_;
    if (looked > limit_) {  // drop what is there, keep looking for the end of the line
      line.too_long = true;
      consumed_ += looked;
      at_ = end_ = looked = 0;
    }
    if (fill()) continue;
    if (at_ == end_ && !line.too_long) return false;
    consumed_ += end_ - at_;
    if (!line.too_long) line.text = {buffer_.data() + at_, end_ - at_};
    at_ = end_;
    break;
  }
  if (number_ == 1 && line.text.starts_with("\xEF\xBB\xBF")) line.text.remove_prefix(3);
  if (line.text.ends_with('\r')) line.text.remove_suffix(1);
  return true;
}

}  // namespace gw
