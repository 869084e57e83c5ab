// Whether two questions ask the same: what is alike, what never is, and that nothing of it depends on which comes first.
#include "answer/rephrase.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include "answer/wording.h"

namespace gw {
namespace {

bool same(const char* a, const char* b) { return likeness(a, b) >= same_question; }

TEST(Rephrase, politeness_case_and_width_say_nothing) {
  EXPECT_EQ(likeness("Could you please tell me: when is the salary paid?", "WHEN IS THE SALARY PAID"), 1);
  EXPECT_EQ(likeness("请问一下，年假有多少天？", "年假有多少天"), 1);
  EXPECT_EQ(without_politeness("请问"), "");
}

TEST(Rephrase, other_words_for_the_same) {
  EXPECT_TRUE(same("How can I make a reservation for a conference room?", "How do I book a meeting room?"));
  EXPECT_TRUE(same("带薪年假一共几天？", "年假有多少天？"));
  EXPECT_TRUE(same("会议室如何预约？", "怎么预订会议室？"));
  EXPECT_TRUE(same("谁修二楼坏了的咖啡机？", "二楼的咖啡机坏了找谁修？"));
}

TEST(Rephrase, a_word_in_the_place_of_another_asks_something_else) {
  EXPECT_FALSE(same("How long is the warranty on a gearbox?", "How long is the warranty on a spindle?"));
  EXPECT_FALSE(same("诺维克锻造的供应商编号是什么？", "诺维克铸造的供应商编号是什么？"));
  EXPECT_FALSE(same("How do I cancel a meeting room booking?", "How do I book a meeting room?"));
  EXPECT_FALSE(same("病假有多少天？", "年假有多少天？"));
}

TEST(Rephrase, what_is_asked_for_counts) {
  EXPECT_FALSE(same("Who checks the fire extinguishers?", "How often must a fire extinguisher be checked?"));
  EXPECT_FALSE(same("When is the west gate closed?", "Why is the west gate closed?"));
  EXPECT_FALSE(same("灭火器由谁检查？", "灭火器多久检查一次？"));
}

TEST(Rephrase, a_word_that_narrows_asks_something_else) {
  EXPECT_FALSE(same("How many days of leave do I have in China?", "How many days of leave do I have?"));
  EXPECT_FALSE(same("How many days of leave do apprentices have?", "How many days of leave do I have?"));
  EXPECT_FALSE(same("Who cleans the offices on Sundays?", "Who cleans the offices?"));
  EXPECT_FALSE(same("在中国假期有多少天？", "假期有多少天？"));
  EXPECT_FALSE(same("访客可以借雨伞吗？", "雨伞可以借吗？"));
  EXPECT_FALSE(same("Are invoices kept?", "How long are invoices kept?"));
  EXPECT_FALSE(same("谁可以开车床？", "开车床之前要做什么？"));
}

TEST(Rephrase, numbers_and_denial_count) {
  EXPECT_FALSE(same("Who signs orders above 50,000 euros?", "Who signs orders above 10,000 euros?"));
  EXPECT_FALSE(same("五号车间的急救箱在哪里？", "三号车间的急救箱在哪里？"));
  EXPECT_FALSE(same("哪些费用不可以报销？", "哪些费用可以报销？"));
  EXPECT_TRUE(same("能不能周五在家办公？", "周五可以居家办公吗？"));  // 能不能 denies nothing
}

TEST(Rephrase, rewordings_ask_the_same) {
  for (const char* question : {"How do I book a meeting room?", "会议室如何预约？", "When is the salary paid?"})
    for (const auto& other : reworded(question, 5)) EXPECT_GE(likeness(question, other), same_question) << question << " / " << other;
}

TEST(Rephrase, likeness_is_even_handed_and_bounded) {
  rc::check([] {
    const auto word = rc::gen::element<std::string>("who", "books", "the", "room", "谁", "审批", "年假", "不", "3", "cancel", "?", "，", "\xff", "ERR-1042");
    const auto text = [&] {
      std::string out;
      for (const auto& one : *rc::gen::container<std::vector<std::string>>(word)) out += one + " ";
      return out;
    };
    const std::string a = text(), b = text();
    const double one = likeness(a, b), other = likeness(b, a);
    RC_ASSERT(one >= 0 && one <= 1);
    RC_ASSERT((one >= 1) == (other >= 1));
    RC_ASSERT(likeness(a, a) == 1 || asking_of(a).folded.empty());
  });
}

}  // namespace
}  // namespace gw
