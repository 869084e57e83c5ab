#include "net/multipart.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/error.h"
#include "base/text.h"
#include "net/target.h"

namespace gw {
namespace {

constexpr std::size_t part_head_max = 8 * 1024;
constexpr std::size_t parameters_max = 16;

Error broken(std::string_view why) { return {Code::invalid, fmt::format("The upload is no well-formed multipart/form-data: {}.", why)}; }

struct Parameter {
  std::string name, value;
  bool quoted = false;
};

/// `; name=value; name="value"` after the first word of a header.
std::vector<Parameter> parameters_of(std::string_view text) {
  std::vector<Parameter> out;
  std::size_t at = text.find(';');
  while (at != std::string_view::npos && at < text.size()) {
    ++at;
    while (at < text.size() && (text[at] == ' ' || text[at] == '\t')) ++at;
    const auto equals = text.find_first_of("=;", at);
    if (equals == std::string_view::npos) break;
    if (text[equals] == ';') {
      at = equals;
      continue;
    }
    if (out.size() == parameters_max) throw broken("too many parameters");
    Parameter parameter;
    parameter.name = lower_ascii(trim(text.substr(at, equals - at)));
    at = equals + 1;
    if (at < text.size() && text[at] == '"') {
      parameter.quoted = true;
      for (++at; at < text.size() && text[at] != '"'; ++at) {
        // Browsers write a quote in a name as %22; older programs as \". A backslash before anything else is one (Windows paths).
        if (text[at] == '\\' && at + 1 < text.size() && text[at + 1] == '"') ++at;
        parameter.value += text[at];
      }
      if (at == text.size()) throw broken("a quote is not closed");
      at = text.find(';', at);
    } else {
      const auto end = std::min(text.find(';', at), text.size());
      parameter.value = std::string(trim(text.substr(at, end - at)));
      at = end;
    }
    out.push_back(std::move(parameter));
  }
  return out;
}

/// RFC 5987: UTF-8''%E4%B8%AD.txt
std::string extended_value(std::string_view text) {
  const auto first = text.find('\'');
  const auto second = first == std::string_view::npos ? first : text.find('\'', first + 1);
  if (second == std::string_view::npos || lower_ascii(text.substr(0, first)) != "utf-8") throw broken("a file name in an unknown encoding");
  return percent_decoded(text.substr(second + 1), false);
}

void read_disposition(std::string_view value, FormPart& part, bool& is_file) {
  if (lower_ascii(trim(value.substr(0, value.find(';')))) != "form-data") throw broken("a part that is no form-data");
  for (auto& [name, text, quoted] : parameters_of(value)) {
    if (!is_utf8(text)) throw broken("a name that is not UTF-8");
    if (name == "name") part.field = text;
    if (name == "filename" && part.filename.empty()) part.filename = text;
    if (name == "filename*") part.filename = extended_value(text);
    is_file = is_file || name.starts_with("filename");
  }
}

FormPart part_of(std::string_view bytes) {
  const auto head_end = bytes.substr(0, part_head_max).find("\r\n\r\n");
  if (head_end == std::string_view::npos) throw broken("a part without a head");
  FormPart part;
  part.content = bytes.substr(head_end + 4);
  bool is_file = false, named = false;
  for (auto line : split(bytes.substr(0, head_end), '\n')) {
    if (line.ends_with('\r')) line.remove_suffix(1);
    const auto colon = line.find(':');
    if (colon == std::string_view::npos) throw broken("a line of a part's head without a colon");
    if (lower_ascii(trim(line.substr(0, colon))) != "content-disposition") continue;
    read_disposition(line.substr(colon + 1), part, is_file);
    named = true;
  }
  if (!named) throw broken("a part without a name");
  if (is_file && part.filename.empty() && !part.content.empty()) throw broken("a file without a name");
  return part;
}

}  // namespace

std::string multipart_boundary(std::string_view content_type) {
  if (content_type.size() > 1024 || lower_ascii(trim(content_type.substr(0, content_type.find(';')))) != "multipart/form-data")
    throw Error(Code::invalid, "An upload is sent as multipart/form-data.");
  for (const auto& parameter : parameters_of(content_type)) {
    if (parameter.name != "boundary") continue;
    const auto fits = [](char c) { return c > 0x20 && c < 0x7f; };
    if (parameter.value.empty() || parameter.value.size() > 70 || !std::all_of(parameter.value.begin(), parameter.value.end(), fits)) break;
    return parameter.value;
  }
  throw broken("no proper boundary");
}

std::vector<FormPart> parse_multipart(std::string_view body, std::string_view boundary, std::size_t most) {
  const std::string open = "--" + std::string(boundary);
  const std::string between = "\r\n" + open;
  std::vector<FormPart> parts;
  std::size_t at = 0;
  if (!body.starts_with(open)) {  // a preamble may stand before the first boundary
    at = body.find(between);
    if (at == std::string_view::npos) throw broken("its boundary is not there");
    at += 2;
  }
  at += open.size();
  while (true) {
    if (body.substr(at, 2) == "--") return parts;
    while (at < body.size() && (body[at] == ' ' || body[at] == '\t')) ++at;
    if (body.substr(at, 2) != "\r\n") throw broken("a boundary is not followed by a line end");
    at += 2;
    const auto end = body.find(between, at);
    if (end == std::string_view::npos) throw broken("it ends in the middle of a part");
    if (parts.size() == most) throw Error(Code::invalid, fmt::format("One upload may bring at most {} parts.", most));
    parts.push_back(part_of(body.substr(at, end - at)));
    at = end + between.size();
  }
}

std::string document_name(std::string_view filename) {
  constexpr std::size_t most = 400;
  if (filename.size() > most * 4 || !is_utf8(filename)) throw Error(Code::invalid, "A file's name is too long or not UTF-8.");
  std::string slashes(filename);
  std::replace(slashes.begin(), slashes.end(), '\\', '/');
  std::vector<std::string> kept;
  for (const auto segment : split(slashes, '/')) {
    const auto name = trim(segment);
    if (!name.empty() && name != "." && name != "..") kept.emplace_back(name);
  }
  std::string out = nfc(join(kept, "/"));
  const auto control = [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; };
  if (out.empty() || out.size() > most || std::any_of(out.begin(), out.end(), control))
    throw Error(Code::invalid, "A file's name is empty, too long or holds control characters.");
  return out;
}

}  // namespace gw
