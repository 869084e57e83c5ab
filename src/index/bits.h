// 128 small numbers packed into as many bits each as the largest needs, in four lanes, so that four are unpacked at once.
//
//   number i stands in lane i % 4; a lane is a stream of 32-bit words; word w of lane l lies at 16 * w + 4 * l
#pragma once
#include <cstddef>
#include <cstdint>
#include <string>

namespace gw {

constexpr std::size_t block_postings = 128;

/// Bits that the largest of the 128 needs, 0..32.
int bits_needed(const std::uint32_t* numbers);
constexpr std::size_t packed_bytes(int bits) { return static_cast<std::size_t>(bits) * 16; }

void pack(const std::uint32_t* numbers, int bits, std::string& out);
/// Reads packed_bytes(bits) from `in`; needs bits <= 32.
void unpack(const char* in, int bits, std::uint32_t* out);

}  // namespace gw
