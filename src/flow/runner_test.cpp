// Runs from start to end, through waits and deaths of processes.
#include "flow/runner.h"

#include <gtest/gtest.h>

#include <atomic>
#include <cstdlib>
#include <thread>

#include "base/error.h"
#include "flow/check.h"
#include "flow/doors_test.h"
#include "flow/walk.h"
#include "policy/people.h"

namespace gw {
namespace {

class RunnerTest : public DoorsTest {
 protected:
  void SetUp() override { runner = another(); }

  RunnerSources sources() {
    return {[] { return std::int64_t{1795600000000}; }, [this] { return "run" + std::to_string(++ids); }};
  }
  std::unique_ptr<Runner> another() { return std::make_unique<Runner>(doors(), sources()); }

  std::int64_t keep(const std::string& text) {
    for (const auto& problem : check_app(text, "it").problems) ADD_FAILURE() << problem.place.line << ": " << problem.message;
    return store.writing<AppVersion>([&](Db& db) { return keep_version(db, {.app = "it", .text = text}, "", 0); }).version;
  }
  // An app of one input `question` with these steps.
  std::int64_t app(const std::string& steps, const std::string& output = "${inputs.question}") {
    return keep("name: it\ntitle: It\npurpose: A test.\ninputs:\n  question: {type: string}\nsteps:\n" + steps + "outputs:\n  answer: {type: string}\noutput:\n  answer: \"" + output + "\"\n");
  }
  RunRequest request(std::int64_t version, const std::string& question = "pump") {
    return {.app = "it", .version = version, .inputs = {{"question", question}}, .caller = administrator()};
  }
  Run run(std::int64_t version, const std::string& question = "pump") { return *runner->run(request(version, question)); }
  static std::string refusal(const std::function<void()>& act) {
    try {
      act();
    } catch (const Error& error) {
      return error.message();
    }
    return "";
  }

