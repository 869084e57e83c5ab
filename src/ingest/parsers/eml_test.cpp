#include <gtest/gtest.h>

#include "ingest/mime.h"
#include "ingest/shown_test.h"

namespace gw {
namespace {

constexpr const char* mail =
    "From: =?GB2312?B?1cXI/Q==?= <zhang@example.com>\r\nTo: li@example.com\r\nSubject: =?utf-8?Q?Caf=C3=A9?=\r\n =?utf-8?Q?_menu?=\r\n"
    "Date: Mon, 1 Apr 2024 09:00:01 +0800\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=\"x\"\r\n\r\npreamble\r\n"
    "--x\r\nContent-Type: multipart/alternative; boundary=y\r\n\r\n--y\r\nContent-Type: text/plain; charset=gb2312\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n=C4=E3=BA=C3\r\n"
    "--y\r\nContent-Type: text/html\r\n\r\n<p>Hi</p>\r\n--y--\r\n"
    "--x\r\nContent-Type: text/csv; name*=utf-8''%E4%BB%B7%20a.csv\r\nContent-Disposition: attachment\r\nContent-Transfer-Encoding: base64\r\n\r\nYSxiCjEsMg==\r\n"
    "--x\r\nContent-Type: message/rfc822\r\n\r\nSubject: inner/one\r\n\r\nhello\r\n--x--\r\n";

TEST(Eml, HasHeadersBodyAndParts) {
  const Parsed p = parse(mail, "a.eml");
  EXPECT_EQ(p.format, "eml");
  EXPECT_EQ(p.title, "Café menu");
  EXPECT_EQ(shown(p), "H1 Café menu\nP From: 张三 <zhang@example.com>\nTo: li@example.com\nDate: Mon, 1 Apr 2024 09:00:01 +0800\nP 你好\n");
  ASSERT_EQ(p.parts.size(), 2u);
  EXPECT_EQ(p.parts[0].name, "价 a.csv");
  EXPECT_EQ(p.parts[0].bytes, "a,b\n1,2");
  EXPECT_EQ(p.parts[1].name, "inner-one.eml");
  EXPECT_EQ(shown(parse(p.parts[1].bytes, p.parts[1].name, {{}, 1})), "H1 inner/one\nP hello\n");
}

TEST(Eml, IsRecognisedWithoutItsName) {
  EXPECT_EQ(format_of(mail, "saved"), "eml");
  EXPECT_EQ(format_of("Subject: to change\nFrom here on it is prose.\n", "notes.txt"), "txt");
}

TEST(Eml, TakesTheHtmlWhenThePlainTextSaysLittle) {
  EXPECT_EQ(shown(parse("Subject: s\nContent-Type: multipart/alternative; boundary=b\n\n--b\n\nSee HTML.\n--b\nContent-Type: text/html\n\n<p>The order of the 3rd of May was shipped today.</p>\n--b--\n", "a.eml")),
            "H1 s\nP The order of the 3rd of May was shipped today.\n");
}

TEST(Eml, GivesNoPartsTooDeepDown) {
  const Parsed p = parse(mail, "a.eml", {{}, 2});
  EXPECT_TRUE(p.parts.empty());
  EXPECT_FALSE(p.note.empty());
}

TEST(Mime, SurvivesWhatIsCutOff) {
  const std::string whole = mail;
  for (std::size_t n = 0; n < whole.size(); n += 7) EXPECT_NO_THROW(parse_mime(whole.substr(0, n)));
  std::string deep;
  for (int i = 0; i < 40; ++i) deep += "Content-Type: multipart/mixed; boundary=b" + std::to_string(i) + "\n\n--b" + std::to_string(i) + "\n";
  EXPECT_THROW(parse_mime(deep), Error);
}

}  // namespace
}  // namespace gw
