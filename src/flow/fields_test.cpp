// Fields of texts: what is found, where, and what is not.
#include "flow/fields.h"

#include <gtest/gtest.h>

#include "rules/values.h"

namespace gw {
namespace {

struct Read { std::string value, quote; double confidence; };

Read read(std::string_view text, std::string_view field) {
  const Yaml fields = parse_yaml("[" + std::string(field) + "]");
  const FieldText readable(text);
  const FieldFound found = readable.find(fields_wanted(fields).at(0));
  return {written(found.value), found.value.is_null() ? "" : std::string(readable.slice_of(found.place)), found.confidence};
}

TEST(Fields, AreReadByPatternWithPlacesInCharacters) {
  const Read order = read("您好，订单 PO-1042 和 PO-7 已发出", "{name: order, pattern: 'PO-([0-9]+)'}");
  EXPECT_EQ(order.value, "1042");
  EXPECT_EQ(order.quote, "1042");
  EXPECT_EQ(order.confidence, 1);
  EXPECT_EQ(read("订单 PO-1042，替换 PO-7", "{name: order, pattern: 'PO-([0-9]+)', near: [替换]}").value, "7");
  EXPECT_EQ(read("nothing here", "{name: order, pattern: 'PO-([0-9]+)'}").value, "");
}

TEST(Fields, AreReadByWordsWithOtherNames) {
  const Read money = read("The price is in RMB.", "{name: c, words: ['CNY = RMB, 人民币', EUR]}");
  EXPECT_EQ(money.value, "CNY");
  EXPECT_EQ(money.quote, "RMB");
  EXPECT_EQ(read("以人民币结算", "{name: c, words: ['CNY = RMB, 人民币', EUR]}").value, "CNY");
  EXPECT_EQ(read("armband", "{name: c, words: ['RMB']}").value, "");
}

TEST(Fields, AreReadByWhatTheyAre) {
  EXPECT_EQ(read("Signed on 3 March 2026 in Lyon.", "{name: d, kind: date}").value, "2026-03-03");
  EXPECT_EQ(read("本合同于2026年1月2日签订", "{name: d, kind: date}").value, "2026-01-02");
  EXPECT_EQ(read("on 2026-13-45", "{name: d, kind: date}").value, "");
  EXPECT_EQ(read("Total: $1,234.50 for 3 items", "{name: m, kind: money}").value, "1234.5");
  EXPECT_EQ(read("总价壹仟贰佰元整", "{name: m, kind: money}").value, "1200");
  EXPECT_EQ(read("write to ann.lee@example.org, please", "{name: e, kind: email}").value, "ann.lee@example.org");
}

TEST(Fields, OfSeveralTakeTheOneNearItsWord) {
  const std::string_view text = "Start: 2026-01-01\nEnd: 2026-12-31\nPaid 2027-01-15";
  EXPECT_EQ(read(text, "{name: d, kind: date, near: [End]}").value, "2026-12-31");
  EXPECT_EQ(read(text, "{name: d, kind: date, near: [Paid]}").value, "2027-01-15");
  EXPECT_EQ(read(text, "{name: d, kind: date, near: [Cancelled]}").value, "");
  const Read any = read(text, "{name: d, kind: date}");
  EXPECT_EQ(any.value, "2026-01-01");
  EXPECT_NEAR(any.confidence, 1.0 / 3, 1e-9);
}

}  // namespace
}  // namespace gw