  std::atomic<int> ids = 0;
  std::unique_ptr<Runner> runner;
};

const std::string review = "  - {id: ask, kind: review, ask: \"Right?\", group: experts, propose: \"${inputs.question}\"}\n";

TEST_F(RunnerTest, RunsToItsEnd) {
  const Run done = run(app("  - {id: find, kind: search, text: \"${inputs.question}\"}\n  - {id: take, kind: decide, answer: \"${inputs.question}\"}\n"));
  EXPECT_EQ(done.state, RunState::done) << done.reason;
  EXPECT_EQ(done.output.at("answer"), "pump");
  EXPECT_EQ(stored(done.id).steps.size(), 2u);
  EXPECT_EQ(stored(done.id).state, RunState::done);
}

TEST_F(RunnerTest, RefusalEndsOrJumps) {
  const Run refused = run(app("  - {id: take, kind: decide, answer: null, reason: Not by me.}\n"));
  EXPECT_EQ(refused.state, RunState::refused);
  EXPECT_EQ(refused.reason, "Not by me.");
  const Run jumped = run(app("  - {id: take, kind: decide, answer: null, on_refuse: last}\n  - {id: between, kind: decide, answer: null}\n  - {id: last, kind: decide, answer: x}\n"));
  EXPECT_EQ(jumped.state, RunState::done) << jumped.reason;
}

TEST_F(RunnerTest, WhenAndEach) {
  const Run done = run(app("  - {id: never, kind: decide, answer: null, when: \"${inputs.question == 'x'}\"}\n"
                           "  - {id: all, kind: decide, each: \"${[1, 2]}\", answer: \"${item}\"}\n"));
  ASSERT_EQ(done.state, RunState::done) << done.reason;
  ASSERT_EQ(done.steps.size(), 4u);
  EXPECT_EQ(done.steps[0].state, StepRecord::State::skipped);
  EXPECT_EQ(done.steps[1].result.at("items").as_array().size(), 2u);
}

TEST_F(RunnerTest, AnotherProcessAnswersAReview) {
  const Run waiting = run(app(review));
  ASSERT_EQ(waiting.state, RunState::waiting) << waiting.reason;
  const auto asked = open_tasks();
  ASSERT_EQ(asked.size(), 1u);
  const std::int64_t number = asked[0].number;
  runner.reset();
  const auto second = another();
  EXPECT_NE(refusal([&] { second->answer(number, {{"verdict", "maybe"}}, administrator()); }), "");
  EXPECT_NE(refusal([&] { second->answer(number, {}, administrator()); }), "");
  EXPECT_NE(refusal([&] { second->answer(number, {{"answer", "x"}, {"extra", 1}}, administrator()); }), "");
  EXPECT_NE(refusal([&] { second->answer(number, {{"answer", "x"}}, Caller{.name = "li"}); }), "");
  EXPECT_EQ(open_tasks().size(), 1u);
  const Run done = second->answer(number, {{"verdict", "approved"}}, Caller{.name = "wang", .groups = {"experts"}});
  EXPECT_EQ(done.state, RunState::done) << done.reason;
  EXPECT_NE(refusal([&] { second->answer(number, {{"verdict", "approved"}}, administrator()); }), "");
}

TEST_F(RunnerTest, AnswersMustFitTheirSchema) {
  run(app("  - {id: ask, kind: review, ask: \"How many?\", group: experts, answer: {type: integer}}\n"));
  const auto asked = open_tasks();
  ASSERT_EQ(asked.size(), 1u);
  EXPECT_NE(refusal([&] { runner->answer(asked[0].number, {{"answer", "two"}}, administrator()); }), "");
  EXPECT_EQ(runner->answer(asked[0].number, {{"answer", 2}}, administrator()).state, RunState::done);
}

TEST_F(RunnerTest, RightsAreAskedAnew) {
  const std::int64_t version = app(review);
  store.write([](Db& db) { add_user(db, {.name = "root", .administrator = true}); add_user(db, {.name = "li"}); });
  RunRequest asked = request(version);
  asked.caller = store.reading<Caller>([](Db& db) { return caller_named(db, "li"); });
  ASSERT_EQ(runner->run(asked)->state, RunState::waiting);
  store.write([](Db& db) { remove_user(db, "li"); });
  const Run failed = runner->answer(open_tasks().at(0).number, {{"verdict", "approved"}}, administrator());
  EXPECT_EQ(failed.state, RunState::failed);
  EXPECT_NE(failed.reason, "");
}

std::string seen_today;
const StepKind look{.name = "look", .run = [](const StepCall& call) { seen_today = call.today; return StepOutcome(); }};

// 1795600000 is 2026-11-25 09:46 in London, and still the 24th far to the west.
TEST_F(RunnerTest, TodayIsTheMachinesDay) {
  const std::string owner = "me";
  const RunnerSources from = sources();
  const StepDoors with = doors();
  App plan;
  plan.name = "it";
  plan.steps.push_back({.id = "see", .kind = &look, .settings = Formula::table({})});
  for (const auto& [zone, day] : {std::pair("UTC0", "2026-11-25"), std::pair("WEST10", "2026-11-24")}) {
    ::setenv("TZ", zone, 1);
    ::tzset();
    Walk(with, from, owner, plan, Run{.id = zone, .app = "it", .started_at = 1}).go();
    EXPECT_EQ(seen_today, day);
  }
  ::unsetenv("TZ");
  ::tzset();
}

TEST_F(RunnerTest, ATokenStartsOnce) {
  RunRequest asked = request(app("  - {id: take, kind: decide, answer: x}\n"));
  asked.token = "file 1";
  EXPECT_TRUE(runner->run(asked).has_value());
  EXPECT_FALSE(runner->run(asked).has_value());
}

TEST_F(RunnerTest, WhatADeadProcessLeftIsResumed) {
  const auto begun = runner->start(request(app("  - {id: take, kind: decide, answer: x}\n")));
  const auto second = another();
  EXPECT_TRUE(second->resume().empty());  // its owner lives
  runner.reset();
  EXPECT_EQ(second->resume(), std::vector<std::string>{begun->id});
  EXPECT_EQ(second->go_on(begun->id).state, RunState::done);
}

struct Killed {};

// A process that dies while it walks: what is thrown is caught by nobody.
TEST_F(RunnerTest, WhatKillsEachProcessFailsAtLast) {
  bool kills = false;
  RunnerSources from = sources();
  from.now_ms = [&] { return kills ? throw Killed() : std::int64_t{1795600000000}; };
  const std::string id = runner->start(request(app("  - {id: take, kind: decide, answer: x}\n")))->id;
  const auto die = [&] {
    runner = std::make_unique<Runner>(doors(), from);
    kills = true;
    for (const auto& left : runner->resume()) EXPECT_THROW(runner->go_on(left), Killed);
    kills = false;
    EXPECT_EQ(stored(id).state, RunState::running);
  };
  runner.reset();
  for (int i = 1; i < 20; ++i) die();
  runner = another();
  for (const auto& left : runner->resume()) EXPECT_EQ(runner->go_on(left).state, RunState::failed);
  EXPECT_EQ(stored(id).reason, "It was begun twenty times and the program stopped each time.");
  EXPECT_TRUE(another()->resume().empty());
}

TEST_F(RunnerTest, ARunThatWaitedIsBegunAnew) {
  bool kills = false;
  RunnerSources from = sources();
  from.now_ms = [&] { return kills ? throw Killed() : std::int64_t{1795600000000}; };
  const std::string id = runner->start(request(app(review)))->id;
  const auto attempts = [&] {
    return store.reading<std::int64_t>([&](Db& db) {
      auto row = db.query("SELECT attempts FROM runs WHERE id = ?", id);
      return row.next() ? row.integer(0) : -1;
    });
  };
  runner = std::make_unique<Runner>(doors(), from);
  kills = true;
  EXPECT_THROW(runner->go_on(runner->resume().at(0)), Killed);
  kills = false;
  EXPECT_EQ(attempts(), 1);
  runner = another();
  EXPECT_EQ(runner->go_on(runner->resume().at(0)).state, RunState::waiting);
  EXPECT_EQ(attempts(), 0);
}

int posted = 0;
const StepKind post{.name = "post", .effect = Effect::outside, .run = [](const StepCall&) { ++posted; return StepOutcome(); }};
const StepKind put{.name = "put", .effect = Effect::outside, .repeatable = [](const json::object&) { return true; }, .run = post.run};

StepOutcome large_result() {
  StepOutcome out;
  out.result["text"] = std::string(3 << 20, 'x');
  return out;
}
const StepKind large{.name = "large", .run = [](const StepCall&) { return large_result(); }};
const StepKind broken{.name = "broken", .run = [](const StepCall&) -> StepOutcome { throw std::bad_alloc(); }};
const StepKind ruled{.name = "ruled", .run = [](const StepCall&) {
                       StepOutcome out;
                       out.evidence.push_back({.of = Evidence::Of::rule, .at = {.document = "contract"}, .note = "R1: It must be signed."});
                       return out;
                     }};

class WalkTest : public RunnerTest {
 protected:
  const std::string owner = "me";
  // A run of these steps, each with `each` of so many items (-1: none).
  Run walked(const std::vector<std::pair<const StepKind*, int>>& steps) {
    App plan;
    plan.name = "it";
    for (const auto& [kind, items] : steps) {
      Step step{.id = "s" + std::to_string(plan.steps.size()), .kind = kind, .settings = Formula::table({})};
      if (items >= 0) step.each = Formula::constant(json::array(static_cast<std::size_t>(items), 1));
      plan.steps.push_back(std::move(step));
    }
    const RunnerSources from = sources();
    const StepDoors with = doors();
    Run begun{.id = from.new_id(), .app = "it", .started_at = 1};
    store.write([&](Db& db) { begun.number = 0; keep_run(db, begun, {}, owner); });
    Walk(with, from, owner, plan, stored(begun.id)).go();
    return stored(begun.id);
  }
};

TEST_F(WalkTest, ResultsAreLimitedTogether) {
  EXPECT_EQ(walked({{&large, 5}}).state, RunState::done);
  EXPECT_EQ(walked({{&large, 6}}).reason, "Step s0: its results are larger than 16 MB together.");
  EXPECT_EQ(walked({{&large, 5}, {&large, 5}, {&large, 5}, {&large, 5}, {&large, 5}}).reason, "Step s4: the results of the run are larger than 64 MB together.");
}

TEST_F(WalkTest, WhatIsNoErrorOfOursEndsTheRun) {
  const Run failed = walked({{&broken, -1}});
  EXPECT_EQ(failed.state, RunState::failed);
  EXPECT_EQ(failed.reason, "Something went wrong inside Groundwork; the log says where.");
}

// A rule names the text by the app's word for it, which is no document that anybody could open.
TEST_F(WalkTest, WhatARuleFoundIsNoDocument) {
  EXPECT_EQ(walked({{&ruled, -1}, {&put, -1}}).state, RunState::done);
  const std::string again = walked({{&ruled, -1}, {&post, -1}}).id;
  store.write([&](Db& db) { db.run("UPDATE runs SET state = 'running', owner = 'me' WHERE id = ?", again); });
  App plan;
  plan.name = "it";
  const RunnerSources from = sources();
  EXPECT_EQ(Walk(doors(), from, owner, plan, stored(again)).go().state, RunState::done);
}

TEST_F(RunnerTest, AnEffectThatMayHaveHappenedIsAskedAbout) {
  const std::string owner = "me";
  const RunnerSources from = sources();
  const StepDoors with = doors();
  for (const auto* kind : {&post, &put}) {
    posted = 0;
    App plan;
    plan.name = "it";
    plan.steps.push_back({.id = "send", .kind = kind, .settings = Formula::table({})});
    Run begun{.id = std::string(kind->name), .app = "it", .started_at = 1};
    store.write([&](Db& db) { begun.number = 0; keep_run(db, begun, {{.state = StepRecord::State::begun}}, owner); });
    const Run after = Walk(with, from, owner, plan, stored(begun.id)).go();
    EXPECT_EQ(after.state, kind == &post ? RunState::waiting : RunState::done) << after.reason;
    EXPECT_EQ(posted, kind == &post ? 0 : 1);
  }
  ASSERT_EQ(open_tasks().size(), 1u);
  EXPECT_EQ(open_tasks()[0].kind, "unknown");
}

TEST_F(RunnerTest, AnswersOfSeveralThreadsAreNotLost) {
  const Run waiting = run(app("  - {id: ask, kind: review, each: \"${[1, 2, 3, 4]}\", ask: \"Right?\", group: experts, propose: \"${inputs.question}\"}\n"));
  ASSERT_EQ(waiting.state, RunState::waiting) << waiting.reason;
  std::vector<std::jthread> people;
  for (const auto& task : open_tasks()) people.emplace_back([this, number = task.number] { runner->answer(number, {{"verdict", "approved"}}, administrator()); });
  people.clear();
  EXPECT_EQ(stored(waiting.id).state, RunState::done);
}

}  // namespace
}  // namespace gw
