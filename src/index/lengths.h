// Lengths of chunks as one byte: exact to 15, then four significant bits. What is scored is the decoded length, everywhere.
#pragma once
#include <array>
#include <bit>
#include <cstdint>

namespace gw {

constexpr std::uint8_t length_code(std::uint32_t length) {
  if (length < 16) return static_cast<std::uint8_t>(length);
  const int shift = std::bit_width(length) - 4;  // keeps the leading one and three bits behind it
  return static_cast<std::uint8_t>(8 * (shift + 1) + static_cast<int>((length >> shift) & 7));
}
constexpr std::uint32_t decoded_length(std::uint8_t code) {
  if (code < 16) return code;
  return (8u + (code & 7)) << (code / 8 - 1);
}
static_assert(length_code(15) == 15 && length_code(16) == 16 && decoded_length(16) == 16 && decoded_length(length_code(31)) == 30);
static_assert(length_code(0xFFFFFFFF) < 248);

}  // namespace gw
