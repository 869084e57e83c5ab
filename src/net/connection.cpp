#include "net/connection.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <netdb.h>
#include <netinet/tcp.h>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <list>
#include <mutex>

#include "base/error.h"

namespace gw {
namespace {

using Clock = std::chrono::steady_clock;
constexpr std::size_t addresses_most = 8;

int left_ms(Deadline deadline) {
  const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline - Clock::now()).count();
  return static_cast<int>(std::clamp<std::int64_t>(left, 0, 3'600'000));
}

// False when the time is over.
bool wait_for(int fd, short what, Deadline deadline) {
  for (;;) {
    pollfd ready{fd, what, 0};
    const int n = ::poll(&ready, 1, left_ms(deadline));
    if (n > 0) return true;
    if (n == 0 || errno != EINTR) return false;
  }
}

IpAddress address_of(const sockaddr* at) {
  char text[INET6_ADDRSTRLEN];
  if (at->sa_family == AF_INET) {
    const auto& in = reinterpret_cast<const sockaddr_in*>(at)->sin_addr;
    return {std::string(reinterpret_cast<const char*>(&in), 4), ::inet_ntop(AF_INET, &in, text, sizeof text)};
  }
  const auto& in = reinterpret_cast<const sockaddr_in6*>(at)->sin6_addr;
  const std::string bytes(reinterpret_cast<const char*>(&in), 16);
  if (IN6_IS_ADDR_V4MAPPED(&in)) return {bytes.substr(12), ::inet_ntop(AF_INET, bytes.data() + 12, text, sizeof text)};
  return {bytes, ::inet_ntop(AF_INET6, &in, text, sizeof text)};
}

// A question to the resolver, which runs on a thread of its own and cannot always be called back: then it must outlive us.
struct Lookup {
  std::string host;
  addrinfo hints{};
  gaicb question{};
  explicit Lookup(const std::string& name) : host(name) {
    hints.ai_family = AF_UNSPEC;
    hints.ai_socktype = SOCK_STREAM;
    hints.ai_flags = AI_ADDRCONFIG;
    if (host.find_first_not_of("0123456789abcdefABCDEF.:") == std::string::npos) hints.ai_flags = AI_NUMERICHOST;
    question.ar_name = host.c_str();
    question.ar_request = &hints;
  }
  ~Lookup() {
    if (question.ar_result != nullptr) ::freeaddrinfo(question.ar_result);
  }
};

void leave_behind(std::unique_ptr<Lookup> lookup) {
  static std::mutex mutex;
  static std::list<std::unique_ptr<Lookup>> left;
  const std::lock_guard lock(mutex);
  std::erase_if(left, [](const auto& one) { return ::gai_error(&one->question) != EAI_INPROGRESS; });
  left.push_back(std::move(lookup));
}

sockaddr_storage socket_address(const IpAddress& ip, std::uint16_t port, socklen_t& length) {
  sockaddr_storage out{};
  if (ip.bytes.size() == 4) {
    auto& in = reinterpret_cast<sockaddr_in&>(out);
    in.sin_family = AF_INET;
    in.sin_port = htons(port);
    std::memcpy(&in.sin_addr, ip.bytes.data(), 4);
    length = sizeof in;
  } else {
    auto& in = reinterpret_cast<sockaddr_in6&>(out);
    in.sin6_family = AF_INET6;
    in.sin6_port = htons(port);
    std::memcpy(&in.sin6_addr, ip.bytes.data(), 16);
    length = sizeof in;
  }
  return out;
}

std::string connect_to(int fd, const IpAddress& ip, std::uint16_t port, Deadline deadline) {
  socklen_t length = 0;
  const auto to = socket_address(ip, port, length);
  if (::connect(fd, reinterpret_cast<const sockaddr*>(&to), length) == 0) return "";
  if (errno != EINPROGRESS) return std::strerror(errno);
  if (!wait_for(fd, POLLOUT, deadline)) return "it did not answer in time";
  int failed = 0;
  socklen_t size = sizeof failed;
  ::getsockopt(fd, SOL_SOCKET, SO_ERROR, &failed, &size);
  return failed == 0 ? "" : std::strerror(failed);
}

// Services that a cloud puts at fixed addresses beside each machine, outside of the link-local ranges.
constexpr std::string_view metadata[] = {"100.100.100.200", "168.63.129.16", "fd00:ec2::254", "fd20:ce::254"};

bool is_literal(const std::string& host) {
  unsigned char bytes[16];
  return ::inet_pton(AF_INET, host.c_str(), bytes) == 1 || ::inet_pton(AF_INET6, host.c_str(), bytes) == 1;
}

}  // namespace

