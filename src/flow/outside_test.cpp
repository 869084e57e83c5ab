// Runs that reach outside: requests to a counting server, programs, other applications; and what is known after a death in between.
#include <gtest/gtest.h>

#include <cstdlib>

#include "base/error.h"
#include "flow/check.h"
#include "flow/doors_test.h"
#include "flow/parent_table.h"
#include "flow/runner.h"
#include "flow/walk.h"
#include "ingest/document_table.h"
#include "net/rude_server_test.h"
#include "policy/people.h"
#include "proc/confine.h"

namespace gw {
namespace {

using State = StepRecord::State;

class OutsideTest : public DoorsTest {
 protected:
  void SetUp() override {
    write_file(root / "policy.yaml", "destinations:\n  tickets: {url: \"http://127.0.0.1:" + std::to_string(server.port) + "/api\", where: inside}\n");
    runner = another();
  }

  RunnerSources sources() {
    return {[this] { return now.load(); }, [this] { return "run" + std::to_string(++ids); }};
  }
  std::unique_ptr<Runner> another() { return std::make_unique<Runner>(doors(), sources()); }

  std::int64_t app(const std::string& steps, const std::string& output = "${inputs.question}", const std::string& name = "it", std::map<std::string, std::string> files = {}) {
    const std::string text = "name: " + name + "\ntitle: It\npurpose: A test.\ninputs:\n  question: {type: string}\nsteps:\n" + steps + "outputs:\n  answer: {}\noutput:\n  answer: \"" + output + "\"\n";
    for (const auto& problem : check_app(text, name).problems) ADD_FAILURE() << problem.place.line << ":" << problem.place.column << " " << problem.message;
    return store.writing<AppVersion>([&](Db& db) {
      auto kept = keep_version(db, {.app = name, .text = text, .files = std::move(files)}, "", 0);
      make_live(db, name, kept.version, "", "release", "", 0);
      return kept;
    }).version;
  }
  Run run(std::int64_t version, const std::string& name = "it") {
    return *runner->run({.app = name, .version = version, .inputs = {{"question", "pump"}}, .caller = administrator()});
  }
  std::string url(const std::string& path = "/api/tickets") { return "http://127.0.0.1:" + std::to_string(server.port) + path; }
  std::string call(const std::string& more = "", const std::string& path = "/api/tickets") {
    return "  - {id: send, kind: call, url: \"" + url(path) + "\", body: {text: \"${inputs.question}\"}" + (more.empty() ? "" : ", ") + more + "}\n";
  }
  void answers(std::vector<std::string> said) {
    const std::lock_guard lock(mutex);
    to_say = std::move(said);
  }
  void document(const std::string& name, const std::string& text, std::vector<std::string> groups = {}, Label label = Label::internal, std::uint32_t times = 1) {
    const auto length = static_cast<std::uint32_t>(text.size());
    std::vector<Chunk> chunks;
    for (std::uint32_t i = 0; i < times; ++i) chunks.push_back({.start = i * length, .length = length, .text = text});
    store.write([&](Db& db) {
      DocumentRow row{.collection = "default", .name = name, .title = name, .format = "txt", .hash = name};
      row.compartment = intern_compartment(db, "default", std::move(groups), label);
      insert_document(db, row, {{.kind = BlockKind::paragraph, .start = 0, .end = times * length}}, chunks, {});
    });
  }
  std::size_t asked() { return server.requests().size(); }
  // Leaves a run as a process does that dies after its step `send` had begun.
  std::string died_in_the_middle(std::int64_t version) {
    Run begun{.id = "dead", .app = "it", .version = version, .inputs = {{"question", "pump"}}, .started_at = 1};
    store.write([&](Db& db) {
      begun.number = 0;
      keep_run(db, begun, {{.state = State::begun}}, "nobody");
    });
    EXPECT_EQ(runner->resume(), std::vector<std::string>{"dead"});
    return begun.id;
  }

