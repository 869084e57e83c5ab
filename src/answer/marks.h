// What a reader sees in a text at a glance, in Chinese and English: numbers, dates, names, quoted words, identifiers, places, reasons, denials.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace gw {

enum class MarkKind : std::uint8_t {
  number,      ///< digits, Chinese or English number words; `key` is its value: 十二 = 12 = twelve
  date,        ///< a year, month, day, century, weekday, or a number with 年月日
  name,        ///< capitalised words (not merely the first of a sentence), names with a dot between
  quoted,      ///< what stands in 《》「」“” or ""
  identifier,  ///< ERR-1042, max_batch_size, GB/T
  place,       ///< a Han character that ends names of places (省市县...), or a capitalised word behind in, at, near
  person,      ///< a surname or a title of a person
  reason,      ///< because, due to, 因为, 导致 ...
  means,       ///< by, through, using, 通过, 利用 ...
  being,       ///< is, called, known as, 是, 称为 ...
  negation,    ///< not, never, except, 不, 未, 禁止 ...
};
constexpr std::size_t mark_kinds = 11;

struct Mark {
  MarkKind kind = MarkKind::number;
  std::uint32_t start = 0, end = 0;  ///< code points
  std::uint64_t key = 0;             ///< equal for what means the same: the value of a number, the folded text of a name
  std::uint64_t unit = 0;            ///< a number's unit or counted noun: key of the Han character or lower-case word behind it; 0 without. For a
                           ///< name: 1 when it opens a sentence, where a capital says little
};

/// Marks in order of their start. Linear in the text.
std::vector<Mark> marks_of(std::string_view text);

/// The key of one folded word or character, as marks use it.
std::uint64_t mark_key(std::string_view folded);

std::u32string code_points_of(std::string_view text);

/// The value of a Chinese numeral made of 零一二...十百千万亿 (digit strings such as 一九九八 too); -1 when it is none.
std::int64_t chinese_number(std::u32string_view text);

/// Whether the word (lower case) carries no content of its own in English: articles, prepositions, auxiliaries, question words.
bool is_english_stop_word(std::string_view word);
/// Whether the Han character is mostly grammar: 的是了在和...
bool is_han_function_character(char32_t c);

}  // namespace gw
