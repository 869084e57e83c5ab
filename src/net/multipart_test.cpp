#include "net/multipart.h"

#include <gtest/gtest.h>

#include "base/error.h"

namespace gw {
namespace {

std::string shown(std::string_view body, std::string_view boundary = "B") {
  try {
    std::string out;
    for (const auto& part : parse_multipart(body, boundary, 3)) out += "[" + part.field + "|" + part.filename + "|" + std::string(part.content) + "]";
    return out;
  } catch (const Error& e) {
    return "refused";
  }
}

constexpr std::string_view head = "Content-Disposition: form-data; name=\"f\"; filename=\"a.txt\"\r\nContent-Type: text/plain\r\n\r\n";

TEST(Multipart, IsTakenApart) {
  const std::string h(head);
  EXPECT_EQ(shown("--B\r\n" + h + "hello\r\n--B--\r\n"), "[f|a.txt|hello]");
  EXPECT_EQ(shown("preamble\r\n--B\r\n" + h + "a\r\n--B \t\r\n" + h + "\r\n--B--"), "[f|a.txt|a][f|a.txt|]");
  EXPECT_EQ(shown("--B\r\n" + h + "x\r\n--\r\n-B\r\n\r\n--B--"), "[f|a.txt|x\r\n--\r\n-B\r\n]");
  EXPECT_EQ(shown("--B\r\ncontent-disposition:form-data;name=x\r\n\r\nv\r\n--B--"), "[x||v]");
  EXPECT_EQ(shown("--B\r\nContent-Disposition: form-data; name=\"f\"; filename*=UTF-8''%E4%B8%AD.md; filename=\"_.md\"\r\n\r\nv\r\n--B--"), "[f|中.md|v]");
  EXPECT_EQ(shown("--B\r\nContent-Disposition: form-data; name=\"f\"; filename=\"C:\\dir\\a\\\"b;c.md\"\r\n\r\nv\r\n--B--"), "[f|C:\\dir\\a\"b;c.md|v]");
  EXPECT_EQ(shown("--B--"), "");
}

TEST(Multipart, BrokenOnesAreRefused) {
  const std::string h(head);
  for (const std::string& body : std::vector<std::string>{
           "", "--", "--B", "--B\r\n", "--Bx\r\n" + h + "a\r\n--B--", "--B\r\n" + h + "a", "--B\r\n" + h + "a--B--", "--B\r\nno colon\r\n\r\na\r\n--B--",
           "--B\r\nContent-Type: text/plain\r\n\r\na\r\n--B--", "--B\r\nContent-Disposition: attachment; name=f\r\n\r\na\r\n--B--",
           "--B\r\nContent-Disposition: form-data; name=\"f\r\n\r\na\r\n--B--", "--B\r\nContent-Disposition: form-data; name=\"f\"; filename=\"\"\r\n\r\na\r\n--B--",
           "--B\r\nContent-Disposition: form-data; name=\"\xff\"\r\n\r\na\r\n--B--", "--B\r\nContent-Disposition: form-data; filename*=latin1''a\r\n\r\na\r\n--B--",
           "--B\r\nX: " + std::string(9000, 'x') + "\r\n\r\na\r\n--B--",
           "--B\r\n" + h + "1\r\n--B\r\n" + h + "2\r\n--B\r\n" + h + "3\r\n--B\r\n" + h + "4\r\n--B--"})
    EXPECT_EQ(shown(body), "refused") << body.substr(0, 80);
}

std::string boundary(std::string_view type) {
  try {
    return multipart_boundary(type);
  } catch (const Error&) {
    return "refused";
  }
}

TEST(Multipart, Boundary) {
  EXPECT_EQ(boundary("multipart/form-data; boundary=abc"), "abc");
  EXPECT_EQ(boundary("Multipart/Form-Data; charset=utf-8; Boundary=\"a b\""), "refused");
  EXPECT_EQ(boundary("multipart/form-data;boundary=\"----x\""), "----x");
  for (const char* bad : {"", "text/plain", "multipart/mixed; boundary=a", "multipart/form-data", "multipart/form-data; boundary=", "multipart/form-data; boundary=\"a"})
    EXPECT_EQ(boundary(bad), "refused") << bad;
  EXPECT_EQ(boundary("multipart/form-data; boundary=" + std::string(71, 'a')), "refused");
}

TEST(Multipart, NamesOfDocuments) {
  const auto name = [](std::string_view text) {
    try {
      return document_name(text);
    } catch (const Error&) {
      return std::string("refused");
    }
  };
  EXPECT_EQ(name("a.txt"), "a.txt");
  EXPECT_EQ(name("../../etc/passwd"), "etc/passwd");
  EXPECT_EQ(name("/dir//./b.md"), "dir/b.md");
  EXPECT_EQ(name("C:\\files\\价格.xlsx"), "C:/files/价格.xlsx");
  EXPECT_EQ(name("e\xcc\x81.md"), "é.md");
  for (const std::string& bad : {std::string(), std::string("/"), std::string(".."), std::string("a\nb"), std::string("\xff"), std::string(401, 'a')})
    EXPECT_EQ(name(bad), "refused");
}

}  // namespace
}  // namespace gw
