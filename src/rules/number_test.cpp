#include "rules/number.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include "base/text.h"
#include "rules/values.h"

namespace gw {
namespace {

std::string read(std::string_view text) {
  const auto value = read_number(text);
  return value ? json_text(number_value(*value)) : "";
}

TEST(Number, IsReadAsPeopleWriteIt) {
  const struct { const char *text, *value; } rows[] = {
      {"5", "5"}, {" 5 ", "5"}, {"-5", "-5"}, {"−5", "-5"}, {"(5)", "-5"}, {"+5", "5"}, {"007", "7"}, {".5", "0.5"},
      {"1,234.50", "1234.5"}, {"1,234,567", "1234567"}, {"１，２３４．５", "1234.5"}, {"1'234.50", "1234.5"}, {"1.234,50", "1234.5"}, {"1.234.567", "1234567"}, {"1.234", "1.234"},
      {"¥1,200", "1200"}, {"￥1200元", "1200"}, {"$3", "3"}, {"US$ 3.5", "3.5"}, {"EUR 20", "20"}, {"20 EUR", "20"}, {"人民币 20 元", "20"}, {"20元整", "20"}, {"-$3", "-3"},
      {"30%", "0.3"}, {"30 ％", "0.3"}, {"3.5万", "35000"}, {"1.2亿元", "120000000"}, {"3千万", "30000000"}, {"1.5 million", "1500000"},
      {"十", "10"}, {"十五", "15"}, {"二十", "20"}, {"一百二十", "120"}, {"一百零五", "105"}, {"三百五", "350"}, {"两万三千", "23000"}, {"三万五", "35000"}, {"一亿二千万零三十", "120000030"},
      {"一万二千亿", "1200000000000"}, {"二〇二六", "2026"}, {"负五", "-5"}, {"三点一四", "3.14"}, {"一百八十八点五", "188.5"},
      {"壹仟贰佰元伍角整", "1200.5"}, {"壹万贰仟叁佰肆拾伍元陆角柒分", "12345.67"}, {"人民币壹佰元整", "100"}, {"壹佰元零伍分", "100.05"}, {"三万元", "30000"}, {"五十美元", "50"},
      {"", ""}, {"-", ""}, {"x", ""}, {"1,5", ""}, {"1,23,456", ""}, {"12,34", ""}, {"1 2", ""}, {"5 apples", ""}, {"30天", ""}, {"一般", ""}, {"百", ""}, {"万", ""}, {"一二百", ""}, {"元", ""},
      {"一元五分五角", ""}, {"亿万亿万亿万亿万", ""}, {"--5", ""},
  };
  for (const auto& row : rows) EXPECT_EQ(read(row.text), row.value) << row.text;
  EXPECT_EQ(read_number(std::string(1000, '9')), std::nullopt);
}

std::string found(std::string_view text) {
  std::string out;
  for (const auto& number : numbers_in(text))
    out += (out.empty() ? "" : "; ") + json_text(number_value(number.value)) + (number.formal ? "!" : "") + (number.money ? "$" : "") + " " + std::string(slice(text, number.start, number.end));
  return out;
}

TEST(Number, IsFoundInText) {
  const struct { const char *text, *found; } rows[] = {
      {"收到发票后45日内付款", "45 45"},
      {"within thirty (30) days", "30 thirty; 30 30"},
      {"twenty-one days, ninety nine, one", "21 twenty-one; 99 ninety nine; 1 one"},
      {"合同总价：¥12,300.00元（大写：壹万贰仟叁佰元整）", "12300$ 12,300.00元; 12300!$ 壹万贰仟叁佰元整"},
      {"ERR-1042 and A4 and max_2", ""},
      {"三个月内，一般情况", "3 三"},
      {"共计人民币三十万元", "300000$ 三十万元"},
      {"增长3.5万，占20%", "35000 3.5万; 20 20"},
      {"USD 5 or 6 EUR", "5$ 5; 6$ 6 EUR"},
      {"", ""},
  };
  for (const auto& row : rows) EXPECT_EQ(found(row.text), row.found) << row.text;
}

TEST(Number, PlacesLieInAnyText) {
  rc::check("places are in order and within the text", [](const std::string& text) {
    std::uint32_t last = 0;
    std::size_t length = 0;
    for (std::size_t at = 0; at < text.size(); ++length) decode(text, at);
    for (const auto& number : numbers_in(text)) {
      RC_ASSERT(number.start >= last && number.end > number.start && number.end <= length);
      last = number.end;
    }
  });
}

TEST(Number, FiguresAreReadBack) {
  rc::check("a number written with groups is the number", [] {
    const int value = *rc::gen::inRange(0, 1'000'000'000);
    std::string text = std::to_string(value);
    for (int i = static_cast<int>(text.size()) - 3; i > 0; i -= 3) text.insert(static_cast<std::size_t>(i), ",");
    RC_ASSERT(read_number(text) == value);
  });
}

}  // namespace
}  // namespace gw
