// The client against servers that are slow, cut off, too large, wrong, or not who they should be.
#include "net/client.h"

#include <gtest/gtest.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>

#include <filesystem>
#include <fstream>

#include "base/error.h"
#include "net/rude_server_test.h"

namespace gw {
namespace {

using namespace std::chrono_literals;

ClientRequest request_to(std::uint16_t port, std::chrono::milliseconds time = 5s) {
  return {.tls = false, .host = "127.0.0.1", .port = port, .method = "POST", .target = "/api/x?y=1", .headers = {{"Idempotency-Key", "k"}}, .body = "{}", .deadline = std::chrono::steady_clock::now() + time};
}
// The reply of a server that says just this and closes.
ClientReply after(const std::string& said, ClientRequest request = request_to(0)) {
  RudeServer server([&](int fd, const std::string&) { RudeServer::say(fd, said); });
  request.port = server.port;
  return exchange(request);
}
Error failure(const ClientRequest& request) {
  try {
    exchange(request);
  } catch (const Error& error) {
    return error;
  }
  return {Code::internal, "it did not fail"};
}

TEST(ClientTest, AnswersAreRead) {
  RudeServer server([](int fd, const std::string&) { RudeServer::say(fd, RudeServer::ok("hello", "201 Created", "X-Thing: a\r\n")); });
  const ClientReply reply = exchange(request_to(server.port));
  EXPECT_EQ(reply.status, 201);
  EXPECT_EQ(reply.body, "hello");
  EXPECT_EQ(reply.header("x-thing"), "a");
  EXPECT_EQ(reply.address, "127.0.0.1");
  EXPECT_EQ(reply.broken, "");
  ASSERT_EQ(server.requests().size(), 1u);
  EXPECT_EQ(server.requests()[0], "POST /api/x?y=1 HTTP/1.1\r\nHost: 127.0.0.1:" + std::to_string(server.port) + "\r\nConnection: close\r\nIdempotency-Key: k\r\nContent-Length: 2\r\n\r\n{}");
  EXPECT_EQ(reply.bytes_out, server.requests()[0].size());
}

TEST(ClientTest, EveryWayToSayABody) {
  EXPECT_EQ(after("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n4;x=y\r\ndefg\r\n0\r\n\r\n").body, "abcdefg");
  EXPECT_EQ(after("HTTP/1.0 200 OK\r\n\r\nuntil the end").body, "until the end");
  EXPECT_EQ(after("HTTP/1.1 204 No Content\r\n\r\n").status, 204);
  EXPECT_EQ(after("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n" + RudeServer::ok("then")).body, "then");
  const ClientReply moved = after(RudeServer::ok("", "302 Found", "Location: http://169.254.169.254/\r\n"));
  EXPECT_EQ(moved.status, 302);  // and nobody went there
}

TEST(ClientTest, WhatBreaksOffIsToldAsUnknown) {
  EXPECT_NE(after("").broken, "");
  EXPECT_NE(after("HTTP/1.1 200").broken, "");
  EXPECT_NE(after("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nshort").broken, "");
  EXPECT_EQ(after("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nshort").status, 200);
  EXPECT_NE(after("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n").broken, "");
  EXPECT_NE(after("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nabc\r\n").broken, "");
  EXPECT_NE(after("SSH-2.0-OpenSSH\r\n\r\n").broken, "");
  EXPECT_NE(after("HTTP/1.1 abc OK\r\n\r\n").broken, "");
  EXPECT_NE(after("HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab").broken, "");
  std::string interims;
  for (int i = 0; i < 20; ++i) interims += "HTTP/1.1 100 Continue\r\n\r\n";
  EXPECT_NE(after(interims + RudeServer::ok("x")).broken, "");
}

TEST(ClientTest, SizesAreHeld) {
  ClientRequest small = request_to(0);
  small.body_bytes_max = 100;
  EXPECT_NE(after(RudeServer::ok(std::string(101, 'x')), small).broken, "");
  EXPECT_EQ(after(RudeServer::ok(std::string(100, 'x')), small).broken, "");
  EXPECT_NE(after("HTTP/1.1 200 OK\r\n\r\n" + std::string(101, 'x'), small).broken, "");
  EXPECT_NE(after("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFF\r\nx", small).broken, "");
  EXPECT_NE(after("HTTP/1.1 200 OK\r\nX: " + std::string(20'000, 'x') + "\r\n\r\n").broken, "");
  EXPECT_NE(after("HTTP/1.1 200 OK\r\nX: " + std::string(200'000, 'x')).broken, "");
}

TEST(ClientTest, TheDeadlineHolds) {
  RudeServer silent([](int fd, const std::string&) { RudeServer::wait_for_end(fd); });
  const auto began = std::chrono::steady_clock::now();
  const ClientReply reply = exchange(request_to(silent.port, 100ms));
  EXPECT_EQ(reply.broken, "no whole answer came in time");
  EXPECT_LT(std::chrono::steady_clock::now() - began, 4s);
  RudeServer half([](int fd, const std::string&) {
    RudeServer::say(fd, "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf");
    RudeServer::wait_for_end(fd);
  });
  EXPECT_EQ(exchange(request_to(half.port, 100ms)).broken, "no whole answer came in time");
}

TEST(ClientTest, BeforeAnythingIsSentItIsAnError) {
  std::uint16_t closed = 0;
  { RudeServer gone([](int, const std::string&) {}); closed = gone.port; }
  EXPECT_EQ(failure(request_to(closed)).code(), Code::unavailable);
  ClientRequest nowhere = request_to(1);
  nowhere.host = "no-such-host.invalid";
  EXPECT_EQ(failure(nowhere).code(), Code::unavailable);
  RudeServer server([](int fd, const std::string&) { RudeServer::say(fd, RudeServer::ok("")); });
  ClientRequest refused = request_to(server.port);
  refused.refuse_address = [](const IpAddress& ip) { return "not to " + ip.text; };
  EXPECT_EQ(failure(refused).message(), "not to 127.0.0.1");
  ClientRequest split = request_to(server.port);
  split.headers = {{"X", "a\r\nY: b"}};
  EXPECT_EQ(failure(split).code(), Code::invalid);
  split.headers = {{"X: a\r\nY", "b"}};
  EXPECT_EQ(failure(split).code(), Code::invalid);
  ClientRequest plain = request_to(server.port);
  plain.target = "/a b";
  EXPECT_EQ(failure(plain).code(), Code::invalid);
  EXPECT_TRUE(server.requests().empty());
}

TEST(ClientTest, LocalServicesAreKnown) {
  const auto soon = std::chrono::steady_clock::now() + 5s;
  for (const char* text : {"169.254.169.254", "0.0.0.0", "224.0.0.1", "255.255.255.255", "100.100.100.200", "fe80::1", "ff02::1", "::", "fd00:ec2::254", "::ffff:169.254.169.254"})
    EXPECT_TRUE(is_local_service(addresses_of(text, soon).at(0))) << text;
  for (const char* text : {"127.0.0.1", "10.0.0.1", "192.168.1.1", "100.64.0.1", "8.8.8.8", "::1", "fd00::1", "2001:db8::1"}) EXPECT_FALSE(is_local_service(addresses_of(text, soon).at(0))) << text;
}

// A certificate made out to `name`, which signs itself.
struct Certificate {
  EVP_PKEY* key = ::EVP_RSA_gen(2048);
  X509* x509 = ::X509_new();
  explicit Certificate(const std::string& name) {
    ::ASN1_INTEGER_set(::X509_get_serialNumber(x509), 1);
    ::X509_gmtime_adj(::X509_getm_notBefore(x509), -60);
    ::X509_gmtime_adj(::X509_getm_notAfter(x509), 3600);
    ::X509_set_version(x509, 2);
    ::X509_set_pubkey(x509, key);
    ::X509_NAME_add_entry_by_txt(::X509_get_subject_name(x509), "CN", MBSTRING_ASC, reinterpret_cast<const unsigned char*>("test"), -1, -1, 0);
    ::X509_set_issuer_name(x509, ::X509_get_subject_name(x509));
    X509_EXTENSION* names = ::X509V3_EXT_conf_nid(nullptr, nullptr, NID_subject_alt_name, name.c_str());
    ::X509_add_ext(x509, names, -1);
    ::X509_EXTENSION_free(names);
    ::X509_sign(x509, key, ::EVP_sha256());
  }
  ~Certificate() {
    ::X509_free(x509);
    ::EVP_PKEY_free(key);
  }
};

// One TLS connection after another; each gets "hello".
class TlsServer {
 public:
  explicit TlsServer(const Certificate& certificate) {
    ::SSL_CTX_use_certificate(context_, certificate.x509);
    ::SSL_CTX_use_PrivateKey(context_, certificate.key);
    listener_ = ::socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in at{};
    at.sin_family = AF_INET;
    at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    ::bind(listener_, reinterpret_cast<sockaddr*>(&at), sizeof at);
    ::listen(listener_, 4);
    socklen_t size = sizeof at;
    ::getsockname(listener_, reinterpret_cast<sockaddr*>(&at), &size);
    port = ntohs(at.sin_port);
    thread_ = std::jthread([this](const std::stop_token& stop) {
      while (!stop.stop_requested()) {
        pollfd ready{listener_, POLLIN, 0};
        if (::poll(&ready, 1, 20) <= 0) continue;
        const int fd = ::accept(listener_, nullptr, nullptr);
        SSL* ssl = ::SSL_new(context_);
        ::SSL_set_fd(ssl, fd);
        char bytes[4096];
        if (::SSL_accept(ssl) == 1 && ::SSL_read(ssl, bytes, sizeof bytes) > 0) {
          ++served;
          ::SSL_write(ssl, "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello", 43);
          ::SSL_shutdown(ssl);
        }
        ::SSL_free(ssl);
        ::close(fd);
      }
    });
  }
  ~TlsServer() {
    thread_.request_stop();
    thread_.join();
    ::close(listener_);
    ::SSL_CTX_free(context_);
  }
  std::uint16_t port = 0;
  std::atomic<int> served = 0;

 private:
  SSL_CTX* context_ = ::SSL_CTX_new(::TLS_server_method());
  int listener_ = -1;
  std::jthread thread_;
};

TEST(ClientTest, TlsIsCheckedAgainstTrustAndName) {
  ::signal(SIGPIPE, SIG_IGN);
  const Certificate good("DNS:localhost,IP:127.0.0.1"), other("DNS:example.org");
  const auto file = std::filesystem::temp_directory_path() / ("gw_client_" + std::to_string(::getpid()) + ".pem");
  FILE* out = std::fopen(file.c_str(), "w");
  ::PEM_write_X509(out, good.x509);
  ::PEM_write_X509(out, other.x509);
  std::fclose(out);
  TlsServer server(good), stranger(other);
  ClientRequest request = request_to(server.port);
  request.tls = true;
  EXPECT_EQ(failure(request).code(), Code::unavailable);  // trusted by nobody
  ::setenv("SSL_CERT_FILE", file.c_str(), 1);
  EXPECT_EQ(exchange(request).body, "hello");
  request.host = "localhost";
  EXPECT_EQ(exchange(request).body, "hello");
  request.port = stranger.port;
  EXPECT_EQ(failure(request).code(), Code::unavailable);  // trusted, but somebody else
  EXPECT_EQ(stranger.served, 0);
  RudeServer plain([](int, const std::string&) {});
  request.port = plain.port;
  request.deadline = std::chrono::steady_clock::now() + 300ms;
  EXPECT_EQ(failure(request).code(), Code::unavailable);
  ::unsetenv("SSL_CERT_FILE");
  std::filesystem::remove(file);
}

}  // namespace
}  // namespace gw
