#include "learn/certificate.h"

#include <gtest/gtest.h>

#include "base/error.h"

namespace gw {
namespace {

Certificate example() {
  Certificate c{.terms = {.wrong_most = 0.02, .attempt = 0}};
  c.strata = {{.name = "en", .threshold = 0.8125, .wrong = 2, .answered = 512, .cases = 800, .tested = 3, .chance = 0.93}, {.name = "zh", .wrong = 3, .answered = 210, .cases = 700, .tested = 1, .chance = 0.2}};
  c.rests_on = {{"model", "aa"}, {"prompt", "bb"}};
  c.cases_hash = "cc";
  c.made_at = 1790000000;
  return c;
}

TEST(Certificate, SaysWhatItMeans) {
  EXPECT_EQ(sentence(example(), Tongue::en),
            "stratum en: 2 wrong of 512 answered, so at most 2 % at 95 % (64 % of the questions answered).\n"
            "stratum zh: No threshold holds at most 2 % at 95 %: at the most promising one 3 were wrong of 210 answered, and with 3 wrong it takes 436. So nothing is promised.");
  EXPECT_EQ(sentence(example(), Tongue::zh).substr(0, sentence(example(), Tongue::zh).find('\n')), "层 en：512 条回答中有 2 条错误，因此在 95 % 的置信度下错误率至多 2 %（回答了 64 % 的问题）。");
}

TEST(Certificate, AChangedHashVoidsIt) {
  const Certificate c = example();
  EXPECT_EQ(void_reason(c, {{"model", "aa"}, {"prompt", "bb"}}), "");
  EXPECT_EQ(void_reason(c, {{"model", "aa"}, {"prompt", "x"}}), "The certificate is void: prompt changed since it was made.");
  EXPECT_EQ(void_reason(c, {{"prompt", "bb"}}, Tongue::zh), "证书已失效：model 在签发之后有变化。");
  EXPECT_EQ(void_reason(c, {{"index", "n"}, {"model", "y"}, {"prompt", "bb"}}), "The certificate is void: index, model changed since it was made.");
}

TEST(Certificate, ComesBackFromJson) {
  const std::string text = json_text(json_of(example()));
  const Certificate back = certificate_of(parse_json(text).as_object());
  EXPECT_EQ(json_text(json_of(back)), text);
  EXPECT_EQ(back.strata[0].threshold, 0.8125);
  EXPECT_FALSE(back.strata[1].threshold);
  EXPECT_EQ(back.rests_on, example().rests_on);
  EXPECT_EQ(threshold_of(back, "en"), 0.8125);
}

TEST(Certificate, ABrokenOneIsRefused) {
  const std::string text = json_text(json_of(example()));
  for (const auto& [from, to] : {std::pair<std::string, std::string>{"\"delta\":0.05", "\"delta\":0"}, {"\"wrong\":2", "\"wrong\":513"}, {"\"made_at\"", "\"made\""}, {"\"attempt\":0", "\"attempt\":-1"},
                                 {"\"prompt\":\"bb\"", "\"prompt\":7"}, {"\"threshold\":0.8125", "\"threshold\":\"high\""}}) {
    std::string broken = text;
    ASSERT_NE(broken.find(from), std::string::npos) << from;
    broken.replace(broken.find(from), from.size(), to);
    EXPECT_THROW(certificate_of(parse_json(broken).as_object()), Error) << to;
  }
}

TEST(Certificate, CasesHashWhateverTheirOrder) {
  EXPECT_EQ(hash_of_cases({"a", "b"}), hash_of_cases({"b", "a"}));
  EXPECT_NE(hash_of_cases({"a", "b"}), hash_of_cases({"ab"}));
  EXPECT_NE(hash_of_cases({"a"}), hash_of_cases({"a", "a"}));
}

}  // namespace
}  // namespace gw
