#include "net/server.h"

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <filesystem>
#include <thread>

#include "base/time.h"

namespace gw {
namespace {

using namespace std::chrono_literals;

/// A client that sees bytes, so that it can be as rude as a test needs.
class Client {
 public:
  explicit Client(std::uint16_t port, const char* from = "127.0.0.1") {
    fd_ = ::socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in own{};
    own.sin_family = AF_INET;
    ::inet_pton(AF_INET, from, &own.sin_addr);
    ::bind(fd_, reinterpret_cast<sockaddr*>(&own), sizeof own);
    sockaddr_in to{};
    to.sin_family = AF_INET;
    to.sin_port = htons(port);
    to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    connected = ::connect(fd_, reinterpret_cast<sockaddr*>(&to), sizeof to) == 0;
  }
  ~Client() { ::close(fd_); }
  bool send(std::string_view bytes) { return ::send(fd_, bytes.data(), bytes.size(), MSG_NOSIGNAL) == static_cast<ssize_t>(bytes.size()); }
  /// What comes until `end` is in it, the connection ends, or `patience` is over.
  std::string receive(std::string_view end = "", std::chrono::milliseconds patience = 5s) {
    const auto until = std::chrono::steady_clock::now() + patience;
    std::string out;
    char bytes[65536];
    while (end.empty() || out.find(end) == std::string::npos) {
      pollfd ready{fd_, POLLIN, 0};
      const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(until - std::chrono::steady_clock::now()).count();
      if (left <= 0 || ::poll(&ready, 1, static_cast<int>(left)) <= 0) break;
      const ssize_t n = ::recv(fd_, bytes, sizeof bytes, 0);
      if (n <= 0) {
        closed = true;
        break;
      }
      out.append(bytes, static_cast<std::size_t>(n));
    }
    return out;
  }
  bool connected = false, closed = false;

 private:
  int fd_;
};

class ServerTest : public testing::Test {
 protected:
  ServerTest() {
    std::string pattern = (std::filesystem::temp_directory_path() / "gw_net_XXXXXX").string();
    folder = ::mkdtemp(pattern.data());
  }
  ~ServerTest() override {
    if (thread.joinable()) stop();
    std::filesystem::remove_all(folder);
  }
  void start(ServerLimits limits = {}) {
    Site site;
    site.admit = [this](const Request& head) -> Task<BodyRule> {
      if (head.path == "/refused") throw Error(Code::forbidden, "no");
      co_return BodyRule{1000000, head.path == "/spool", admitted};
    };
    site.handle = [this](Request request) { return handle(std::move(request)); };
    site.failure = [](const Error& e, int status, const Request*) {
      Response response;
      response.status = status;
      response.body = e.message();
      return response;
    };
    server = std::make_unique<Server>(loop, pool, parse_address("127.0.0.1:0"), std::vector<std::string>{}, limits, folder / "spool", std::move(site));
    port = server->address().port;
    server->start();
    thread = std::thread([this] { loop.run(); });
  }
  void stop(std::chrono::milliseconds grace = 3s) {
    loop.spawn([](Server* s, bool* clean, std::chrono::milliseconds time) -> Task<void> { *clean = co_await s->stop(time); }(server.get(), &stopped_clean, grace),
               [](std::exception_ptr e) { EXPECT_FALSE(e); });
    thread.join();
  }
  Task<Response> handle(Request request) {
    Response response;
    if (request.path == "/slow") co_await pause(300ms);
    if (request.path == "/blocking") co_await off_loop(pool, [] { std::this_thread::sleep_for(200ms); });
    if (request.path == "/throws") throw Error(Code::not_found, "nothing here");
    if (request.path == "/breaks") throw std::runtime_error("boom");
    if (request.path == "/late") co_await within(50ms, pause(10s));
    if (request.path == "/inject") response.headers.set("X-A", "b\r\nX-C: d");
    if (request.path == "/big") response.body.assign(20'000'000, 'x');
    if (request.path == "/stream") {
      response.stream = [this](Outgoing& out) -> Task<void> {
        for (int i = 0; i < 3; ++i) co_await out.send(sse_event("tick", std::to_string(i)));
        streamed = true;
      };
      co_return response;
    }
    if (request.path == "/flood") {
      response.stream = [this](Outgoing& out) -> Task<void> {
        for (flooded = 0; flooded < 1000; ++flooded) co_await out.send(std::string(1 << 20, 'x'));
      };
      co_return response;
    }
    if (request.path == "/spool" && request.spooled) {
      spooled = request.spooled->path;
      response.body = "spooled " + std::to_string(std::filesystem::file_size(request.spooled->path));
      co_return response;
    }
    if (response.body.empty()) response.body = request.method + " " + request.path + " " + request.param("q") + " " + std::to_string(request.body.size());
    co_return response;
  }
  std::string ask(std::string_view bytes) {
    Client client(port);
    client.send(bytes);
    return client.receive();
  }
  /// A client whose request has been begun and waits for three bytes of its body.
  std::unique_ptr<Client> at_work() {
    auto client = std::make_unique<Client>(port);
    client->send("POST /b HTTP/1.1\r\nHost: localhost\r\nExpect: 100-continue\r\nContent-Length: 3\r\n\r\n");
    EXPECT_EQ(client->receive("\r\n\r\n"), "HTTP/1.1 100 Continue\r\n\r\n");
    return client;
  }
  std::string status(std::string_view bytes) { return ask(bytes).substr(0, 12); }

