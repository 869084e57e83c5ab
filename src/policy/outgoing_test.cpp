// What policy.yaml lets out, and what it does not.
#include "policy/outgoing.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <cstdlib>

#include "base/error.h"
#include "base/folder_test.h"
#include "net/rude_server_test.h"
#include "policy/people.h"

namespace gw {
namespace {

std::string told(std::string_view text) {
  std::vector<Problem> problems;
  read_destinations(text, problems);
  std::string out;
  for (const auto& problem : problems) out += std::to_string(problem.place.line) + ":" + std::to_string(problem.place.column) + " " + problem.message + "\n";
  return out;
}

TEST(DestinationsTest, AreRead) {
  std::vector<Problem> problems;
  const auto all = read_destinations(
      "# what may leave\ndestinations:\n  tickets:\n    url: http://10.0.0.1:8080/api\n    where: inside\n    highest: confidential\n    headers:\n      Authorization: {env: TOKEN, prefix: \"Bearer \"}\n      X-App: groundwork\n",
      problems);
  EXPECT_TRUE(problems.empty()) << problems.front().message;
  ASSERT_EQ(all.size(), 1u);
  EXPECT_EQ(all[0].url.origin(), "http://10.0.0.1:8080");
  EXPECT_EQ(all[0].where, Where::inside);
  EXPECT_EQ(all[0].highest, Label::confidential);
  ASSERT_EQ(all[0].headers.size(), 2u);
  EXPECT_EQ(all[0].headers[0].second.what, "TOKEN");
  for (const char* empty : {"", "# nothing\n", "{}\n", "destinations:\n"}) EXPECT_EQ(told(empty), "") << empty;
}

TEST(DestinationsTest, AllProblemsAtOnce) {
  const std::string text =
      "destination: {}\n"
      "destinations:\n"
      "  a: {where: here}\n"
      "  b: {url: \"ftp://x\", where: inside, higest: public}\n"
      "  c: {url: \"http://x\", where: outside}\n"
      "  d: {url: \"https://x\", where: inside, highest: secret, headers: {Authorization: abc, Host: x, \"a b\": c}}\n"
      "  e: {url: \"https://x\", where: inside, headers: {X: {env: A, file: b}, Y: {file: ../b}, Z: [1]}}\n"
      "  f: text\n";
  EXPECT_EQ(told(text),
            "1:1 policy.yaml has no \"destination\"; did you mean \"destinations\"?\n"
            "3:6 a destination needs \"url\": the address under which requests may go\n"
            "3:14 \"where\" is inside or outside, not \"here\"\n"
            "4:12 \"url\": an address begins with https:// or http://\n"
            "4:38 a destination has no \"higest\"; did you mean \"highest\"?\n"
            "5:12 what goes outside goes by https\n"
            "6:49 \"highest\" is public, internal, confidential or restricted, not \"secret\"\n"
            "6:82 a secret does not stand in this file; write Authorization: {env: NAME} or {file: secrets/x}\n"
            "6:87 \"Host\" is set by the program\n"
            "6:96 \"a b\" is no name of a header\n"
            "7:53 a header's secret comes from either \"env\" or \"file\"\n"
            "7:82 \"file\" is a path in the workspace\n"
            "7:92 a header is a text, {env: NAME} or {file: secrets/x}\n"
            "8:6 destination \"f\" must be a table like {url: \"https://host/path\", where: inside}\n");
  EXPECT_NE(told("destinations: [1"), "");
}

class EgressTest : public testing::Test {
 protected:
  void policy(const std::string& more = "", const std::string& host = "127.0.0.1") {
    write_file(root / "policy.yaml", "destinations:\n  tickets:\n    url: http://" + host + ":" + std::to_string(server.port) + "/api\n    where: inside\n" + more);
  }
  WireRequest to(const std::string& target, const std::string& host = "127.0.0.1") {
    return {.method = "POST", .url = "http://" + host + ":" + std::to_string(server.port) + target, .body = "{}", .who = "li", .run = "r1", .key = "k1",
            .deadline = std::chrono::steady_clock::now() + std::chrono::seconds(5)};
  }
  Error refused(WireRequest request) {
    try {
      egress.ask(std::move(request));
    } catch (const Error& error) {
      return error;
    }
    return {Code::internal, "it went out"};
  }
  AuditRow last() { return store.reading<std::vector<AuditRow>>([](Db& db) { return recent_audit(db, 0, 1); }).at(0); }

