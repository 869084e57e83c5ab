#include "index/bits.h"

#include <array>
#include <bit>
#include <cstring>
#include <utility>

namespace gw {
namespace {

using Lanes = std::uint32_t __attribute__((vector_size(16)));
constexpr std::size_t rows = block_postings / 4;

Lanes load(const char* at) {
  Lanes out;
  std::memcpy(&out, at, sizeof out);
  return out;
}
void store(Lanes lanes, std::uint32_t* at) { std::memcpy(at, &lanes, sizeof lanes); }

template <int bits>
void unpack_fixed(const char* in, std::uint32_t* out) {
  if constexpr (bits == 0) {
    std::memset(out, 0, block_postings * sizeof *out);
  } else if constexpr (bits == 32) {
    std::memcpy(out, in, block_postings * sizeof *out);
  } else {
    constexpr std::uint32_t low = (1u << bits) - 1;
    const Lanes mask = {low, low, low, low};
    Lanes word = load(in);
    int used = 0;
#pragma clang loop unroll(full)
    for (std::size_t row = 0; row < rows; ++row) {
      Lanes value = word >> used;
      used += bits;
      if (used >= 32) {
        used -= 32;
        in += 16;
        if (row + 1 < rows || used > 0) {
          word = load(in);
          if (used > 0) value |= word << (bits - used);
        }
      }
      store(value & mask, out + row * 4);
    }
  }
}

using Unpack = void (*)(const char*, std::uint32_t*);
template <int... bits>
constexpr std::array<Unpack, sizeof...(bits)> table(std::integer_sequence<int, bits...>) {
  return {unpack_fixed<bits>...};
}
constexpr auto unpackers = table(std::make_integer_sequence<int, 33>{});

}  // namespace

int bits_needed(const std::uint32_t* numbers) {
  std::uint32_t all = 0;
  for (std::size_t i = 0; i < block_postings; ++i) all |= numbers[i];
  return std::bit_width(all);
}

void pack(const std::uint32_t* numbers, int bits, std::string& out) {
  if (bits == 0) return;
  const std::size_t from = out.size();
  out.resize(from + packed_bytes(bits));
  for (std::size_t lane = 0; lane < 4; ++lane) {
    std::uint64_t pending = 0;
    int have = 0;
    std::size_t at = from + lane * 4;
    for (std::size_t row = 0; row < rows; ++row) {
      pending |= static_cast<std::uint64_t>(numbers[row * 4 + lane]) << have;
      have += bits;
      if (have < 32) continue;
      const auto word = static_cast<std::uint32_t>(pending);
      std::memcpy(out.data() + at, &word, 4);
      at += 16;
      pending >>= 32;
      have -= 32;
    }
  }
}

void unpack(const char* in, int bits, std::uint32_t* out) { unpackers[static_cast<std::size_t>(bits)](in, out); }

}  // namespace gw
