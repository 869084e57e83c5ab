#include "net/server.h"

#include <fmt/format.h>

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http/buffer_body.hpp>
#include <boost/beast/http/error.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>
#include <algorithm>
#include <list>
#include <unordered_map>

#include "base/files.h"
#include "base/hash.h"
#include "base/log.h"
#include "base/text.h"
#include "net/target.h"

namespace gw {
namespace {

namespace beast = boost::beast;
namespace http = beast::http;
using tcp = asio::ip::tcp;
using boost::system::error_code;
using Parser = http::request_parser<http::buffer_body>;

constexpr std::size_t buffer_bytes_max = 128 * 1024;
constexpr std::size_t spool_step = 1 << 20;         // handed to the pool at once, so that the loop never waits for a disk
constexpr std::uint64_t disk_floor = 256ull << 20;  // uploads stop here; what is in the store still needs room to breathe

std::string_view phrase(int status) {
  const auto known = http::obsolete_reason(static_cast<http::status>(status));
  return {known.data(), known.size()};
}

/// The client went, or the network failed: nothing to say to anyone.
struct Gone {};
Refused refused_for(const error_code& failed) {
  if (failed == http::error::header_limit || failed == http::error::buffer_overflow)
    return {431, Error(Code::invalid, "The head of the request is larger than 16 kB.")};
  if (failed == http::error::body_limit) return {413, Error(Code::invalid, "The body is larger than this address takes.")};
  if (failed == http::error::bad_version) return {505, Error(Code::invalid, "This server speaks HTTP/1.1.")};
  return {400, Error(Code::invalid, "This is not HTTP as this server reads it.", failed.message())};
}

bool is_http(const error_code& failed) { return failed.category() == http::make_error_code(http::error::bad_method).category(); }

/// Who is at the other end; an IPv4 address in IPv6's clothes is undressed.
asio::ip::address peer_of(const tcp::socket& socket) {
  error_code failed;
  const auto address = socket.remote_endpoint(failed).address();
  if (failed) return {};
  if (address.is_v6() && address.to_v6().is_v4_mapped()) return asio::ip::make_address_v4(asio::ip::v4_mapped, address.to_v6());
  return address;
}

/// Whose places a connection takes. One machine has a whole /64 of IPv6 to call from.
std::string account_of(const asio::ip::address& peer) {
  if (peer.is_v4()) return peer.to_string();
  auto bytes = peer.to_v6().to_bytes();
  std::fill(bytes.begin() + 8, bytes.end(), 0);
  return asio::ip::address_v6(bytes).to_string();
}

std::string head_of(const Response& response, bool keep, std::optional<std::size_t> length, bool chunked) {
  std::string out = fmt::format("HTTP/1.1 {} {}\r\n", response.status, phrase(response.status));
  for (const auto& [name, value] : response.headers.fields()) {
    // A value that came from outside must not begin a header of its own.
    const bool clean = value.find_first_of(std::string_view("\r\n\0", 3)) == std::string::npos;
    GW_ASSERT(clean);
    fmt::format_to(std::back_inserter(out), "{}: {}\r\n", name, value);
  }
  if (length) fmt::format_to(std::back_inserter(out), "Content-Length: {}\r\n", *length);
  if (chunked) out += "Transfer-Encoding: chunked\r\n";
  out += keep ? "Connection: keep-alive\r\n\r\n" : "Connection: close\r\n\r\n";
  return out;
}

}  // namespace

struct Server::Inside {
  Loop& loop;
  Pool& pool;
  HostRule hosts;
  ServerLimits limits;
  fs::path spool;
  Site site;
  tcp::acceptor acceptor;
  Tasks connections;
  std::size_t open = 0, turning_away = 0, answering = 0;
  std::unordered_map<std::string, std::size_t> open_of;  // by account
  bool stopping = false;
  std::uint64_t requests = 0, spooled = 0;
  std::string instance = to_hex(random_bytes(3));

  struct Connection {
    beast::tcp_stream stream;
    beast::flat_buffer buffer{buffer_bytes_max};
    std::string peer, account;
    bool idle = true, greeted = false;
    std::list<Connection*>::iterator place;
  };
  std::list<Connection*> live;  // those that wait in the order in which they began to