  std::filesystem::path folder, spooled;
  Loop loop;
  Pool pool{2};
  std::unique_ptr<Server> server;
  std::thread thread;
  std::uint16_t port = 0;
  bool stopped_clean = false;
  std::atomic<bool> streamed = false;
  std::atomic<int> flooded = 0;
  const std::shared_ptr<const void> admitted = std::make_shared<int>(0);
};

constexpr std::string_view host = "Host: localhost\r\n";

std::string get(std::string_view path, std::string_view more = "Connection: close\r\n") {
  return "GET " + std::string(path) + " HTTP/1.1\r\n" + std::string(host) + std::string(more) + "\r\n";
}
std::string post(std::string_view path, std::size_t bytes, std::string_view more = "Connection: close\r\n") {
  return "POST " + std::string(path) + " HTTP/1.1\r\n" + std::string(host) + std::string(more) + "Content-Length: " + std::to_string(bytes) + "\r\n\r\n";
}

TEST_F(ServerTest, AnswersAndKeepsAlive) {
  start();
  Client client(port);
  for (int i = 0; i < 3; ++i) {
    client.send(get("/a%20b?q=%E4%B8%AD", ""));
    const auto reply = client.receive("中 0");
    EXPECT_TRUE(reply.starts_with("HTTP/1.1 200 OK\r\n")) << reply;
    EXPECT_NE(reply.find("Connection: keep-alive"), std::string::npos);
    EXPECT_NE(reply.find("\r\n\r\nGET /a b 中 0"), std::string::npos);
  }
  // Two requests in one packet get two answers, in order.
  client.send(get("/one", "") + post("/two", 5, "") + "12345");
  EXPECT_NE(client.receive("POST /two  5").find("GET /one  0"), std::string::npos);
  // HEAD has the length and no body; HTTP/1.0 ends the connection.
  const auto head = ask("HEAD /x HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
  EXPECT_NE(head.find("Content-Length: 10"), std::string::npos);
  EXPECT_TRUE(head.ends_with("\r\n\r\n"));
  EXPECT_NE(ask("GET /x HTTP/1.0\r\nHost: localhost\r\n\r\n").find("Connection: close"), std::string::npos);
}

TEST_F(ServerTest, MalformedRequestsGetAnAnswerOrNothing) {
  start();
  const std::pair<std::string, const char*> table[] = {
      {"GET / HTTP/1.1\r\n\r\n", "HTTP/1.1 400"},                                         // no Host
      {"GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", "HTTP/1.1 400"},
      {"GET / HTTP/1.1\r\nHost: evil.example\r\n\r\n", "HTTP/1.1 403"},
      {"GET http://x/ HTTP/1.1\r\nHost: localhost\r\n\r\n", "HTTP/1.1 400"},
      {"GET /%zz HTTP/1.1\r\nHost: localhost\r\n\r\n", "HTTP/1.1 400"},
      {"\x16\x03\x01\x02garbage\r\n\r\n", "HTTP/1.1 400"},
      {"GET / HTTP/3.0\r\nHost: localhost\r\n\r\n", "HTTP/1.1 505"},
      {"GET / HTTP/1.1\r\nHost: localhost\r\nX: " + std::string(20000, 'x') + "\r\n\r\n", "HTTP/1.1 431"},
      {"GET /" + std::string(9000, 'x') + " HTTP/1.1\r\nHost: localhost\r\n\r\n", "HTTP/1.1 400"},
      {"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", "HTTP/1.1 400"},
      {"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\n12345", "HTTP/1.1 400"},
      {"POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n", "HTTP/1.1 501"},
      {"POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", "HTTP/1.1 400"},
      {"POST / HTTP/1.1\r\nHost: localhost\r\nExpect: a pony\r\nContent-Length: 1\r\n\r\n", "HTTP/1.1 417"},
      {"POST / HTTP/1.1\r\nHost: localhost\r\nOrigin: http://evil.example\r\nContent-Length: 0\r\n\r\n", "HTTP/1.1 403"},
      {"POST / HTTP/1.1\r\nHost: localhost\r\nSec-Fetch-Site: cross-site\r\nContent-Length: 0\r\n\r\n", "HTTP/1.1 403"},
      {post("/", 1000001), "HTTP/1.1 413"},
      {post("/refused", 900000), "HTTP/1.1 403"},
      {get("/throws"), "HTTP/1.1 404"},
      {get("/breaks"), "HTTP/1.1 500"},
      {get("/late"), "HTTP/1.1 504"},
      {get("/inject"), ""},
  };
  for (const auto& [bytes, expected] : table) EXPECT_EQ(status(bytes), expected) << bytes.substr(0, 100);
  EXPECT_EQ(status(get("/")), "HTTP/1.1 200") << "the server goes on";
}

TEST_F(ServerTest, BodiesInMemoryAndInFiles) {
  start();
  EXPECT_NE(ask(post("/b", 900000) + std::string(900000, 'x')).find("POST /b  900000"), std::string::npos);
  EXPECT_NE(ask("POST /c HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n4;x=y\r\ndefg\r\n0\r\n\r\n").find("POST /c  7"),
            std::string::npos);
  EXPECT_NE(ask(post("/spool", 900000) + std::string(900000, 'x')).find("spooled 900000"), std::string::npos);
  EXPECT_FALSE(std::filesystem::exists(spooled)) << "the file goes with the request";
  std::string chunks;
  for (int i = 0; i < 20; ++i) chunks += "10000\r\n" + std::string(0x10000, 'x') + "\r\n";
  EXPECT_EQ(status("POST /c HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n" + chunks), "HTTP/1.1 413");
  Client waits(port);
  waits.send(post("/b", 3, "Expect: 100-continue\r\nConnection: close\r\n"));
  EXPECT_EQ(waits.receive("\r\n\r\n"), "HTTP/1.1 100 Continue\r\n\r\n");
  waits.send("abc");
  EXPECT_NE(waits.receive().find("POST /b  3"), std::string::npos);
}

TEST_F(ServerTest, SlowOnesAreLetGo) {
  ServerLimits limits;
  limits.head_time = 300ms;
  limits.first_time = 300ms;
  limits.idle_time = 300ms;
  limits.body_grace = 300ms;
  limits.write_time = 300ms;
  start(limits);
  {  // A head that drips in.
    Client drip(port);
    const Stopwatch watch;
    drip.send("GET / HTTP/1.1\r\n");
    bool open = true;
    for (int i = 0; i < 40 && open; ++i) {
      open = drip.send("X: y\r\n");
      drip.receive("never", 50ms);
      open = open && !drip.closed;
    }
    EXPECT_FALSE(open);
    EXPECT_LT(watch.ms(), 1500);
  }
  {  // A body that drips in: never silent, far below the least speed.
    Client drip(port);
    const Stopwatch watch;
    drip.send(post("/b", 100000));
    bool open = true;
    for (int i = 0; i < 40 && open; ++i) {
      open = drip.send("x");
      drip.receive("never", 50ms);
      open = open && !drip.closed;
    }
    EXPECT_FALSE(open);
    EXPECT_LT(watch.ms(), 1500);
  }
  {  // A connection that says nothing.
    Client silent(port);
    const Stopwatch watch;
    EXPECT_EQ(silent.receive(), "");
    EXPECT_TRUE(silent.closed);
    EXPECT_LT(watch.ms(), 1500);
  }
  {  // A reader that does not read: the writer gives up.
    Client deaf(port);
    deaf.send(get("/flood"));
    std::this_thread::sleep_for(900ms);
    EXPECT_LT(flooded, 100) << "the sender is held back by the reader";
    deaf.receive("never", 3s);
    EXPECT_TRUE(deaf.closed);
  }
  EXPECT_EQ(status(get("/")), "HTTP/1.1 200");
}

TEST_F(ServerTest, TooManyConnectionsAreToldSo) {
  ServerLimits limits;
  limits.connections = 5;
  start(limits);
  std::vector<std::unique_ptr<Client>> held;
  for (int i = 0; i < 5; ++i) held.push_back(at_work());
  EXPECT_EQ(status(get("/")), "HTTP/1.1 503");
  held.clear();
  std::string reply;
  for (int i = 0; i < 40 && reply != "HTTP/1.1 200"; ++i) {
    std::this_thread::sleep_for(20ms);
    reply = status(get("/"));
  }
  EXPECT_EQ(reply, "HTTP/1.1 200");
}

TEST_F(ServerTest, TheLongestSilentGoesWhenAllPlacesAreTaken) {
  ServerLimits limits;
  limits.connections = 5;
  start(limits);
  const auto busy = at_work();
  std::vector<std::unique_ptr<Client>> silent;
  for (int i = 0; i < 4; ++i) {
    silent.push_back(std::make_unique<Client>(port));
    silent.back()->send(get("/", ""));
    silent.back()->receive("GET /  0");
  }
  silent[0]->send(get("/", ""));  // so that the second has been silent longest
  silent[0]->receive("GET /  0");
  EXPECT_EQ(status(get("/")), "HTTP/1.1 200");
  silent[1]->receive("never", 500ms);
  EXPECT_TRUE(silent[1]->closed);
  for (const int stays : {0, 2, 3}) {
    silent[static_cast<std::size_t>(stays)]->send(get("/", ""));
    EXPECT_NE(silent[static_cast<std::size_t>(stays)]->receive("GET /  0").find("200 OK"), std::string::npos) << stays;
  }
  busy->send("abc");
  EXPECT_NE(busy->receive("POST /b  3").find("200 OK"), std::string::npos);
}

TEST_F(ServerTest, OneAddressHasAShareOfThePlaces) {
  ServerLimits limits;
  limits.connections = 20;
  limits.per_loopback = 3;
  start(limits);
  std::vector<std::unique_ptr<Client>> held;
  for (int i = 0; i < 3; ++i) held.push_back(at_work());
  EXPECT_EQ(status(get("/")), "HTTP/1.1 503");
  Client other(port, "127.0.0.2");
  other.send(get("/"));
  EXPECT_EQ(other.receive().substr(0, 12), "HTTP/1.1 200");
  // One who only keeps silent makes room for the next of the same address.
  held.front()->send("abc");
  held.front()->receive("POST /b  3");
  EXPECT_EQ(status(get("/")), "HTTP/1.1 200");
  held.front()->receive("never", 500ms);
  EXPECT_TRUE(held.front()->closed);
}

TEST_F(ServerTest, WhatAdmitGivesLivesAsLongAsTheRequest) {
  start();
  {
    const auto receiving = at_work();
    EXPECT_EQ(admitted.use_count(), 2) << "while the body comes";
    receiving->send("abc");
    receiving->receive("POST /b  3");
    EXPECT_EQ(admitted.use_count(), 1) << "answered";
    Client busy(port);
    busy.send(get("/slow", ""));
    std::this_thread::sleep_for(100ms);
    EXPECT_EQ(admitted.use_count(), 2) << "while it is answered";
    busy.receive("GET /slow  0");
  }
  {
    const auto leaves = at_work();
    EXPECT_EQ(admitted.use_count(), 2);
  }
  for (int i = 0; i < 100 && admitted.use_count() > 1; ++i) std::this_thread::sleep_for(10ms);
  EXPECT_EQ(admitted.use_count(), 1) << "the client went in the middle of its body";
}

TEST_F(ServerTest, StreamsEvents) {
  start();
  Client client(port);
  client.send(get("/stream"));
  const auto reply = client.receive();
  EXPECT_NE(reply.find("Transfer-Encoding: chunked"), std::string::npos);
  EXPECT_NE(reply.find("event: tick\ndata: 2\n\n\r\n0\r\n\r\n"), std::string::npos) << reply;
  EXPECT_TRUE(streamed);
  EXPECT_EQ(ask("GET /stream HTTP/1.0\r\nHost: localhost\r\n\r\n").find("chunked"), std::string::npos);
}

TEST_F(ServerTest, LargeResponsesArriveWhole) {
  start();
  Client client(port);
  client.send(get("/big"));
  const auto reply = client.receive();
  EXPECT_EQ(reply.size() - reply.find("\r\n\r\n") - 4, 20'000'000u);
}

TEST_F(ServerTest, StopLetsRequestsFinishAndIdleOnesGo) {
  start();
  Client idle(port), busy(port), blocking(port);
  idle.send(get("/", ""));
  idle.receive("GET /  0");
  busy.send(get("/slow", ""));
  blocking.send(get("/blocking", ""));
  std::this_thread::sleep_for(50ms);
  const Stopwatch watch;
  std::thread stopper([this] { stop(); });
  const auto reply = busy.receive();
  EXPECT_NE(reply.find("GET /slow  0"), std::string::npos);
  EXPECT_NE(reply.find("Connection: close"), std::string::npos);
  EXPECT_NE(blocking.receive().find("GET /blocking  0"), std::string::npos);
  idle.receive();
  EXPECT_TRUE(idle.closed);
  EXPECT_FALSE(Client(port).connected);
  stopper.join();
  EXPECT_TRUE(stopped_clean);
  EXPECT_LT(watch.ms(), 3000);
}

TEST_F(ServerTest, StopCutsWhatDoesNotEnd) {
  start();
  Client deaf(port);
  deaf.send(get("/flood"));
  std::this_thread::sleep_for(100ms);
  const Stopwatch watch;
  stop(200ms);
  EXPECT_TRUE(stopped_clean);
  EXPECT_LT(watch.ms(), 2500);
}

TEST(Tasks, ResultsAndDeadlines) {
  Loop loop;
  Pool pool(2);
  int seen = 0;
  auto story = [](Pool* threads, int* out) -> Task<void> {
    auto work = [] { return 41; };
    *out = co_await off_loop(*threads, work);
    auto fails = []() -> int { throw Error(Code::busy, "x"); };
    const auto result = co_await as_result(off_loop(*threads, fails));
    EXPECT_FALSE(result);
    EXPECT_EQ(result.error().code(), Code::busy);
    auto breaks = []() -> int { throw std::runtime_error("a foreign failure"); };
    const auto foreign = co_await as_result(off_loop(*threads, breaks));
    EXPECT_FALSE(foreign);
    EXPECT_EQ(foreign.error().code(), Code::internal);
    EXPECT_EQ(foreign.error().detail(), "a foreign failure");
    const Stopwatch watch;
    const auto late = co_await as_result(within(30ms, pause(10s)));
    EXPECT_EQ(late.error().code(), Code::timeout);
    EXPECT_LT(watch.ms(), 2000);
    // A failure inside comes out at once, not when the time is over.
    auto failing = []() -> Task<int> { co_await pause(1ms); throw Error(Code::conflict, "y"); };
    const auto failed = co_await as_result(within(10s, failing()));
    EXPECT_EQ(failed.error().code(), Code::conflict);
    EXPECT_LT(watch.ms(), 4000);
    ++*out;
  };
  loop.spawn(story(&pool, &seen), [](std::exception_ptr e) { EXPECT_FALSE(e); });
  loop.run();
  EXPECT_EQ(seen, 42);
}

TEST(Tasks, StopCancelsAndAwaits) {
  Loop loop;
  Tasks tasks(loop.executor());
  bool ended = false, all = false;
  auto forever = [](bool* out) -> Task<void> {
    struct End { bool* out; ~End() { *out = true; } } end{out};
    co_await as_result(pause(1h));  // a cancellation is not a failure that one goes on after
    co_await pause(1h);
  };
  tasks.start("forever", forever(&ended));
  auto stop = [](Tasks* t, bool* out) -> Task<void> {
    co_await pause(10ms);
    EXPECT_EQ(t->running(), 1u);
    *out = co_await t->stop(2s);
  };
  loop.spawn(stop(&tasks, &all), [](std::exception_ptr) {});
  loop.run();
  EXPECT_TRUE(ended);
  EXPECT_TRUE(all);
}

}  // namespace
}  // namespace gw