  const TestWorkspace place;
  const fs::path root = place.path;
  RudeServer server{[](int fd, const std::string&) { RudeServer::say(fd, RudeServer::ok("{}", "201 Created")); }};
  Store store{Workspace{root}};
  Egress egress{store, Policy(root)};
};

TEST_F(EgressTest, OnlyWhatIsDeclaredLeaves) {
  EXPECT_EQ(refused(to("/api/x")).code(), Code::forbidden);  // no file
  policy();
  EXPECT_EQ(egress.ask(to("/api/x")).status, 201);
  EXPECT_EQ(last().act, "send");
  EXPECT_EQ(last().who, "li");
  EXPECT_EQ(last().subject, "tickets");
  EXPECT_NE(last().detail.find("POST 201, inside 127.0.0.1"), std::string::npos) << last().detail;
  for (const auto& other : {to("/apis"), to("/"), to("/api", "localhost")}) {
    const Error error = refused(other);
    EXPECT_EQ(error.code(), Code::forbidden);
    EXPECT_NE(error.message().find("policy.yaml"), std::string::npos);
    EXPECT_EQ(last().act, "send.refused");
  }
  EXPECT_EQ(refused(to("/api/../x")).code(), Code::invalid);
  EXPECT_EQ(server.requests().size(), 1u);
  EXPECT_NE(server.requests()[0].find("Idempotency-Key: k1\r\n"), std::string::npos);
  write_file(root / "policy.yaml", "destinations:\n  tickets: {url: x}\n");
  EXPECT_EQ(refused(to("/api/x")).code(), Code::forbidden);  // a mistake lets nothing out
}

TEST_F(EgressTest, LabelsAreHeld) {
  policy();
  WireRequest secret = to("/api");
  secret.label = Label::confidential;
  EXPECT_EQ(refused(secret).code(), Code::forbidden);
  policy("    highest: confidential\n");
  EXPECT_EQ(egress.ask(secret).status, 201);
}

TEST_F(EgressTest, SecretsComeByReference) {
  policy("    headers: {Authorization: {env: GW_TEST_TOKEN, prefix: \"Bearer \"}, X-Key: {file: secrets/key}}\n");
  EXPECT_EQ(refused(to("/api")).code(), Code::invalid);
  ::setenv("GW_TEST_TOKEN", "t0ken", 1);
  EXPECT_EQ(refused(to("/api")).code(), Code::invalid);
  fs::create_directories(root / "secrets");
  write_file(root / "secrets/key", "k3y\n");
  ::chmod((root / "secrets/key").c_str(), 0644);
  EXPECT_NE(refused(to("/api")).message().find("chmod 600"), std::string::npos);
  ::chmod((root / "secrets/key").c_str(), 0600);
  EXPECT_EQ(egress.ask(to("/api")).status, 201);
  const std::string sent = server.requests().at(0);
  EXPECT_NE(sent.find("Authorization: Bearer t0ken\r\n"), std::string::npos);
  EXPECT_NE(sent.find("X-Key: k3y\r\n"), std::string::npos);
  EXPECT_EQ(last().detail.find("t0ken"), std::string::npos);
  for (const char* own : {"authorization", "X-KEY", "Host", "Transfer-Encoding", "Idempotency-Key"}) {
    WireRequest request = to("/api");
    request.headers = {{own, "x"}};
    EXPECT_EQ(refused(request).code(), Code::invalid) << own;
  }
}

TEST_F(EgressTest, ADeclaredNameMayLeadToThisMachine) {
  policy("", "localhost");
  EXPECT_EQ(egress.ask(to("/api", "localhost")).status, 201);
}

TEST_F(EgressTest, NothingSentIsTold) {
  policy();
  std::uint16_t closed = 0;
  { RudeServer gone([](int, const std::string&) {}); closed = gone.port; }
  write_file(root / "policy.yaml", "destinations:\n  tickets: {url: \"http://127.0.0.1:" + std::to_string(closed) + "\", where: inside}\n");
  WireRequest request = to("/");
  request.url = "http://127.0.0.1:" + std::to_string(closed) + "/";
  const Error error = refused(request);
  EXPECT_EQ(error.code(), Code::unavailable);
  EXPECT_TRUE(error.message().starts_with("Nothing was sent to tickets: ")) << error.message();
}

}  // namespace
}  // namespace gw
