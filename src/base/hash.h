// Hashes: SHA-256 for content and secrets, a fast 64-bit mix for tables and checksums of derived data.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>

namespace gw {

std::string sha256_hex(std::string_view data);  ///< 64 lower-case hex digits
std::uint64_t hash64(std::string_view data);    ///< fast, stable across versions and machines; not for secrets
std::string random_bytes(std::size_t n);        ///< from the operating system's generator
std::string to_hex(std::string_view bytes);
/// Equal without telling by its time where the difference lies.
bool equal_constant_time(std::string_view a, std::string_view b);

}  // namespace gw