struct Connection::Tls {
  std::unique_ptr<SSL_CTX, void (*)(SSL_CTX*)> context{::SSL_CTX_new(::TLS_client_method()), ::SSL_CTX_free};
  std::unique_ptr<SSL, void (*)(SSL*)> ssl{nullptr, ::SSL_free};
};

bool is_local_service(const IpAddress& ip) {
  if (std::ranges::find(metadata, ip.text) != std::end(metadata)) return true;
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(ip.bytes[i]); };
  if (ip.bytes.size() == 4) return (byte(0) == 169 && byte(1) == 254) || byte(0) == 0 || byte(0) >= 224;
  return (byte(0) == 0xFE && (byte(1) & 0xC0) == 0x80) || byte(0) == 0xFF || ip.text == "::";
}

std::vector<IpAddress> addresses_of(const std::string& host, Deadline deadline) {
  auto lookup = std::make_unique<Lookup>(host);
  gaicb* list[1] = {&lookup->question};
  if (::getaddrinfo_a(GAI_NOWAIT, list, 1, nullptr) != 0) throw Error(Code::unavailable, "no name can be looked up now");
  for (;;) {
    const int left = left_ms(deadline);
    const timespec time{left / 1000, left % 1000 * 1'000'000L};
    const gaicb* const asked[1] = {&lookup->question};
    const int waited = ::gai_suspend(asked, 1, &time);
    if (::gai_error(&lookup->question) != EAI_INPROGRESS) break;
    if (waited == EAI_INTR) continue;
    if (waited == EAI_ALLDONE) break;
    if (left_ms(deadline) > 0) continue;
    if (::gai_cancel(&lookup->question) != EAI_CANCELED) leave_behind(std::move(lookup));
    throw Error(Code::unavailable, fmt::format("{} could not be looked up in time", host));
  }
  if (const int failed = ::gai_error(&lookup->question); failed != 0) throw Error(Code::unavailable, fmt::format("{} has no address: {}", host, ::gai_strerror(failed)));
  std::vector<IpAddress> out;
  for (const auto* one = lookup->question.ar_result; one != nullptr && out.size() < addresses_most; one = one->ai_next)
    if (one->ai_family == AF_INET || one->ai_family == AF_INET6) out.push_back(address_of(one->ai_addr));
  if (out.empty()) throw Error(Code::unavailable, fmt::format("{} has no address", host));
  return out;
}

