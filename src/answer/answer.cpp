#include "answer/answer.h"

#include <algorithm>
#include <condition_variable>
#include <mutex>
#include <thread>

#include "answer/gather.h"
#include "answer/judge.h"
#include "answer/question_table.h"
#include "answer/reason.h"
#include "base/error.h"
#include "base/log.h"
#include "base/text.h"
#include "base/time.h"

namespace gw {
namespace {

constexpr std::size_t longest_question = 2000;
constexpr std::size_t nearest_shown = 5;

std::vector<Near> nearest_of(const Gathered& gathered) {
  std::vector<Near> out;
  const auto put = [&](const Passage& p) {
    const bool known = std::any_of(out.begin(), out.end(), [&](const Near& n) { return n.collection == p.collection && n.document == p.name; });
    if (!known) out.push_back({p.collection, p.name, p.title, p.score});
  };
  for (const Passage& p : gathered.passages) put(p);
  for (const CuratedPair& curated : gathered.pairs) put(curated.answer);
  std::ranges::stable_sort(out, std::greater<>(), &Near::score);
  if (out.size() > nearest_shown) out.resize(nearest_shown);
  return out;
}

Citation cite(const Passage& passage, std::uint32_t start, std::uint32_t end) {
  return {.collection = passage.collection, .document = passage.name, .title = passage.title, .quote = std::string(slice(passage.text, start, end)),
          .start = passage.start + start, .end = passage.start + end, .page = page_at(passage.blocks, passage.start + start, passage.page)};
}

}  // namespace

struct Answerer::Inside {
  Inside(Store& s, Index& i) : store(s), index(i), writer([this] { write_refusals(); }) {}
  ~Inside() {
    {
      const std::lock_guard lock(mutex);
      stopping = true;
    }
    wake.notify_all();
    writer.join();
  }

  // Refusals go to the store from a thread of their own, grouped: an answer never waits for a disk.
  void record(WaitingQuestion refused) {
    constexpr std::size_t waiting_most = 1000;
    {
      const std::lock_guard lock(mutex);
      if (waiting.size() >= waiting_most) return;
      waiting.push_back(std::move(refused));
    }
    wake.notify_one();
  }

  void write_refusals() {
    std::unique_lock lock(mutex);
    for (;;) {
      wake.wait(lock, [&] { return stopping || !waiting.empty(); });
      if (waiting.empty()) return;
      if (!stopping) wake.wait_for(lock, std::chrono::milliseconds(500), [&] { return stopping; });
      const auto batch = std::exchange(waiting, {});
      lock.unlock();
      try {
        store.write([&](Db& db) { insert_refusals(db, batch); });
      } catch (const Error& e) {
        log::warning("answer.refusals_lost", {{"count", batch.size()}, {"code", name_of(e.code())}});
      } catch (const std::exception& e) {
        log::warning("answer.refusals_lost", {{"count", batch.size()}, {"detail", e.what()}});
      }
      lock.lock();
    }
  }

  Store& store;
  Index& index;
  double threshold = 0;
  DocumentCache cache;
  std::mutex mutex;
  std::condition_variable wake;
  std::vector<WaitingQuestion> waiting;
  bool stopping = false;
  std::thread writer;  // last: it uses all above
};

double default_threshold() { return 0.65; }

std::vector<Setting> answer_settings() {
  return {{"answer.threshold", "the least confidence with which a question is answered; what it is worth here, `groundwork eval` tells", "0.65", 0, 1}};
}

Answerer::Answerer(Store& store, Index& index, double threshold) : inside_(std::make_unique<Inside>(store, index)) { inside_->threshold = threshold; }
Answerer::~Answerer() = default;
double Answerer::threshold() const { return inside_->threshold; }

Answer Answerer::ask(const std::string& raw, const Caller& caller, const AskOptions& options) {
  const std::string question = valid_utf8(trim(raw));
  if (question.empty()) throw Error(Code::invalid, "The question is empty.");
  if (count_code_points(question) > longest_question) throw Error(Code::invalid, "The question is longer than 2,000 characters.");
  const Scope scope = inside_->store.reading<Scope>([&](Db& db) { return scope_of(db, caller, options.collection); });
  const double threshold = options.threshold.value_or(inside_->threshold);

  const Gathered gathered = gather(inside_->store, inside_->index, inside_->cache, question, scope);
  Answer out;
  out.threshold = threshold;
  out.nearest = nearest_of(gathered);
  const auto refuse = [&](Unanswered why, std::string reason) {
    out.reason = std::move(reason);
    if (options.record) inside_->record({.at = now_seconds(), .who = caller.name, .collection = options.collection.value_or(""), .question = question, .why = why, .confidence = out.confidence});
    return out;
  };
  const Judgement judgement = judge(gathered);
  if (gathered.candidates.empty() && !judgement.pair) {
    if (gathered.pairs.empty()) return refuse(Unanswered::nothing, reason_nothing(gathered.question));
    return refuse(Unanswered::uncertain, reason_other_questions(gathered));
  }
  out.confidence = judgement.confidence;
  if (!(judgement.confidence >= threshold)) return refuse(Unanswered::uncertain, reason_refused(gathered, judgement, threshold));  // a threshold that is no number answers nothing

  out.answered = true;
  out.curated = judgement.pair.has_value();
  out.reason = reason_answered(gathered, judgement);
  if (judgement.pair) {
    const CuratedPair& curated = gathered.pairs[*judgement.pair];
    out.citations.push_back(cite(curated.answer, 0, curated.pair.end - curated.pair.start));
    out.answer = curated.pair.answer;
  } else {
    const Quotable& best = gathered.candidates[judgement.best];
    out.citations.push_back(cite(gathered.passages[best.passage], best.start, best.end));
    out.answer = out.citations.front().quote;
  }
  return out;
}

}  // namespace gw