  Inside(Loop& l, Pool& p, Address listen, std::vector<std::string> names, ServerLimits lim, fs::path s, Site st)
      : loop(l), pool(p), hosts{std::move(listen), std::move(names)}, limits(lim), spool(std::move(s)), site(std::move(st)),
        acceptor(l.executor()), connections(l.executor()) {}

  Task<void> accept();
  Task<void> converse(tcp::socket socket);
  bool has_place(const tcp::socket& socket);
  bool let_one_go(const std::string* account);
  Task<void> turn_away(tcp::socket socket);
  struct Taken {
    std::optional<Request> request;
    std::optional<Refused> refused;
    bool gone = false, keep = false, head_only = false, chunks = true;
  };
  Task<void> take(Connection& connection, Taken& taken);
  Task<bool> exchange(Connection& connection);
  Task<bool> wait_for_bytes(Connection& connection);
  Task<void> read_head(Connection& connection, Parser& parser);
  Request request_from(const Connection& connection, const Parser& parser);
  Task<void> read_body(Connection& connection, Parser& parser, const BodyRule& rule, Request& request);
  Task<Response> answer(Request request);
  Task<void> write(Connection& connection, std::string_view bytes);
  Task<bool> respond(Connection& connection, Response response, bool keep, bool head_only, bool chunks);
  Task<void> linger(Connection& connection);
};

namespace {

class Chunked : public Outgoing {
 public:
  Chunked(std::function<Task<void>(std::string_view)> write, const bool& stopping, bool chunks)
      : write_(std::move(write)), stopping_(stopping), chunks_(chunks) {}
  Task<void> send(std::string bytes) override {
    if (bytes.empty()) co_return;
    if (chunks_) bytes = fmt::format("{:x}\r\n{}\r\n", bytes.size(), bytes);
    co_await write_(bytes);
  }
  bool stopping() const override { return stopping_; }

