// The acceptance list: every file of ../shared/data/files through the confined path, where that folder is beside the repository.
#include <gtest/gtest.h>

#include <chrono>
#include <cstdio>
#include <filesystem>

#include "base/files.h"
#include "base/json.h"
#include "base/text.h"
#include "base/time.h"
#include "ingest/ingest.h"

namespace gw {
namespace {

std::string without_space(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const char32_t c = decode(text, at);
    if (!is_space(c)) encode(c, out);
  }
  return out;
}

// Text of a document and of everything in it.
std::string all_text(ParserPool& pool, std::string_view bytes, std::string_view name, const ParseOptions& options) {
  const Parsed parsed = pool.parse(bytes, name, options);
  for (const auto& chunk : chunks_of(parsed)) EXPECT_LE(chunk.start + chunk.length, count_code_points(parsed.text)) << name;
  std::string text = parsed.text;
  if (!text.empty()) text += "\n" + parsed.title;
  ParseOptions deeper = options;
  ++deeper.depth;
  for (const auto& part : parsed.parts) {
    try {
      text += "\n" + all_text(pool, part.bytes, part.name, deeper);
    } catch (const Error&) {  // a picture or a format that is not read costs its own line
    }
  }
  return text;
}

TEST(Files, AreReadOrRefusedAsTheListSays) {
  const auto folder = fs::path(GW_SOURCE_DIR) / "../shared/data/files";
  if (!fs::exists(folder / "expected.jsonl")) GTEST_SKIP() << "no acceptance files beside the repository";
  ParserPool pool(1);
  const std::string expected = read_file(folder / "expected.jsonl", 10 << 20);
  int read = 0, without_text = 0, refused = 0, wrong = 0;
  for (const auto line : split(expected, '\n')) {
    if (trim(line).empty()) continue;
    const auto row = parse_json(line).as_object();
    const std::string file = string_of(row, "file"), outcome = string_of(row, "outcome"), format = string_of(row, "format"), password = string_or(row, "password");
    ParseOptions options;
    if (!password.empty()) options.passwords = {password};
    const Stopwatch watch;
    std::string text, error, got, format_not_read;
    try {
      text = without_space(all_text(pool, read_file(folder / file, 64 << 20), file, options));
      got = trim(text).empty() ? "no-text" : "text";
    } catch (const Error& e) {
      got = "error";
      error = e.message();
      format_not_read = unread_format(e);
      EXPECT_NE(e.code(), Code::internal) << file << ": " << error;
    }
    std::string missing;
    for (const auto& piece : row.at("expect").as_array())
      if (got == "text" && text.find(without_space(piece.as_string())) == std::string::npos) missing += " lacks: " + std::string(piece.as_string());
    for (const auto& piece : row.at("forbid").as_array())
      if (text.find(without_space(piece.as_string())) != std::string::npos) missing += " holds: " + std::string(piece.as_string());
    // Formats outside the list of the product are refused by name; that is what is asked of them.
    const bool unread = got == "error" && !format_not_read.empty() && (format == "doc" || format == "xls" || format == "ppt" || format == "odt" || format == "odp" ||
        format == "epub" || format == "msg" || format == "rtf");
    bool good = missing.empty() && watch.seconds() < 60;  // seconds on an idle machine; a hang is what must not be
    if (outcome == "text") good = good && (got == "text" || unread);
    if (outcome == "no-text") good = good && got != "text";
    if (outcome == "error") good = good && got == "error";
    // Without Debian's poppler-data, Poppler has no map for fonts that are named and not embedded: the page counts as scanned.
    if (file.ends_with("made_zh_predefined_cmap.pdf") && !fs::exists("/usr/share/poppler/cMap")) good = good || got == "no-text";
    read += got == "text";
    without_text += got == "no-text";
    refused += got == "error";
    wrong += !good;
    std::printf("%s %-8s %-14s %5.0f ms %s%s%s\n", good ? "  " : "XX", got.c_str(), outcome.c_str(), watch.ms(), file.c_str(), missing.c_str(),
                error.empty() ? "" : ("  (" + error + ")").c_str());
    if (!password.empty()) {
      try {
        pool.parse(read_file(folder / file, 64 << 20), file);
        ADD_FAILURE() << file << " opened without its password";
      } catch (const Error& e) {
        EXPECT_NE(e.message().find("password"), std::string::npos) << e.message();
      }
    }
  }
  std::printf("text %d, no text %d, refused %d, not as listed %d\n", read, without_text, refused, wrong);
  EXPECT_EQ(wrong, 0);
}

}  // namespace
}  // namespace gw