  std::atomic<std::int64_t> now = 1795600000000;
  std::atomic<int> ids = 0;
  std::mutex mutex;
  std::vector<std::string> to_say;  // in turn; then all is well. "hang" never answers, "" closes.
  RudeServer server{[this](int fd, const std::string&) {
    std::string next = RudeServer::ok("{\"ticket\": 7}", "201 Created", "Content-Type: application/json\r\n");
    {
      const std::lock_guard lock(mutex);
      if (!to_say.empty()) {
        next = to_say.front();
        to_say.erase(to_say.begin());
      }
    }
    if (next == "hang") RudeServer::wait_for_end(fd);
    else RudeServer::say(fd, next);
  }};
  std::unique_ptr<Runner> runner;
};

TEST_F(OutsideTest, ACallIsSentWithItsKeyAndItsAnswerIsRead) {
  const Run done = run(app(call("answer: {type: object, properties: {ticket: {type: integer}}, required: [ticket]}"), "${steps.send.body.ticket}"));
  ASSERT_EQ(done.state, RunState::done) << done.reason;
  EXPECT_EQ(done.output.at("answer"), 7);
  ASSERT_EQ(asked(), 1u);
  EXPECT_NE(server.requests()[0].find("Idempotency-Key: " + done.id + "-send\r\n"), std::string::npos);
  EXPECT_TRUE(server.requests()[0].ends_with("{\"text\":\"pump\"}"));
}

TEST_F(OutsideTest, AnAddressThatIsNotDeclaredFails) {
  const Run failed = run(app(call("retry: {times: 3, wait: 1ms}", "/other")));
  EXPECT_EQ(failed.state, RunState::failed);
  EXPECT_NE(failed.reason.find("policy.yaml"), std::string::npos) << failed.reason;
  EXPECT_EQ(asked(), 0u);
}

TEST_F(OutsideTest, WhatTheOtherSideRefusesIsRefused) {
  for (const char* status : {"409 Conflict", "422 Unprocessable Entity", "404 Not Found", "302 Found"}) {
    answers({RudeServer::ok("{\"error\": \"no\"}", status)});
    const Run refused = run(app(call("retry: {times: 3, wait: 1ms}")));
    EXPECT_EQ(refused.state, RunState::refused) << status;
    EXPECT_EQ(refused.reason, "tickets answered " + std::string(status, 3) + ".");
  }
  EXPECT_EQ(asked(), 4u);
}

TEST_F(OutsideTest, WhatWasNotDoneIsTriedAgain) {
  const std::int64_t version = app(call("retry: {times: 2, wait: 1ms}"));
  answers({RudeServer::ok("", "429 Too Many Requests"), RudeServer::ok("", "408 Request Timeout")});
  EXPECT_EQ(run(version).state, RunState::done);
  EXPECT_EQ(asked(), 3u);
  answers({RudeServer::ok("", "429 Too Many Requests"), RudeServer::ok("", "429 Too Many Requests"), RudeServer::ok("", "429 Too Many Requests")});
  EXPECT_EQ(run(version).state, RunState::failed);
  EXPECT_EQ(asked(), 6u);
  // The other side says when: the run sleeps until then.
  answers({RudeServer::ok("", "503 Service Unavailable", "Retry-After: 120\r\n")});
  const Run sleeping = run(version);
  ASSERT_EQ(sleeping.state, RunState::sleeping);
  EXPECT_EQ(sleeping.wake_at, now + 120'000);
  EXPECT_TRUE(runner->wake(10).empty());
  now += 120'000;
  EXPECT_EQ(runner->wake(10), std::vector<std::string>{sleeping.id});
  EXPECT_EQ(runner->go_on(sleeping.id).state, RunState::done);
  EXPECT_EQ(asked(), 8u);
}

TEST_F(OutsideTest, WhereTheKeyIsHonouredTheUnknownIsRepeated) {
  const std::int64_t version = app(call("honours_key: true, retry: {times: 2, wait: 1ms}"));
  answers({"", RudeServer::ok("", "500 Internal Server Error")});
  const Run done = run(version);
  EXPECT_EQ(done.state, RunState::done) << done.reason;
  const auto all = server.requests();
  ASSERT_EQ(all.size(), 3u);
  for (const auto& request : all) EXPECT_NE(request.find("Idempotency-Key: " + done.id + "-send\r\n"), std::string::npos);
  EXPECT_TRUE(open_tasks().empty());
  EXPECT_EQ(runner->go_on(died_in_the_middle(version)).state, RunState::done);
  EXPECT_EQ(asked(), 4u);
}

TEST_F(OutsideTest, WhereItIsNotAPersonIsAsked) {
  const std::int64_t version = app(call("retry: {times: 2, wait: 1ms}, timeout: 200ms"));
  for (const std::string& said : {std::string(), std::string("hang"), RudeServer::ok("", "500 Internal Server Error"), std::string("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nshort")}) {
    answers({said});
    const Run waiting = run(version);
    EXPECT_EQ(waiting.state, RunState::waiting) << said;
  }
  EXPECT_EQ(asked(), 4u);  // once each
  EXPECT_EQ(runner->go_on(died_in_the_middle(version)).state, RunState::waiting);
  EXPECT_EQ(asked(), 4u);
  const auto tasks = open_tasks();
  ASSERT_EQ(tasks.size(), 5u);
  for (const auto& task : tasks) EXPECT_EQ(task.kind, "unknown");
  EXPECT_EQ(runner->answer(tasks[0].number, {{"answer", "it happened"}}, administrator()).state, RunState::done);
  EXPECT_EQ(runner->answer(tasks[1].number, {{"answer", "leave it"}}, administrator()).state, RunState::refused);
  EXPECT_EQ(asked(), 4u);
  EXPECT_EQ(runner->answer(tasks[2].number, {{"answer", "do it again"}}, administrator()).state, RunState::done);
  EXPECT_EQ(asked(), 5u);
  // Again unknown: asked again.
  answers({""});
  EXPECT_EQ(runner->answer(tasks[3].number, {{"answer", "do it again"}}, administrator()).state, RunState::waiting);
  EXPECT_EQ(open_tasks().size(), 2u);
}

TEST_F(OutsideTest, NothingSentIsTriedAgainEvenWithoutAKey) {
  std::uint16_t closed = 0;
  { RudeServer gone([](int, const std::string&) {}); closed = gone.port; }
  write_file(root / "policy.yaml", "destinations:\n  tickets: {url: \"http://127.0.0.1:" + std::to_string(closed) + "\", where: inside}\n");
  const Run failed = run(app("  - {id: send, kind: call, url: \"http://127.0.0.1:" + std::to_string(closed) + "\", retry: {times: 2, wait: 1ms}}\n"));
  EXPECT_EQ(failed.state, RunState::failed);
  EXPECT_EQ(failed.steps.at(0).tries, 3);
  EXPECT_TRUE(open_tasks().empty());
}

TEST_F(OutsideTest, WhatRestsOnSecretsStaysIn) {
  document("plan.txt", "The pump is replaced.", {}, Label::confidential);
  index.wait_until_current(30);
  const std::string find = "  - {id: find, kind: search, text: pump}\n";
  const Run failed = run(app(find + call()));
  EXPECT_EQ(failed.state, RunState::failed);
  EXPECT_NE(failed.reason.find("confidential"), std::string::npos) << failed.reason;
  // Nor by way of another application, which knows nothing of where its input comes from.
  app(call(), "${inputs.question}", "sender");
  const Run round = run(app(find + "  - {id: other, kind: app, app: sender, inputs: {question: \"${steps.find.hits[0].text}\"}}\n"));
  EXPECT_EQ(round.state, RunState::failed);
  EXPECT_NE(round.reason.find("confidential"), std::string::npos) << round.reason;
  EXPECT_EQ(asked(), 0u);
}

// Refused, cited or only near: what a result tells of is not sent where its label may not go; neither when another application found it.
TEST_F(OutsideTest, WhatARefusalTellsOfSecretsStaysIn) {
  write_file(root / "policy.yaml", "destinations:\n  tickets: {url: \"http://127.0.0.1:" + std::to_string(server.port) + "/api\", where: inside, highest: internal}\n");
  Egress strict{store, Policy(root)};
  runner = std::make_unique<Runner>(StepDoors{store, index, answerer, library, strict, shelf, records}, sources());
  document("plan.txt", "The pump of plant seven is replaced on Monday by Carl.", {"secret"}, Label::restricted);
  index.wait_until_current(30);
  store.write([](Db& db) { add_user(db, {.name = "carl", .label = Label::restricted, .groups = {"secret"}}); });
  const auto carl = store.reading<Caller>([](Db& db) { return caller_named(db, "carl"); });
  const auto as_carl = [&](std::int64_t version) {
    return *runner->run({.app = "it", .version = version, .inputs = {{"question", "When is the pump of plant seven replaced?"}}, .caller = carl});
  };
  const auto send = [&](const std::string& what) { return "  - {id: send, kind: call, url: \"" + url() + "\", body: {text: \"" + what + "\"}}\n"; };
  const std::string match = "  - {id: find, kind: match, question: \"${inputs.question}\", on_refuse: continue}\n";
  const Run cited = as_carl(app(match + send("${steps.find.citations[0].quote}")));
  EXPECT_EQ(cited.steps.at(0).state, State::refused);
  EXPECT_EQ(cited.state, RunState::failed);
  EXPECT_NE(cited.reason.find("restricted"), std::string::npos) << cited.reason;
  const Run near = as_carl(app("  - {id: find, kind: match, question: \"${inputs.question}\", threshold: 1, on_refuse: continue}\n" + send("${steps.find.nearest[0].title}")));
  EXPECT_EQ(near.state, RunState::failed);
  EXPECT_NE(near.reason.find("restricted"), std::string::npos) << near.reason;
  // Behind more evidence than an `app` step shows.
  document("notes.txt", "A valve of the building is cleaned.", {}, Label::internal, 100);
  index.wait_until_current(30);
  std::string many;
  for (const char* id : {"a", "b", "c"}) many += std::string("  - {id: ") + id + ", kind: search, text: valve building cleaned, k: 100, per_document: 100}\n";
  const std::int64_t inner = app(many + match, "${steps.find.citations[0].quote}", "inner");
  std::size_t shown = 0;
  for (const auto& step : runner->run({.app = "inner", .version = inner, .inputs = {{"question", "When is the pump of plant seven replaced?"}}, .caller = carl})->steps)
    if (step.position < 3) shown += step.evidence.size();
  EXPECT_GT(shown, 200u);
  const Run within = as_carl(app("  - {id: other, kind: app, app: inner, inputs: {question: \"${inputs.question}\"}}\n" + send("${steps.other.outputs.answer}")));
  EXPECT_EQ(within.state, RunState::failed);
  EXPECT_NE(within.reason.find("restricted"), std::string::npos) << within.reason;
  EXPECT_EQ(asked(), 0u);
}

TEST_F(OutsideTest, AProgramReadsAndWritesJson) {
  const std::string python = "#!/usr/bin/python3\nimport json, sys\ngiven = json.load(sys.stdin)\nprint(json.dumps({'long': len(given['text'])}))\n";
  const std::string shell = "#!/bin/sh -e\ncat\n";
  const std::string two = "  - {id: a, kind: script, program: scripts/a, input: {text: \"${inputs.question}\"}, output: {type: object, properties: {long: {type: integer}}, required: [long]}}\n"
                          "  - {id: b, kind: script, program: scripts/b, input: \"${steps.a.output.long}\"}\n";
  const Run done = run(app(two, "${steps.b.output}", "it", {{"scripts/a", python}, {"scripts/b", shell}}));
  ASSERT_EQ(done.state, RunState::done) << done.reason;
  EXPECT_EQ(done.output.at("answer"), 4);
}

TEST_F(OutsideTest, AProgramIsConfined) {
  const std::string made = (root / "made").string();
  const auto script = [&](const std::string& text, const std::string& more = "") {
    return run(app("  - {id: a, kind: script, program: scripts/a" + more + "}\n", "${steps.a.output}", "it", {{"scripts/a", text}}));
  };
  EXPECT_EQ(script("#!/bin/sh\necho wrong >&2; exit 3\n").reason, "Step a: The program scripts/a ended with status 3.");
  EXPECT_EQ(script("#!/bin/sh\necho no json\n").reason, "Step a: The program scripts/a did not write JSON.");
  EXPECT_EQ(script("#!/bin/sh\nsleep 60\n", ", timeout: 300ms").reason, "Step a: The program scripts/a took too long.");
  EXPECT_EQ(script("#!/usr/bin/python3\nprint('x' * 3000000)\n").reason, "Step a: The program scripts/a wrote more than 2 MB.");
  EXPECT_EQ(script("#!/bin/sh\necho 3\n", ", output: {type: string}").state, RunState::failed);
  EXPECT_EQ(script("echo 3\n").state, RunState::failed);
  EXPECT_EQ(script("#!/nowhere/python\n").state, RunState::failed);
  EXPECT_EQ(script("#!/usr/bin/python3\nimport socket\nsocket.create_connection(('127.0.0.1', " + std::to_string(server.port) + "))\nprint(1)\n").state, RunState::failed);
  EXPECT_EQ(script("#!/bin/sh\necho x > " + made + "\necho 1\n").state == RunState::done && fs::exists(made) && fs::file_size(made) > 0, false);
  EXPECT_EQ(asked(), 0u);
  if (!sanitized) EXPECT_NE(script("#!/usr/bin/python3\nx = bytearray(200 << 20)\nimport time\ntime.sleep(5)\nprint(1)\n", ", memory_mb: 64").state, RunState::done);
}

TEST_F(OutsideTest, AnApplicationIsAStep) {
  app("  - {id: take, kind: decide, answer: \"${inputs.question}!\"}\n", "${steps.take.answer}", "inner");
  const std::string step = "  - {id: other, kind: app, app: inner, inputs: {question: \"${inputs.question}\"}}\n";
  const Run done = run(app(step, "${steps.other.outputs.answer}"));
  ASSERT_EQ(done.state, RunState::done) << done.reason;
  EXPECT_EQ(done.output.at("answer"), "pump!");
  const Run inner = stored(std::string(done.steps.at(0).result.at("run").as_string()));
  EXPECT_EQ(inner.cause, "app");
  EXPECT_EQ(inner.state, RunState::done);
  app("  - {id: take, kind: decide, answer: null, reason: Not by me.}\n", "x", "inner");
  const Run refused = run(app(step));
  EXPECT_EQ(refused.state, RunState::refused);
  EXPECT_EQ(refused.reason, "Not by me.");
  const Run unfit = run(app("  - {id: other, kind: app, app: inner, inputs: {questions: x}}\n"));
  EXPECT_EQ(unfit.state, RunState::failed);
  const Run missing = run(app("  - {id: other, kind: app, app: nobody, inputs: {}}\n"));
  EXPECT_EQ(missing.state, RunState::failed);
  EXPECT_NE(missing.reason.find("no live version"), std::string::npos) << missing.reason;
}

TEST_F(OutsideTest, ATrialReachesOtherApplicationsButNothingOutside) {
  app(call() + "  - {id: take, kind: decide, answer: \"${inputs.question}!\"}\n", "${steps.take.answer}", "inner");
  const std::int64_t version = app("  - {id: other, kind: app, app: inner, inputs: {question: \"${inputs.question}\"}}\n", "${steps.other.outputs.answer}");
  const Run tried = runner->trial({.app = "it", .version = version, .inputs = {{"question", "pump"}}, .caller = administrator()});
  ASSERT_EQ(tried.state, RunState::done) << tried.reason;
  EXPECT_EQ(tried.output.at("answer"), "pump!");
  EXPECT_EQ(asked(), 0u);
  EXPECT_TRUE(store.reading<std::vector<Run>>([](Db& db) { return recent_runs(db, "", "", 0, 10); }).empty());
  const std::int64_t round = app("  - {id: other, kind: app, app: round, inputs: {question: x}}\n", "x", "round");
  EXPECT_EQ(runner->trial({.app = "round", .version = round, .inputs = {{"question", "pump"}}, .caller = administrator()}).state, RunState::failed);
}

TEST_F(OutsideTest, ApplicationsDoNotRunThemselvesNorTooDeep) {
  const std::string inputs = ", inputs: {question: \"${inputs.question}\"}}\n";
  app("  - {id: o, kind: app, app: two" + inputs, "x", "one");
  const std::int64_t two = app("  - {id: o, kind: app, app: one" + inputs, "x", "two");
  const Run round = run(two, "two");
  EXPECT_EQ(round.state, RunState::failed);
  EXPECT_NE(round.reason.find("two would run itself: two > one > two."), std::string::npos) << round.reason;
  app("  - {id: take, kind: decide, answer: x}\n", "x", "a0");
  std::vector<std::int64_t> versions{0};
  for (int i = 1; i <= 8; ++i) versions.push_back(app("  - {id: o, kind: app, app: a" + std::to_string(i - 1) + inputs, "x", "a" + std::to_string(i)));
  EXPECT_EQ(run(versions[7], "a7").state, RunState::done);
  EXPECT_EQ(run(versions[8], "a8").state, RunState::failed);
}

TEST_F(OutsideTest, ARunWaitsForTheOneWithin) {
  app("  - {id: ask, kind: review, ask: \"Right?\", group: experts, propose: \"${inputs.question}\"}\n", "${steps.ask.answer}", "inner");
  const std::int64_t version = app("  - {id: other, kind: app, app: inner, inputs: {question: \"${inputs.question}\"}}\n" + call("honours_key: true"), "${steps.other.outputs.answer}");
  const Run sleeping = run(version);
  ASSERT_EQ(sleeping.state, RunState::sleeping) << sleeping.reason;
  now += 2000;
  ASSERT_EQ(runner->wake(10), std::vector<std::string>{sleeping.id});
  EXPECT_EQ(runner->go_on(sleeping.id).state, RunState::sleeping);  // nobody has answered yet
  runner.reset();
  runner = another();
  const auto tasks = open_tasks();
  ASSERT_EQ(tasks.size(), 1u);
  EXPECT_EQ(tasks[0].app, "inner");
  EXPECT_EQ(runner->answer(tasks[0].number, {{"answer", "valve"}}, administrator()).state, RunState::done);
  const Run done = stored(sleeping.id);  // it went on by itself
  ASSERT_EQ(done.state, RunState::done) << done.reason;
  EXPECT_EQ(done.output.at("answer"), "valve");
  EXPECT_EQ(asked(), 1u);
}

TEST_F(OutsideTest, ADeathWithinIsTakenUpByBoth) {
  app(call("honours_key: true"), "x", "inner");
  const std::int64_t version = app("  - {id: send, kind: app, app: inner, inputs: {question: \"${inputs.question}\"}}\n", "${steps.send.outputs.answer}");
  // Once by the outer run alone, once after the inner one had been begun too.
  const std::string id = died_in_the_middle(version);
  EXPECT_EQ(runner->go_on(id).state, RunState::done);
  EXPECT_EQ(runner->go_on(id).state, RunState::done);
  EXPECT_EQ(asked(), 1u);
  const std::string inner(stored(id).steps.at(0).result.at("run").as_string());
  EXPECT_EQ(store.reading<std::optional<ParentRow>>([&](Db& db) { return parent_of(db, inner); })->parent, id);
}

}  // namespace
}  // namespace gw