Connection::Connection(const std::vector<IpAddress>& addresses, std::uint16_t port, Deadline deadline) {
  std::string reason = "there is no address";
  for (std::size_t i = 0; i < addresses.size(); ++i) {
    const auto& ip = addresses[i];
    fd_ = ::socket(ip.bytes.size() == 4 ? AF_INET : AF_INET6, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (fd_ < 0) throw Error(Code::unavailable, "too many connections are open");
    // A silent address must leave time for those behind it.
    const auto part = Clock::now() + (deadline - Clock::now()) / static_cast<int>(addresses.size() - i);
    reason = connect_to(fd_, ip, port, part);
    if (reason.empty()) {
      const int on = 1;
      ::setsockopt(fd_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
      peer_ = ip;
      return;
    }
    ::close(fd_);
    fd_ = -1;
  }
  throw Error(Code::unavailable, fmt::format("there is no connection: {}", reason));
}

Connection::~Connection() {
  tls_.reset();
  if (fd_ >= 0) ::close(fd_);
}

void Connection::start_tls(const std::string& host, Deadline deadline) {
  tls_ = std::make_unique<Tls>();
  const auto fail = [](std::string_view why) { throw Error(Code::unavailable, fmt::format("no safe connection could be made: {}", why)); };
  SSL_CTX* context = tls_->context.get();
  if (context == nullptr || ::SSL_CTX_set_min_proto_version(context, TLS1_2_VERSION) != 1 || ::SSL_CTX_set_default_verify_paths(context) != 1) fail("TLS cannot be set up");
  ::SSL_CTX_set_verify(context, SSL_VERIFY_PEER, nullptr);
  ::SSL_CTX_set_mode(context, SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER);
  tls_->ssl.reset(::SSL_new(context));
  SSL* ssl = tls_->ssl.get();
  if (ssl == nullptr || ::SSL_set_fd(ssl, fd_) != 1) fail("TLS cannot be set up");
  const bool named = is_literal(host) ? ::X509_VERIFY_PARAM_set1_ip_asc(::SSL_get0_param(ssl), host.c_str()) == 1
                                      : ::SSL_set1_host(ssl, host.c_str()) == 1 && ::SSL_set_tlsext_host_name(ssl, host.c_str()) == 1;
  if (!named) fail("the name of the host cannot be checked");
  for (;;) {
    ::ERR_clear_error();
    const int n = ::SSL_connect(ssl);
    if (n == 1) return;
    const int why = ::SSL_get_error(ssl, n);
    if (why == SSL_ERROR_WANT_READ || why == SSL_ERROR_WANT_WRITE) {
      if (!wait_for(fd_, why == SSL_ERROR_WANT_READ ? POLLIN : POLLOUT, deadline)) fail("it did not answer in time");
      continue;
    }
    if (const long verified = ::SSL_get_verify_result(ssl); verified != X509_V_OK) fail(::X509_verify_cert_error_string(verified));
    fail("the other side does not speak TLS as this program does");
  }
}

Connection::Moved Connection::write(std::string_view bytes, Deadline deadline) {
  Moved moved;
  while (moved.bytes < bytes.size()) {
    const std::string_view rest = bytes.substr(moved.bytes);
    short wanted = POLLOUT;
    if (tls_) {
      ::ERR_clear_error();
      std::size_t n = 0;
      const int ok = ::SSL_write_ex(tls_->ssl.get(), rest.data(), rest.size(), &n);
      if (ok == 1) {
        moved.bytes += n;
        continue;
      }
      const int why = ::SSL_get_error(tls_->ssl.get(), ok);
      if (why != SSL_ERROR_WANT_READ && why != SSL_ERROR_WANT_WRITE) return {moved.bytes, End::broken};
      wanted = why == SSL_ERROR_WANT_READ ? POLLIN : POLLOUT;
    } else {
      const ssize_t n = ::send(fd_, rest.data(), rest.size(), MSG_NOSIGNAL);
      if (n > 0) {
        moved.bytes += static_cast<std::size_t>(n);
        continue;
      }
      if (errno == EINTR) continue;
      if (errno != EAGAIN) return {moved.bytes, End::broken};
    }
    if (!wait_for(fd_, wanted, deadline)) return {moved.bytes, End::time};
  }
  return moved;
}

Connection::Moved Connection::read(char* into, std::size_t most, Deadline deadline) {
  for (;;) {
    short wanted = POLLIN;
    if (tls_) {
      ::ERR_clear_error();
      std::size_t n = 0;
      const int ok = ::SSL_read_ex(tls_->ssl.get(), into, most, &n);
      if (ok == 1) return {n, End::none};
      const int why = ::SSL_get_error(tls_->ssl.get(), ok);
      if (why == SSL_ERROR_ZERO_RETURN) return {0, End::closed};
      if (why != SSL_ERROR_WANT_READ && why != SSL_ERROR_WANT_WRITE) return {0, End::broken};
      wanted = why == SSL_ERROR_WANT_READ ? POLLIN : POLLOUT;
    } else {
      const ssize_t n = ::recv(fd_, into, most, 0);
      if (n > 0) return {static_cast<std::size_t>(n), End::none};
      if (n == 0) return {0, End::closed};
      if (errno == EINTR) continue;
      if (errno != EAGAIN) return {0, End::broken};
    }
    if (!wait_for(fd_, wanted, deadline)) return {0, End::time};
  }
}

}  // namespace gw
