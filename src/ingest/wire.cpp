#include "ingest/wire.h"

#include <cstring>

#include "base/text.h"

namespace gw {
namespace {

class Writer {
 public:
  std::string out;
  void number(std::uint32_t n) { out.append(reinterpret_cast<const char*>(&n), sizeof n); }
  void byte(std::uint8_t b) { out.push_back(static_cast<char>(b)); }
  void text(std::string_view s) { number(static_cast<std::uint32_t>(s.size())); out += s; }
};

class Reader {
 public:
  explicit Reader(std::string_view in) : in_(in) {}
  std::uint32_t number() {
    std::uint32_t n;
    std::memcpy(&n, take(sizeof n).data(), sizeof n);
    return n;
  }
  std::uint8_t byte() { return static_cast<std::uint8_t>(take(1)[0]); }
  std::string_view text() { return take(number()); }
  std::string_view rest() const { return in_; }
  /// A count of things that take at least `size` bytes each; bounds what a lying count can reserve.
  std::uint32_t count(std::size_t size) {
    const std::uint32_t n = number();
    if (n > in_.size() / size) broken();
    return n;
  }
  [[noreturn]] static void broken() { throw Error(Code::invalid, "The file made the parser stop; it may be damaged or hostile.", "reply"); }

 private:
  std::string_view take(std::size_t n) {
    if (n > in_.size()) broken();
    const auto piece = in_.substr(0, n);
    in_.remove_prefix(n);
    return piece;
  }
  std::string_view in_;
};

std::string valid(std::string_view text) {
  if (!is_utf8(text)) Reader::broken();
  return std::string(text);
}

}  // namespace

std::string encode_request(const ParseRequest& request) {
  Writer w;
  w.byte(request.pages_of_pdf);
  w.text(request.name);
  w.number(static_cast<std::uint32_t>(request.options.depth));
  w.number(static_cast<std::uint32_t>(request.options.passwords.size()));
  for (const auto& password : request.options.passwords) w.text(password);
  return std::move(w.out);
}

ParseRequest decode_request(std::string_view frame, std::string_view& bytes) {
  Reader r(frame);
  ParseRequest request;
  request.pages_of_pdf = r.byte() != 0;
  request.name = r.text();
  request.options.depth = static_cast<int>(r.number());
  for (auto n = r.count(4); n > 0; --n) request.options.passwords.emplace_back(r.text());
  bytes = r.rest();
  return request;
}

std::string encode_reply(const Error& error) {
  Writer w;
  w.byte(1);
  w.byte(static_cast<std::uint8_t>(error.code()));
  w.text(error.message());
  w.text(error.detail());
  return std::move(w.out);
}

std::string encode_reply(const Parsed& parsed) {
  Writer w;
  std::size_t size = parsed.text.size() + parsed.blocks.size() * 24 + 4096;
  for (const auto& part : parsed.parts) size += part.bytes.size() + part.name.size() + 8;
  w.out.reserve(size);
  w.byte(0);
  w.text(parsed.format);
  w.text(parsed.title);
  w.text(parsed.text);
  w.text(parsed.note);
  w.number(parsed.pages);
  w.number(static_cast<std::uint32_t>(parsed.blocks.size()));
  for (const auto& b : parsed.blocks) {
    w.byte(static_cast<std::uint8_t>(b.kind));
    w.byte(b.level);
    w.byte(static_cast<std::uint8_t>(b.header | b.hidden << 1));
    w.number(b.table);
    w.number(b.page);
    w.number(b.start);
    w.number(b.end);
  }
  w.number(static_cast<std::uint32_t>(parsed.pairs.size()));
  for (const auto& pair : parsed.pairs) {
    w.text(pair.question);
    w.text(pair.answer);
    w.number(pair.start);
    w.number(pair.end);
  }
  w.number(static_cast<std::uint32_t>(parsed.parts.size()));
  for (const auto& part : parsed.parts) {
    w.text(part.name);
    w.text(part.bytes);
  }
  w.number(static_cast<std::uint32_t>(parsed.scanned_pages.size()));
  for (const auto page : parsed.scanned_pages) w.number(page);
  return std::move(w.out);
}

Parsed decode_reply(std::string_view frame) {
  Reader r(frame);
  if (r.byte() != 0) {
    const std::uint8_t code = r.byte();
    if (code > static_cast<std::uint8_t>(Code::internal)) Reader::broken();
    std::string message = valid(r.text());
    throw Error(static_cast<Code>(code), std::move(message), valid(r.text()));
  }
  Parsed parsed;
  parsed.format = valid(r.text());
  parsed.title = valid(r.text());
  parsed.text = valid(r.text());
  parsed.note = valid(r.text());
  parsed.pages = r.number();
  const auto points = static_cast<std::uint32_t>(count_code_points(parsed.text));
  parsed.blocks.resize(r.count(19));
  std::uint32_t last = 0;
  for (auto& b : parsed.blocks) {
    const std::uint8_t kind = r.byte();
    if (kind > static_cast<std::uint8_t>(BlockKind::code)) Reader::broken();
    b.kind = static_cast<BlockKind>(kind);
    b.level = r.byte();
    const std::uint8_t marks = r.byte();
    b.header = (marks & 1) != 0;
    b.hidden = (marks & 2) != 0;
    b.table = r.number();
    b.page = r.number();
    b.start = r.number();
    b.end = r.number();
    if (b.start < last || b.end < b.start || b.end > points || b.level > 6) Reader::broken();
    last = b.end;
  }
  parsed.pairs.resize(r.count(16));
  for (auto& pair : parsed.pairs) {
    pair.question = valid(r.text());
    pair.answer = valid(r.text());
    pair.start = r.number();
    pair.end = r.number();
    if (pair.end < pair.start || pair.end > points) Reader::broken();
  }
  parsed.parts.resize(r.count(8));
  for (auto& part : parsed.parts) {
    part.name = valid(r.text());
    part.bytes = r.text();
  }
  parsed.scanned_pages.resize(r.count(4));
  for (auto& page : parsed.scanned_pages) page = r.number();
  return parsed;
}

}  // namespace gw
