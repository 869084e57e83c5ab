// Numbers as people write them, in Chinese and English text.
//
//   1,234.50   １２３４．５   1.234,50   1'234.50   (5)   -5   ¥1,200   $3   30%   3.5万   1.2亿元   一百二十   壹仟贰佰元伍角整   二〇二六
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gw {

/// The value of a text that is one number and nothing else but white space, a currency and 整; 30% is 0.3. None when it is no number, or could be two
/// ("1,5" is one and a half here, fifteen there). At most 60 characters.
std::optional<double> read_number(std::string_view text);

/// A number within a text.
struct NumberAt {
  double value = 0;
  std::uint32_t start = 0, end = 0;  ///< code points; a unit of money or a 万 that belongs to it included, a currency sign before it not
  bool formal = false;               ///< in the capital numerals of contracts and cheques (壹贰叁)
  bool money = false;                ///< a currency stands before it, or 元 or a currency behind it
};

/// Numbers in order: digits (grouped by commas, with decimals), Chinese numerals of at least two characters or with a unit, English words from one to
/// ninety-nine. Linear.
std::vector<NumberAt> numbers_in(std::string_view text);

/// The value of a Chinese numeral, capital ones and money (元角分) included; none when it is none. At most 40 characters.
std::optional<double> chinese_value(std::u32string_view numeral);

}  // namespace gw
