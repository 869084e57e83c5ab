// Curated pairs, a JSON line each: exactly `question` and `answer`.
#include "base/error.h"
#include "base/json.h"
#include "base/text.h"
#include "ingest/builder.h"
#include "ingest/kind.h"
#include "ingest/sheet.h"

namespace gw {
namespace {

bool recognises(Source& source) { return source.is_text() && is_pair_lines(source.bytes().substr(0, 1 << 20)); }

Parsed read(Source& source, const ParseOptions&) {
  Builder builder;
  std::size_t number = 0;
  for (const auto line : split(source.text(), '\n')) {
    ++number;
    if (trim(line).empty()) continue;
    const auto fail = [&](const char* what) { throw Error(Code::invalid, "Line " + std::to_string(number) + " of the pair file " + what); };
    json::value value;
    try {
      value = parse_json(line);
    } catch (const Error&) {
      fail("is no JSON.");
    }
    std::string question, answer;
    if (!value.is_object() || value.as_object().size() != 2) fail("does not have exactly question and answer.");
    for (const auto& member : value.as_object()) {
      const std::string key = lower_ascii(trim(member.key()));
      if ((key != "question" && key != "answer") || !member.value().is_string()) fail("does not have exactly question and answer.");
      (key == "question" ? question : answer) = member.value().as_string();
    }
    put_pair(builder, question, answer);
  }
  return builder.finish();
}

}  // namespace

extern const ParserKind pairs_parser;
const ParserKind pairs_parser{"pairs", "curated pairs, a JSON line each with exactly question and answer; such a question is answered word for word", "faq.jsonl", recognises, read};

}  // namespace gw
