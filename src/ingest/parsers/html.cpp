// HTML pages.
#include "base/text.h"
#include "ingest/decode.h"
#include "ingest/html_text.h"
#include "ingest/kind.h"

namespace gw {
namespace {

bool recognises(Source& source) {
  if (!source.is_text()) return false;
  std::string_view text = trim(source.sample());
  while (text.starts_with("<!--")) {
    const auto end = text.find("-->");
    if (end == std::string_view::npos) break;
    text = trim(text.substr(end + 3));
  }
  const std::string head = lower_ascii(text.substr(0, 2000));
  const std::string& ext = source.extension();
  if (head.starts_with("<!doctype html") || head.starts_with("<html")) return true;
  if (head.starts_with("<?xml")) return head.find("<html") != std::string::npos;
  if (ext == "html" || ext == "htm" || ext == "xhtml") return text.find('<') != std::string_view::npos;
  if (!head.starts_with('<') || (!ext.empty() && ext != "txt")) return false;
  for (const char* tag : {"<head", "<body", "<div", "<p>", "<p ", "<table", "<h1", "<h2", "<span", "<ul", "<meta", "<title", "<article", "<section"})
    if (head.starts_with(tag)) return true;
  return false;
}

Parsed read(Source& source, const ParseOptions&) {
  Builder builder;
  put_html(builder, clean_text(source.bytes(), declared_encoding(source.bytes())));
  return builder.finish();
}

}  // namespace

extern const ParserKind html_parser;
const ParserKind html_parser{"html", "HTML: headings, lists, tables and code; scripts and styles are left out, hidden elements marked", "policy.html", recognises, read};

}  // namespace gw
