#include "net/client.h"

#include <fmt/format.h>

#include <boost/asio/buffer.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>
#include <algorithm>

#include "base/error.h"
#include "base/text.h"
#include "net/asio.h"

namespace gw {
namespace {

namespace http = boost::beast::http;
using boost::system::error_code;
using Parser = http::response_parser<http::string_body>;

constexpr int interim_most = 8;  // 100, 103
constexpr std::string_view token_others = "!#$%&'*+-.^_`|~";

bool is_token(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || token_others.find(c) != token_others.npos; });
}
bool is_clean(std::string_view text) { return std::ranges::none_of(text, [](unsigned char c) { return (c < 0x20 && c != '\t') || c == 0x7F; }); }
bool is_target(std::string_view text) { return text.starts_with('/') && std::ranges::all_of(text, [](unsigned char c) { return c > 0x20 && c < 0x7F && c != '#'; }); }

std::string head_of(const ClientRequest& request) {
  if (!is_token(request.method) || !is_target(request.target) || !is_clean(request.host)) throw Error(Code::invalid, "The request cannot be written as HTTP.");
  const bool usual = request.port == (request.tls ? 443 : 80);
  const std::string host = request.host.find(':') == std::string::npos ? request.host : fmt::format("[{}]", request.host);
  std::string out = fmt::format("{} {} HTTP/1.1\r\nHost: {}{}\r\nConnection: close\r\n", request.method, request.target, host, usual ? "" : fmt::format(":{}", request.port));
  for (const auto& [name, value] : request.headers) {
    if (!is_token(name) || !is_clean(value)) throw Error(Code::invalid, "A header of the request has a name or value that HTTP does not allow.");
    out += fmt::format("{}: {}\r\n", name, value);
  }
  if (!request.body.empty() || request.method != "GET") out += fmt::format("Content-Length: {}\r\n", request.body.size());
  return out + "\r\n";
}

std::string_view in_words(Connection::End end) {
  return end == Connection::End::time ? "no whole answer came in time" : "the connection ended before the whole answer was there";
}

std::string_view in_words(const error_code& failed) {
  if (failed == http::error::header_limit) return "the head of its answer is too large";
  if (failed == http::error::body_limit) return "its answer is too large";
  if (failed == http::error::partial_message || failed == http::error::end_of_stream) return in_words(Connection::End::closed);
  return "its answer is not HTTP";
}

// What comes, parsed as it comes.
class Receiver {
 public:
  Receiver(Connection& connection, const ClientRequest& request) : connection_(connection), request_(request) {}

  void receive(ClientReply& reply) {
    for (int i = 0; i < interim_most; ++i) {
      Parser parser;
      parser.header_limit(static_cast<std::uint32_t>(request_.head_bytes_max));
      parser.body_limit(request_.body_bytes_max);
      parser.eager(true);
      if (!read_one(parser, reply)) {
        if (parser.is_header_done()) reply.status = static_cast<int>(parser.get().result_int());
        return;
      }
      const int status = static_cast<int>(parser.get().result_int());
      if (status >= 100 && status < 200 && status != 101) continue;  // the answer is still to come
      reply.status = status;
      for (const auto& field : parser.get()) reply.headers.emplace_back(std::string(field.name_string()), std::string(field.value()));
      reply.body = std::move(parser.get().body());
      return;
    }
    reply.broken = "its answer never ends";
  }

 private:
  bool read_one(Parser& parser, ClientReply& reply) {
    error_code failed;
    while (!parser.is_done()) {
      if (!waiting_.empty()) {
        const std::size_t used = parser.put(boost::asio::const_buffer(waiting_.data(), waiting_.size()), failed);
        waiting_.erase(0, used);
        if (failed && failed != http::error::need_more) return reply.broken = in_words(failed), false;
        if (used > 0 && !waiting_.empty()) continue;
        if (parser.is_done()) break;
      }
      if (waiting_.size() > request_.head_bytes_max) return reply.broken = "the head of its answer is too large", false;
      const auto got = connection_.read(piece_, sizeof piece_, request_.deadline);
      if (got.end == Connection::End::closed && parser.got_some()) {
        failed = {};
        parser.put_eof(failed);
        if (failed) return reply.broken = in_words(failed), false;
        break;
      }
      if (got.end != Connection::End::none) return reply.broken = in_words(got.end), false;
      reply.bytes_in += got.bytes;
      waiting_.append(piece_, got.bytes);
    }
    return true;
  }

  Connection& connection_;
  const ClientRequest& request_;
  std::string waiting_;  // read and not yet taken by a parser
  char piece_[16 * 1024];
};

}  // namespace

std::optional<std::string_view> ClientReply::header(std::string_view name) const {
  const std::string wanted = lower_ascii(name);
  for (const auto& [key, value] : headers)
    if (lower_ascii(key) == wanted) return value;
  return std::nullopt;
}

ClientReply exchange(const ClientRequest& request) {
  const std::string wire = head_of(request) + request.body;
  const auto addresses = addresses_of(request.host, request.deadline);
  for (const auto& address : addresses)
    if (const std::string why = request.refuse_address ? request.refuse_address(address) : ""; !why.empty()) throw Error(Code::forbidden, why);
  Connection connection(addresses, request.port, request.deadline);
  if (request.tls) connection.start_tls(request.host, request.deadline);

  ClientReply reply{.address = connection.peer().text};
  const auto sent = connection.write(wire, request.deadline);
  reply.bytes_out = sent.bytes;
  if (sent.bytes == 0 && sent.end != Connection::End::none && !request.tls) throw Error(Code::unavailable, "the connection ended before anything was sent");
  // A server may answer before it has read all, and close: its answer counts.
  Receiver(connection, request).receive(reply);
  return reply;
}

}  // namespace gw
