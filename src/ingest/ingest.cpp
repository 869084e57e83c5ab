#include "ingest/ingest.h"

#include <fmt/format.h>

#include "base/json.h"
#include "base/text.h"
#include "ingest/decode.h"
#include "ingest/kind.h"
#include "ingest/plain.h"
#include "ingest/refused.h"

namespace gw {

#define KIND(name) extern const ParserKind name##_parser;
#include "ingest/parsers/kinds.def"
#undef KIND

const std::vector<const ParserKind*>& parsers() {
  static const std::vector<const ParserKind*> all = {
#define KIND(name) &name##_parser,
#include "ingest/parsers/kinds.def"
#undef KIND
  };
  return all;
}

namespace {

constexpr std::size_t text_bytes_most = 160u << 20;  // UTF-16 takes twice what its canonical text takes, mail half as much again as its parts

const ParserKind* parser_for(Source& source) {
  for (const auto* kind : parsers())
    if (kind->recognises(source)) return kind;
  return nullptr;
}

// What a text editor would show as the format of bytes that nothing knows.
std::string shown_extension(const Source& source) {
  std::string name;
  for (char c : source.extension())
    if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) name.push_back(c);
  return name.empty() ? "unknown format" : name;
}

}  // namespace

Parsed parse(std::string_view bytes, std::string_view name, const ParseOptions& options) {
  check_size(bytes);
  Source source(bytes, name);
  if (bytes.size() > text_bytes_most && source.is_text() && !bytes.starts_with("%PDF-")) throw Error(Code::invalid, "The file is larger than 160 MB of text.");
  if (const auto refused = refused_format(source)) throw Error(Code::invalid, fmt::format("not read: {}; {}.", refused->format, refused->sentence));
  const ParserKind* kind = parser_for(source);
  if (kind == nullptr) {
    if (source.looks_like_zip()) throw Error(Code::invalid, "The archive is damaged or cut off.");
    throw Error(Code::invalid, fmt::format("not read: {}; its content is no format that is known here.", shown_extension(source)));
  }
  Parsed parsed = kind->parse(source, options);
  parsed.format = kind->name;
  parsed.title = valid_utf8(parsed.title);  // it comes from many places of a file, none of which is bound to be text
  return parsed;
}

void check_size(std::string_view bytes) {
  if (bytes.size() > file_bytes_most) throw Error(Code::invalid, "The file is larger than 512 MB.");
}

Parsed text_document(std::string_view text, std::string_view title) {
  Parsed parsed = as_it_stands(clean(text));
  parsed.format = "txt";
  parsed.title = fold_space(clean(title));
  return parsed;
}

std::string format_of(std::string_view bytes, std::string_view name) {
  Source source(bytes, name);
  if (const auto refused = refused_format(source)) return lower_ascii(refused->format);
  const ParserKind* kind = parser_for(source);
  return kind == nullptr ? std::string() : std::string(kind->name);
}

std::string unread_format(const Error& error) {
  constexpr std::string_view opening = "not read: ";
  const std::string_view message = error.message();
  if (!message.starts_with(opening)) return {};
  return std::string(message.substr(opening.size(), message.find(';') - opening.size()));
}

bool is_pair_lines(std::string_view beginning) {
  if (beginning.starts_with("\xEF\xBB\xBF")) beginning.remove_prefix(3);
  while (!beginning.empty() && (beginning.front() == '\n' || beginning.front() == '\r' || beginning.front() == ' ')) beginning.remove_prefix(1);
  const std::string_view line = beginning.substr(0, beginning.find('\n'));
  if (line.size() > (1 << 20) || !line.starts_with('{')) return false;
  try {
    const json::value value = parse_json(line);
    if (!value.is_object() || value.as_object().size() != 2) return false;
    bool question = false, answer = false;
    for (const auto& member : value.as_object()) {
      const std::string key = lower_ascii(trim(member.key()));
      question |= key == "question" && member.value().is_string();
      answer |= key == "answer" && member.value().is_string();
    }
    return question && answer;
  } catch (const Error&) {
    return false;
  }
}

std::vector<Kind> parser_kinds() {
  std::vector<Kind> kinds;
  for (const auto* kind : parsers()) kinds.push_back({"parser", kind->name, kind->sentence, kind->example});
  return kinds;
}

}  // namespace gw
