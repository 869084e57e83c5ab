#include "ingest/mime.h"

#include <algorithm>
#include <array>
#include <cstdint>

#include "base/error.h"
#include "base/text.h"
#include "ingest/builder.h"
#include "ingest/decode.h"

namespace gw {
namespace {

constexpr int depth_most = 20;
constexpr std::size_t parts_most = 1000;
constexpr std::size_t header_bytes_most = 1 << 20;

std::string from_base64(std::string_view text) {
  static const auto table = [] {
    std::array<std::int8_t, 256> t{};
    t.fill(-1);
    constexpr std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    for (std::size_t i = 0; i < alphabet.size(); ++i) t[static_cast<unsigned char>(alphabet[i])] = static_cast<std::int8_t>(i);
    return t;
  }();
  std::string out;
  out.reserve(text.size() * 3 / 4);
  std::uint32_t bits = 0;
  int have = 0;
  for (const char c : text) {
    const auto value = table[static_cast<unsigned char>(c)];
    if (value < 0) continue;
    bits = bits << 6 | static_cast<std::uint32_t>(value);
    if ((have += 6) >= 8) { have -= 8; out.push_back(static_cast<char>(bits >> have)); }
  }
  return out;
}

int hex(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  c = static_cast<char>(c | 0x20);
  return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

// Quoted-printable; in a header `_` is a space.
std::string from_quoted(std::string_view text, bool header) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (header && text[i] == '_') { out += ' '; continue; }
    if (text[i] != '=') { out += text[i]; continue; }
    if (i + 2 < text.size() && hex(text[i + 1]) >= 0 && hex(text[i + 2]) >= 0) {
      out.push_back(static_cast<char>(hex(text[i + 1]) << 4 | hex(text[i + 2])));
      i += 2;
      continue;
    }
    std::size_t end = i + 1;
    while (end < text.size() && (text[end] == ' ' || text[end] == '\t' || text[end] == '\r')) ++end;
    if (!header && (end >= text.size() || text[end] == '\n')) { i = end; continue; }
    out += '=';
  }
  return out;
}

// The line from `at` without its end; moves `at` to the next.
std::string_view next_line(std::string_view text, std::size_t& at) {
  const auto end = text.find('\n', at);
  std::string_view line = text.substr(at, end == std::string_view::npos ? std::string_view::npos : end - at);
  at = end == std::string_view::npos ? text.size() : end + 1;
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

// "Name" of "Name: value"; empty when the line is no header.
std::string_view header_name(std::string_view line) {
  const auto colon = line.find(':');
  if (colon == std::string_view::npos || colon == 0 || colon > 76) return {};
  for (const char c : line.substr(0, colon))
    if (c <= ' ' || c >= 127) return {};
  return line.substr(0, colon);
}

struct Parameters {
  std::string value;
  std::map<std::string, std::string, std::less<>> named;
};

// `text/plain; charset="utf-8"; name*0*=utf-8''%e4`: the value in lower case, parameters joined (RFC 2231).
Parameters parameters_of(std::string_view text) {
  Parameters out;
  std::vector<std::string> pieces(1);
  bool quoted = false;
  for (std::size_t i = 0; i < text.size() && i < (1 << 16); ++i) {
    const char c = text[i];
    if (quoted && c == '\\' && i + 1 < text.size()) { pieces.back() += text[++i]; continue; }
    if (c == '"') { quoted = !quoted; continue; }
    if (c == ';' && !quoted) { pieces.emplace_back(); continue; }
    pieces.back() += c;
  }
  out.value = lower_ascii(trim(pieces[0]));
  std::map<std::string, std::pair<std::string, bool>, std::less<>> continued;
  for (std::size_t i = 1; i < pieces.size() && i < 200; ++i) {
    const auto equals = pieces[i].find('=');
    if (equals == std::string::npos) continue;
    std::string name = lower_ascii(trim(std::string_view(pieces[i]).substr(0, equals)));
    std::string value(trim(std::string_view(pieces[i]).substr(equals + 1)));
    const bool extended = name.ends_with('*');
    if (extended) name.pop_back();
    const auto star = name.find('*');
    if (star != std::string::npos) name.resize(star);
    else if (!extended) { out.named.emplace(name, value); continue; }
    auto& whole = continued[name];
    whole.first += value;
    whole.second |= extended;
  }
  for (auto& [name, whole] : continued) {
    std::string value = whole.first;
    if (whole.second) {  // charset'language'percent
      std::string charset;
      if (const auto a = value.find('\''); a != std::string::npos)
        if (const auto b = value.find('\'', a + 1); b != std::string::npos) { charset = value.substr(0, a); value = value.substr(b + 1); }
      for (char& c : value) if (c == '%') c = '=';
      const std::string bytes = from_quoted(value, false);
      value = encoding_of(bytes, charset).empty() ? std::string() : clean_text(bytes, charset);
    }
    out.named[name] = value;
  }
  return out;
}

std::string parameter(const Parameters& parameters, std::string_view name) {
  const auto found = parameters.named.find(name);
  return found == parameters.named.end() ? std::string() : found->second;
}

class Reader {
 public:
  MimePart read(std::string_view bytes, int depth, std::string_view usual_type) {
    if (depth > depth_most) throw Error(Code::invalid, "The mail nests too deeply.");
    if (++parts_ > parts_most) throw Error(Code::invalid, "The mail has more than 1,000 parts.");
    MimePart part;
    const std::string_view body = headers(bytes, part);
    const Parameters type = parameters_of(header(part, "content-type"));
    part.type = type.value.find('/') != std::string::npos ? type.value : std::string(usual_type);
    part.charset = parameter(type, "charset");
    const Parameters disposition = parameters_of(header(part, "content-disposition"));
    part.attached = disposition.value == "attachment";
    part.name = decode_header(parameter(disposition, "filename"));
    if (part.name.empty()) part.name = decode_header(parameter(type, "name"));
    const std::string boundary = parameter(type, "boundary");
    if (part.type.starts_with("multipart/") && !boundary.empty()) {
      split(body, boundary, part, depth);
      if (!part.parts.empty()) return part;
      part.type = "text/plain";  // its parts are missing: what is there is text
    }
    part.body = decoded(body, part);
    return part;
  }

 private:
  static std::string_view header(const MimePart& part, std::string_view name) {
    const auto found = part.headers.find(name);
    return found == part.headers.end() ? std::string_view() : std::string_view(found->second);
  }

  static std::string_view headers(std::string_view bytes, MimePart& part) {
    std::size_t at = 0;
    std::string* last = nullptr;
    if (bytes.starts_with("From ")) next_line(bytes, at);  // an mbox's separator
    while (at < bytes.size() && at < header_bytes_most) {
      const std::size_t before = at;
      const std::string_view line = next_line(bytes, at);
      if (line.empty()) return bytes.substr(at);
      if ((line[0] == ' ' || line[0] == '\t') && last != nullptr) {
        *last += ' ';
        *last += trim(line);
        continue;
      }
      const auto name = header_name(line);
      if (name.empty()) return bytes.substr(before);  // the empty line is missing
      const auto [added, fresh] = part.headers.emplace(lower_ascii(name), trim(line.substr(name.size() + 1)));
      last = fresh ? &added->second : nullptr;
    }
    return bytes.substr(std::min(at, bytes.size()));
  }

  void split(std::string_view body, const std::string& boundary, MimePart& part, int depth) {
    const std::string mark = "--" + boundary;
    const std::string_view usual = part.type == "multipart/digest" ? "message/rfc822" : "text/plain";
    std::size_t from = std::string_view::npos;
    for (std::size_t at = 0; at < body.size();) {
      const std::size_t line_start = at;
      const std::string_view line = next_line(body, at);
      if (!line.starts_with(mark)) continue;
      std::string_view rest = line.substr(mark.size());
      const bool end = rest.starts_with("--");
      if (!end && !trim(rest).empty()) continue;  // a longer boundary
      if (from != std::string_view::npos) part.parts.push_back(read(body.substr(from, line_start - from), depth + 1, usual));
      from = at;
      if (end) return;
    }
    if (from != std::string_view::npos && from < body.size()) part.parts.push_back(read(body.substr(from), depth + 1, usual));
  }

  static std::string decoded(std::string_view body, const MimePart& part) {
    const std::string how = lower_ascii(trim(header(part, "content-transfer-encoding")));
    if (how == "base64") return from_base64(body);
    if (how == "quoted-printable") return from_quoted(body, false);
    if (body.ends_with("\r\n")) body.remove_suffix(2);  // belongs to the boundary
    else if (body.ends_with('\n')) body.remove_suffix(1);
    return std::string(body);
  }

  std::size_t parts_ = 0;
};

}  // namespace

std::string decode_header(std::string_view value) {
  std::string out, pending, charset;
  const auto flush = [&] {
    if (!pending.empty() && !encoding_of(pending, charset).empty()) out += clean_text(pending, charset);
    pending.clear();
  };
  const auto last_close = value.rfind("?=");  // behind it nothing is encoded; without this, "=?" again and again would be looked behind again and again
  for (std::size_t at = 0; at < value.size();) {
    auto open = value.find("=?", at);
    if (open != std::string_view::npos && (last_close == std::string_view::npos || open > last_close)) open = std::string_view::npos;
    const std::string_view plain = value.substr(at, open == std::string_view::npos ? std::string_view::npos : open - at);
    if (!(trim(plain).empty() && !pending.empty() && open != std::string_view::npos)) {  // white space between two encoded words is none
      flush();
      if (!plain.empty()) out += encoding_of(plain).empty() ? std::string() : clean_text(plain);
    }
    if (open == std::string_view::npos) break;
    const auto first = value.find('?', open + 2);
    const auto second = first == std::string_view::npos ? first : value.find('?', first + 1);
    const auto close = second == std::string_view::npos ? second : value.find("?=", second + 1);
    if (close == std::string_view::npos || second != first + 2) {
      flush();
      out += "=?";
      at = open + 2;
      continue;
    }
    std::string name(value.substr(open + 2, first - open - 2));
    if (const auto star = name.find('*'); star != std::string::npos) name.resize(star);
    if (name != charset) flush();
    charset = name;
    const char how = static_cast<char>(value[first + 1] | 0x20);
    const std::string_view text = value.substr(second + 1, close - second - 1);
    pending += how == 'b' ? from_base64(text) : from_quoted(text, true);  // a character may be cut between two words
    at = close + 2;
  }
  flush();
  return fold_space(out);
}

bool looks_like_mail(std::string_view bytes, bool named_so) {
  constexpr auto mails = std::to_array<std::string_view>({"from", "to", "subject", "date", "message-id", "received", "mime-version", "return-path", "delivered-to",
    "content-type", "cc", "reply-to", "sender", "dkim-signature", "x-mailer"});
  std::size_t hits = 0, strong = 0, lines = 0, at = 0;
  if (bytes.starts_with("From ")) next_line(bytes, at);
  while (at < bytes.size() && lines < 100 && at < (64 << 10)) {
    const std::string_view line = next_line(bytes, at);
    if (line.empty()) break;
    ++lines;
    if ((line[0] == ' ' || line[0] == '\t') && lines > 1) continue;
    const std::string name = lower_ascii(header_name(line));
    if (name.empty()) {
      if (!named_so) return false;
      break;
    }
    hits += std::find(mails.begin(), mails.end(), name) != mails.end();
    strong += name == "message-id" || name == "received" || name == "mime-version" || name == "return-path" || name == "delivered-to" || name == "dkim-signature";
  }
  if (named_so) return hits >= 1;
  return strong >= 1 && hits >= 3;
}

MimePart parse_mime(std::string_view bytes) { return Reader().read(bytes, 0, "text/plain"); }

}  // namespace gw
