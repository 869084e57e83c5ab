#include "learn/collect.h"

#include <algorithm>

#include "answer/rephrase.h"
#include "answer/wording.h"
#include "base/hash.h"
#include "base/result.h"
#include "base/text.h"
#include "learn/experts.h"
#include "ingest/document_table.h"
#include "learn/drift.h"
#include "learn/gap_table.h"
#include "learn/tally_table.h"

namespace gw {
namespace {

constexpr std::int64_t runs_at_once = 200;
constexpr std::size_t question_most = 2000;   // characters, as a question to answer
constexpr std::int64_t gaps_compared = 500;   // open ones, the latest, with which a new wording is compared

/// A run with what it asks an expert; `question` is "" where it asks nothing.
struct Ended {
  Run run;
  std::shared_ptr<const App> app;
  std::string question, key, person;
};

// What the steps of the run came near to.
std::vector<std::string> titles_near(const Run& run) {
  std::vector<std::string> out;
  for (const auto& record : run.steps)
    if (const auto* nearest = record.result.if_contains("nearest"); nearest != nullptr && nearest->is_array())
      for (const auto& near : nearest->get_array())
        if (near.is_object() && out.size() < 5) out.push_back(string_or(near.get_object(), "title") + " " + string_or(near.get_object(), "document"));
  return out;
}

bool a_person_looked(const Run& run) {
  return std::ranges::any_of(run.steps, [](const StepRecord& record) { return std::ranges::any_of(record.evidence, [](const Evidence& e) { return e.of == Evidence::Of::person; }); });
}

Ended look_at(Runner& runner, Run run) {
  Ended out;
  if (run.state == RunState::refused && run.cause != "case") {
    const auto app = as_result([&] { return runner.app(run.app, run.version); });
    if (app && (*app)->experts && (*app)->experts->question) {
      if (auto whole = runner.doors().store.reading<std::optional<Run>>([&](Db& db) { return run_by_id(db, run.id); })) run = std::move(*whole);
      const Experts& experts = *(*app)->experts;
      out.app = *app;
      if (!a_person_looked(run)) out.question = question_of(experts, run);
      if (!out.question.empty()) {
        out.key = key_of_question(out.question);
        out.person = owner_of(experts, out.question, titles_near(run));
      }
    }
  }
  if (run.state == RunState::done && run.cause != "case")
    if (const auto app = as_result([&] { return runner.app(run.app, run.version); })) out.app = *app;
  out.run = std::move(run);
  return out;
}

std::optional<Gap> gap_asked_before(Db& db, const Ended& ended) {
  if (auto known = gap_of_wording(db, ended.run.app, ended.key)) return known;
  const Asking asked = asking_of(ended.question);
  for (auto& open : list_gaps(db, ended.run.app, "open", gaps_compared))
    if (likeness(asked, asking_of(open.question)) >= same_question) return std::move(open);
  return std::nullopt;
}

std::int64_t ask_expert(Db& db, const Ended& ended, std::int64_t times) {
  const Experts& experts = *ended.app->experts;
  PersonTask task{.run = ended.run.id, .app = ended.run.app, .position = -1, .kind = "expert", .group = experts.group, .person = ended.person};
  const auto output = std::ranges::find(ended.app->outputs, experts.answer, &Output::name);
  task.asked = {{"ask", json::object{{"en", "What is the right answer?"}, {"zh", "正确的回答是什么？"}}},
                {"show", json::object{{"question", ended.question}, {"reason", ended.run.reason}}},
                {"answer", json_of(output->schema, Tongue::en)},
                {"times", times}};
  task.made_at = ended.run.ended_at;
  return open_task(db, task);
}

// Whether what answered the gap is still there.
bool is_answered(Db& db, const Gap& gap) {
  if (gap.state == "answering" || gap.state == "rejected") return true;
  const auto slash = gap.document.find('/');
  return gap.state == "answered" && (slash == std::string::npos || document_by_name(db, gap.document.substr(0, slash), gap.document.substr(slash + 1)));
}

void put_gap(Db& db, const Ended& ended, Collected& out) {
  auto known = gap_asked_before(db, ended);
  Gap gap = known ? *known : Gap{.app = ended.run.app, .key = ended.key, .question = ended.question, .first_at = ended.run.ended_at};
  ++gap.times;
  gap.last_at = std::max(gap.last_at, ended.run.ended_at);
  if (!known || (gap.state != "open" && !is_answered(db, gap))) {
    gap.question = ended.question;
    gap.state = "open";
    gap.document.clear();
    gap.task = ask_expert(db, ended, gap.times);
    ++out.gaps;
  } else {
    ++out.again;
  }
  gap.number = keep_gap(db, gap);
  count_wording(db, gap, ended.key, ended.question);
}

// Trying a draft saves nobody anything, and fails nobody.
bool was_live(Db& db, const Run& run) {
  return std::ranges::any_of(releases_of(db, run.app), [&](const ReleaseRow& row) { return row.version == run.version && row.at <= run.ended_at / 1000; });
}

void take_in(Db& db, const Ended& ended, Collected& out) {
  if (!mark_learned(db, ended.run.number)) return;
  ++out.runs;
  if (ended.run.cause == "case") return;
  if (was_live(db, ended.run)) count_run(db, ended.run);
  if (ended.app) out.audits += ask_audit(db, *ended.app, ended.run, ended.run.ended_at) > 0 ? 1 : 0;
  if (!ended.question.empty()) put_gap(db, ended, out);
}

}  // namespace

std::string question_of(const Experts& experts, const Run& run) {
  if (!experts.question) return "";
  const auto filled = as_result([&] { return experts.question->fill({{"inputs", run.inputs}}); });
  if (!filled || !filled->is_string()) return "";
  const std::string text = valid_utf8(trim(std::string_view(filled->get_string())));
  return std::string(slice(text, 0, question_most));
}

std::string key_of_question(const std::string& question) { return sha256_hex(normalised(without_politeness(question))).substr(0, 32); }

Collected collect(Runner& runner, std::int64_t most) {
  Collected out;
  Store& store = runner.doors().store;
  while (out.runs < most) {
    std::vector<Ended> some;
    for (auto& run : store.reading<std::vector<Run>>([&](Db& db) { return runs_to_learn(db, std::min(runs_at_once, most - out.runs)); })) some.push_back(look_at(runner, std::move(run)));
    if (some.empty()) break;
    const auto more = store.writing<Collected>([&](Db& db) {
      Collected counted;
      for (const auto& ended : some) take_in(db, ended, counted);
      return counted;
    }, Space::freed);
    out.runs += more.runs;
    out.gaps += more.gaps;
    out.again += more.again;
    out.audits += more.audits;
  }
  return out;
}

}  // namespace gw