 private:
  std::function<Task<void>(std::string_view)> write_;
  const bool& stopping_;
  bool chunks_;
};

}  // namespace

Task<void> Server::Inside::accept() {
  while (!stopping) {
    error_code failed;
    tcp::socket socket = co_await acceptor.async_accept(asio::redirect_error(asio::use_awaitable, failed));
    if (failed == asio::error::operation_aborted || stopping) co_return;
    if (failed) {
      log::warning("http.accept_failed", {{"detail", failed.message()}});
      co_await pause(std::chrono::milliseconds(100));  // no file descriptors left, most likely
      continue;
    }
    if (has_place(socket)) {
      connections.start("connection", converse(std::move(socket)));
    } else if (turning_away < 64) {  // else not even a word: the words are being said to 64 others
      connections.start("turn away", turn_away(std::move(socket)));
    }
  }
}

bool Server::Inside::has_place(const tcp::socket& socket) {
  const auto peer = peer_of(socket);
  const auto account = account_of(peer);
  const auto held = open_of.find(account);
  if (held != open_of.end() && held->second >= (peer.is_loopback() ? limits.per_loopback : limits.per_peer)) return let_one_go(&account);
  return open < limits.connections || let_one_go(nullptr);
}

// Closes the connection that has been silent longest (of the account, when given); false when all are at work.
bool Server::Inside::let_one_go(const std::string* account) {
  for (auto* connection : live) {
    if (!connection->idle || (account != nullptr && connection->account != *account)) continue;
    connection->idle = false;
    connection->stream.close();
    return true;
  }
  return false;
}

Task<void> Server::Inside::turn_away(tcp::socket socket) {
  ++turning_away;
  Connection connection{beast::tcp_stream(std::move(socket))};
  try {
    Response response = site.failure(Error(Code::unavailable, "There are too many connections; try again in a moment."), 503, nullptr);
    response.headers.set("Retry-After", "2");
    co_await respond(connection, std::move(response), false, false, true);
    co_await linger(connection);
  } catch (const Gone&) {
  }
  --turning_away;
}

Task<void> Server::Inside::converse(tcp::socket socket) {
  Connection connection{beast::tcp_stream(std::move(socket))};
  error_code ignored;
  connection.stream.socket().set_option(tcp::no_delay(true), ignored);
  connection.stream.socket().set_option(asio::socket_base::keep_alive(true), ignored);
  const auto peer = peer_of(connection.stream.socket());
  connection.peer = peer.to_string();
  connection.account = account_of(peer);
  ++open;
  ++open_of[connection.account];
  connection.place = live.insert(live.end(), &connection);
  struct Leave {
    Server::Inside& in;
    Connection* connection;
    ~Leave() {
      in.live.erase(connection->place);
      --in.open;
      if (const auto held = in.open_of.find(connection->account); --held->second == 0) in.open_of.erase(held);
    }
  } leave{*this, &connection};
  try {
    while (!stopping && co_await wait_for_bytes(connection)) {
      ++answering;
      struct Done {
        Server::Inside& in;
        ~Done() { --in.answering; }
      } done{*this};
      if (!co_await exchange(connection)) break;
      connection.idle = connection.greeted = true;
      live.splice(live.end(), live, connection.place);
    }
    co_await linger(connection);
  } catch (const Gone&) {
  }
}

Task<bool> Server::Inside::wait_for_bytes(Connection& connection) {
  if (connection.buffer.size() > 0) co_return true;  // a request that came right behind the last
  connection.buffer.shrink_to_fit();
  connection.stream.expires_after(connection.greeted ? limits.idle_time : limits.first_time);
  error_code failed;
  const std::size_t n = co_await connection.stream.async_read_some(connection.buffer.prepare(4096), asio::redirect_error(asio::use_awaitable, failed));
  if (failed) throw Gone{};
  connection.buffer.commit(n);
  co_return true;
}

Task<void> Server::Inside::read_head(Connection& connection, Parser& parser) {
  parser.header_limit(static_cast<std::uint32_t>(limits.head_bytes));
  parser.body_limit(boost::none);  // counted in read_body, where the route's limit is known
  connection.stream.expires_after(limits.head_time);
  error_code failed;
  co_await http::async_read_header(connection.stream, connection.buffer, parser, asio::redirect_error(asio::use_awaitable, failed));
  if (failed && is_http(failed) && failed != http::error::end_of_stream && failed != http::error::partial_message) throw refused_for(failed);
  if (failed) throw Gone{};
}

Request Server::Inside::request_from(const Connection& connection, const Parser& parser) {
  const auto& message = parser.get();
  Request request;
  request.id = fmt::format("{}-{}", instance, ++requests);
  request.method = std::string(message.method_string());
  request.peer = connection.peer;
  for (const auto& field : message) request.headers.add(std::string(field.name_string()), std::string(field.value()));
  const auto encoding = request.headers.find("transfer-encoding");
  if (encoding && (lower_ascii(*encoding) != "chunked" || request.headers.count("transfer-encoding") != 1))
    throw Refused{501, Error(Code::invalid, "The only transfer encoding read here is \"chunked\".")};
  auto target = parse_target({message.target().data(), message.target().size()});
  request.path = std::move(target.path);
  request.query = std::move(target.query);
  if (request.headers.count("host") != 1) throw Error(Code::invalid, "The request must name one Host.");
  const auto host = *request.headers.find("host");
  check_host(hosts, host);
  if (request.method != "GET" && request.method != "HEAD" && request.method != "OPTIONS")
    check_origin(hosts, host, request.headers.find("origin"), request.headers.find("sec-fetch-site"));
  return request;
}

Task<void> Server::Inside::read_body(Connection& connection, Parser& parser, const BodyRule& rule, Request& request) {
  const Refused too_large{413, Error(Code::invalid, fmt::format("The body is larger than the {} kB that this address takes.", rule.bytes_max >> 10))};
  const auto declared = parser.content_length();
  if (declared && *declared > rule.bytes_max) throw too_large;
  if (parser.is_done()) co_return;
  if (const auto expects = request.headers.find("expect")) {
    if (lower_ascii(*expects) != "100-continue") throw Refused{417, Error(Code::invalid, "This expectation is not known here.")};
    co_await write(connection, "HTTP/1.1 100 Continue\r\n\r\n");
  }
  std::unique_ptr<FileWriter> file;
  auto spooled_body = std::make_shared<SpooledBody>();
  if (rule.spool) {
    spooled_body->path = spool / fmt::format("{}-{}", instance, ++spooled);
    co_await off_loop(pool, [&] {
      make_private_folder(spool);
      file = std::make_unique<FileWriter>(spooled_body->path);
    });
  }
  std::string held;
  std::vector<char> piece(64 * 1024);
  std::uint64_t received = 0;
  const auto began = std::chrono::steady_clock::now();
  const auto put_down = [&] {
    if (free_bytes(spool) < disk_floor) throw Error(Code::unavailable, "There is not enough free space on the disk for this upload.");
    file->write(held);
    held.clear();
  };
  while (!parser.is_done()) {
    parser.get().body().data = piece.data();
    parser.get().body().size = piece.size();
    // A body must keep a least speed: a byte now and then does not hold a connection.
    connection.stream.expires_at(began + limits.body_grace + std::chrono::milliseconds(received * 1000 / limits.body_speed));
    error_code failed;
    co_await http::async_read_some(connection.stream, connection.buffer, parser, asio::redirect_error(asio::use_awaitable, failed));
    if (failed == http::error::need_buffer) failed = {};
    if (failed && is_http(failed) && failed != http::error::end_of_stream && failed != http::error::partial_message) throw refused_for(failed);
    if (failed) throw Gone{};
    const std::size_t n = piece.size() - parser.get().body().size;
    received += n;
    if (received > rule.bytes_max) throw too_large;
    held.append(piece.data(), n);
    if (file && held.size() >= spool_step) co_await off_loop(pool, put_down);
  }
  if (!file) {
    request.body = std::move(held);
    co_return;
  }
  co_await off_loop(pool, [&] {
    put_down();
    file->finish();
  });
  spooled_body->bytes = received;
  request.spooled = std::move(spooled_body);
}

Task<Response> Server::Inside::answer(Request request) {
  // A handler answers its own failures; what gets here is the last net.
  std::optional<Error> failed;
  int status = 0;
  Request shown;
  shown.id = request.id;
  shown.method = request.method;
  shown.path = request.path;
  try {
    co_return co_await site.handle(std::move(request));
  } catch (const Error& e) {
    failed = e;
  } catch (const Refused& r) {
    failed = r.error;
    status = r.status;
  } catch (const boost::system::system_error& e) {
    if (e.code() == asio::error::operation_aborted) throw;
    failed = Error(Code::internal, "Something went wrong inside Groundwork; the log says where.", e.code().message());
  } catch (const std::exception& e) {
    failed = Error(Code::internal, "Something went wrong inside Groundwork; the log says where.", e.what());
  }
  co_return site.failure(*failed, status != 0 ? status : http_status(failed->code()), &shown);
}

// Reads one request into `taken`; what is wrong with it is written there too.
Task<void> Server::Inside::take(Connection& connection, Taken& taken) {
  Parser parser;
  try {
    co_await read_head(connection, parser);
    connection.idle = false;  // from here on a stop waits for the answer
    taken.head_only = parser.get().method() == http::verb::head;
    taken.chunks = parser.get().version() >= 11;
    taken.request = request_from(connection, parser);
    BodyRule rule = co_await site.admit(*taken.request);
    taken.request->place = std::move(rule.place);
    co_await read_body(connection, parser, rule, *taken.request);
    taken.keep = parser.get().keep_alive();
  } catch (const Refused& r) {
    taken.refused = r;
  } catch (const Error& e) {
    taken.refused = Refused{http_status(e.code()), e};
  } catch (const Gone&) {
    taken.gone = true;
  }
}

Task<bool> Server::Inside::exchange(Connection& connection) {
  // On the heap, and without an exception passing: clang 19 destroys locals of a coroutine that it never initialised when one unwinds through a
  // frame whose try block awaits (found by UBSan with clients that are too slow).
  const auto taken = std::make_unique<Taken>();
  co_await take(connection, *taken);
  if (taken->gone) throw Gone{};
  Response response;
  if (taken->refused) {
    response = site.failure(taken->refused->error, taken->refused->status, taken->request ? &*taken->request : nullptr);
  } else {
    response = co_await answer(std::move(*taken->request));
  }
  // What was not read of a refused body cannot be told from a next request, so the connection ends.
  const bool keep = taken->keep && !taken->refused && !stopping;
  co_return co_await respond(connection, std::move(response), keep, taken->head_only, taken->chunks);
}

Task<void> Server::Inside::write(Connection& connection, std::string_view bytes) {
  constexpr std::size_t step = 64 * 1024;
  while (!bytes.empty()) {
    const auto piece = bytes.substr(0, step);
    connection.stream.expires_after(limits.write_time);
    error_code failed;
    co_await asio::async_write(connection.stream, asio::buffer(piece.data(), piece.size()), asio::redirect_error(asio::use_awaitable, failed));
    if (failed) throw Gone{};
    bytes.remove_prefix(piece.size());
  }
}

Task<bool> Server::Inside::respond(Connection& connection, Response response, bool keep, bool head_only, bool chunks) {
  if (!response.stream) {
    const std::string_view body = response.view.empty() ? std::string_view(response.body) : response.view;
    const bool bodiless = response.status == 204 || response.status == 304;
    std::string head = head_of(response, keep, bodiless ? std::nullopt : std::optional(body.size()), false);
    if (head_only || bodiless) {
      co_await write(connection, head);
    } else if (body.size() < 16 * 1024) {
      head += body;
      co_await write(connection, head);
    } else {
      co_await write(connection, head);
      co_await write(connection, body);
    }
    co_return keep;
  }
  keep = keep && chunks;
  const std::string head = head_of(response, keep, std::nullopt, chunks);
  co_await write(connection, head);
  if (head_only) co_return keep;
  Chunked out([this, &connection](std::string_view bytes) { return write(connection, bytes); }, stopping, chunks);
  try {
    co_await response.stream(out);
  } catch (const Error& e) {
    log::warning("http.stream_failed", {{"code", name_of(e.code())}, {"detail", e.detail()}});
    co_return false;  // an unfinished chunked body tells the reader
  }
  if (chunks) co_await write(connection, "0\r\n\r\n");
  co_return keep && !stopping;
}

// Closing with unread bytes would reset the connection and lose the response on its way.
Task<void> Server::Inside::linger(Connection& connection) {
  error_code failed;
  connection.stream.socket().shutdown(tcp::socket::shutdown_send, failed);
  connection.stream.expires_after(std::chrono::seconds(2));
  std::array<char, 4096> bin;
  for (int i = 0; i < 256 && !failed && !stopping; ++i)
    co_await connection.stream.async_read_some(asio::buffer(bin), asio::redirect_error(asio::use_awaitable, failed));
}

Server::Server(Loop& loop, Pool& pool, Address listen, std::vector<std::string> names, ServerLimits limits, std::filesystem::path spool, Site site)
    : inside_(std::make_unique<Inside>(loop, pool, std::move(listen), std::move(names), limits, std::move(spool), std::move(site))) {
  auto& acceptor = inside_->acceptor;
  auto& where = inside_->hosts.listen;
  error_code failed;
  const tcp::endpoint end(asio::ip::make_address(where.ip), where.port);
  acceptor.open(end.protocol());
  acceptor.set_option(asio::socket_base::reuse_address(true));
  acceptor.bind(end, failed);
  if (failed == asio::error::address_in_use) throw Error(Code::conflict, fmt::format("Another program listens on {} already.", where.url()), failed.message());
  if (failed == asio::error::access_denied) throw Error(Code::forbidden, fmt::format("This user may not listen on {}.", where.url()), failed.message());
  if (failed) throw Error(Code::invalid, fmt::format("This machine cannot listen on {}.", where.url()), failed.message());
  acceptor.listen(1024);
  where.port = acceptor.local_endpoint().port();
}

Server::~Server() = default;
Address Server::address() const { return inside_->hosts.listen; }
void Server::start() { inside_->connections.start("accept", inside_->accept()); }
std::size_t Server::connections() const { return inside_->open; }
std::size_t Server::answering() const { return inside_->answering; }

Task<bool> Server::stop(std::chrono::milliseconds grace) {
  auto& in = *inside_;
  in.stopping = true;
  error_code ignored;
  in.acceptor.close(ignored);
  for (auto* connection : in.live)
    if (connection->idle) connection->stream.cancel();
  const bool all = co_await in.connections.ended(grace);
  if (all) co_return true;
  log::warning("http.stop_cuts", {{"requests", in.answering}});
  for (auto* connection : in.live) connection->stream.close();
  co_return co_await in.connections.stop(std::chrono::seconds(2));
}

}  // namespace gw
