#include "ingest/decode.h"

#include <gtest/gtest.h>
#include <unicode/ucnv.h>

#include "base/error.h"
#include "base/text.h"

namespace gw {
namespace {

std::string encoded(std::string_view utf8, const char* name) {
  UErrorCode status = U_ZERO_ERROR;
  std::string out(utf8.size() * 4 + 16, '\0');
  const auto n = ucnv_convert(name, "UTF-8", out.data(), static_cast<int32_t>(out.size()), utf8.data(), static_cast<int32_t>(utf8.size()), &status);
  out.resize(static_cast<std::size_t>(n));
  return out;
}

struct Row { const char* encoding; const char* text; };

class Encodings : public testing::TestWithParam<Row> {};
TEST_P(Encodings, AreFoundByTheBytes) {
  const auto [encoding, text] = GetParam();
  EXPECT_EQ(clean_text(encoded(text, encoding)), text) << encoding_of(encoded(text, encoding));
}
INSTANTIATE_TEST_SUITE_P(All, Encodings, testing::Values(
  Row{"UTF-8", "Zürich 苏黎世"},
  Row{"GB18030", "差旅费须在三十天内报销，逾期不予受理。联系人：张三，电话12345。"},
  Row{"GB18030", "本规定自公布之日起施行。"},
  Row{"Big5", "本規定自公布日施行。員工出差時，應於三十天內報銷。"},
  Row{"windows-1252", "Die schöne Straße – 12 € für köstliche Brötchen"},
  Row{"windows-1252", "Le café est fermé à midi, désolé."},
  Row{"UTF-16", "名称,价格\n水泵,12\n"},
  Row{"UTF-16LE", "name,price\npump,12\n"},
  Row{"UTF-16BE", "name,price\npump,12\n"}));

TEST(Decode, BelievesADeclarationOverAGuess) {
  EXPECT_EQ(clean_text(encoded("é", "windows-1252"), "iso-8859-1"), "é");
  EXPECT_EQ(clean_text(encoded("你好", "GB18030"), "gb2312"), "你好");
  EXPECT_EQ(clean_text("你好", "gb2312"), "你好");  // it is valid UTF-8 whatever it says
}

TEST(Decode, CleansWhatNoDocumentNeeds) {
  EXPECT_EQ(clean("a\r\nb\rc\x85" "d"), "a\nb\nc\xEF\xBF\xBD" "d");
  EXPECT_EQ(clean("e\u0301 a\u00A0b \u200Bc\uFEFF s\u00ADs \x01\x7F\x1B"), "é a b c ss ");
  EXPECT_EQ(clean(std::string_view("a\0b", 3)), "ab");
  EXPECT_EQ(clean("a\u2028b"), "a\nb");
}

TEST(Decode, KeepsUtf8WithAFewBrokenBytesAndRefusesWhatIsNoText) {
  EXPECT_EQ(clean_text("亚硫酸所成的盐\xFF，含有亚硫酸根离子"), "亚硫酸所成的盐\uFFFD，含有亚硫酸根离子");
  EXPECT_EQ(encoding_of(std::string("\x7F\x01\x02\x03\0\0\0\x05\x06\x07\x08", 11)), "");
  EXPECT_THROW(clean_text(std::string(2000, '\0')), Error);
  EXPECT_EQ(clean_text(std::string("some text with one ") + '\0' + "NUL inside of a long line of text that goes on and on"),
            "some text with one NUL inside of a long line of text that goes on and on");
}

}  // namespace
}  // namespace gw
