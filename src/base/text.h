// UTF-8 text: decoding, counting in code points, normal forms. All offsets that people see are code points; all that code uses are bytes.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace gw {

constexpr char32_t replacement = 0xFFFD;

/// Decodes the code point at `at` and moves `at` behind it. A broken byte yields U+FFFD and moves on by one. Needs at < text.size().
char32_t decode(std::string_view text, std::size_t& at);
void encode(char32_t c, std::string& out);  ///< appends `c` as UTF-8

bool is_utf8(std::string_view text);
std::string valid_utf8(std::string_view text);  ///< the text with each broken byte replaced by U+FFFD

std::size_t count_code_points(std::string_view text);
/// The byte offset of code point number `n` (text.size() when there are fewer).
std::size_t byte_of_code_point(std::string_view text, std::size_t n);
/// The piece [start, end) counted in code points; a view into `text`.
std::string_view slice(std::string_view text, std::size_t start, std::size_t end);

std::string nfc(std::string_view text);
std::string nfkc_casefold(std::string_view text);  ///< NFKC, case folded, default-ignorable code points removed

bool is_han(char32_t c);          ///< CJK ideograph (all extensions)
bool is_cjk(char32_t c);          ///< Han, Kana, Hangul, Bopomofo
bool is_letter(char32_t c);
bool is_digit(char32_t c);        ///< decimal digit of any script
bool is_space(char32_t c);
bool is_punctuation(char32_t c);  ///< punctuation or symbol

std::string_view trim(std::string_view text);  ///< without ASCII white space at both ends
std::vector<std::string_view> split(std::string_view text, char separator);
std::string join(const std::vector<std::string>& parts, std::string_view separator);
std::string lower_ascii(std::string_view text);

}  // namespace gw
