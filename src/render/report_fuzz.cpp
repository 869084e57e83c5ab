// Any bytes as the Markdown of a report: refused in a sentence, or written in every format; shielded, it is one text.
#include <cstdlib>

#include "base/error.h"
#include "base/text.h"
#include "render/render.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  try {
    const gw::Report report = gw::read_report(text, std::string(text.substr(0, 30)), gw::tongue_of(text), {.bytes = 100'000, .cells = 2000, .charts = 4});
    const std::string page = gw::html_of(report), markdown = gw::markdown_of(report);
    if (!gw::is_utf8(page) || !gw::is_utf8(markdown) || page.find("<script") != std::string::npos || page.find("javascript:\"") != std::string::npos) std::abort();
    if (size < 4000 && gw::docx_of(report).empty()) std::abort();
    gw::read_report(markdown, "", report.tongue, {.bytes = 10'000'000, .blocks = 1'000'000, .spans = 10'000'000, .columns = 60, .cells = 1'000'000});
  } catch (const gw::Error& e) {
    if (e.code() != gw::Code::invalid || e.message().empty()) std::abort();
  }
  const gw::Report one = gw::read_report("a " + gw::shielded(text.substr(0, 10'000)) + " z", "", gw::ReportTongue::en);
  if (one.blocks.size() != 1 || one.blocks[0].kind != gw::ReportBlock::Kind::paragraph) std::abort();
  for (const auto& span : one.blocks[0].text)
    if (span.bold || span.italic || span.code || span.struck || !span.link.empty()) std::abort();
  return 0;
}
