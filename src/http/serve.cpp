// The life of the server: built, listening, keeping the index current behind the requests, stopped in order.
#include <fmt/format.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <thread>

#include "base/error.h"
#include "base/files.h"
#include "base/log.h"
#include "base/text.h"
#include "base/time.h"
#include "flow/artifacts.h"
#include "flow/run_table.h"
#include "flow/triggers.h"
#include "http/api.h"
#include "http/door.h"
#include "http/http.h"
#include "learn/collect.h"
#include "learn/teach.h"
#include "policy/people.h"

namespace gw {
namespace {

using namespace std::chrono_literals;

constexpr auto stop_grace = 10s;
constexpr std::int64_t woken_at_once = 256, collected_at_once = 2000;
constexpr std::size_t triggered_at_once = 200;
constexpr std::int64_t forgotten_at_once = 500;
constexpr int runs_at_once = 4;  // begun without waiting, or resumed

/// What others and this server have committed becomes searchable.
Task<void> keep_current(Desk& desk, Pool& pool) {
  std::int64_t seen = -1;
  while (true) {
    bool failed = false;
    auto work = [&] {
      const auto version = desk.served.store.version();
      if (version == seen && desk.served.index.waiting() == 0) return;
      desk.served.index.catch_up();
      seen = version;
    };
    const auto result = co_await as_result(off_loop(pool, work));
    if (!result) {
      failed = true;
      log::warning("index.catch_up_failed", {{"code", name_of(result.error().code())}, {"detail", result.error().detail()}});
    }
    co_await pause(failed ? 5000ms : 200ms);
  }
}

/// Scanned pages are read one after another, so that requests keep the machine.
Task<void> keep_reading(Desk& desk, Pool& pool) {
  while (true) {
    auto work = [&] { return desk.served.library.read_waiting_pages(1); };
    const auto left = co_await as_result(off_loop(pool, work));
    if (!left) log::warning("pages.failed", {{"code", name_of(left.error().code())}, {"detail", left.error().detail()}});
    co_await pause(left && *left > 0 ? 20ms : 3000ms);
  }
}

Task<void> keep_importing(Desk& desk, Pool& pool) {
  while (true) {
    if (const auto import = desk.imports.next()) {
      auto work = [&] { import->run(desk.served.library, desk.stopping); };
      const auto ran = co_await as_result(off_loop(pool, work));
      if (!ran) log::warning("import.broke", {{"code", name_of(ran.error().code())}, {"detail", ran.error().detail()}});
    }
    co_await pause(50ms);
  }
}

/// Where writing cannot be (a full disk, a held lock), the times of last use are missing, no more.
Task<void> keep_noting(Desk& desk, Pool& pool) {
  while (true) {
    auto work = [&] { desk.key_uses.write_to(desk.served.store); };
    const auto noted = co_await as_result(off_loop(pool, work));
    if (!noted) log::warning("key.use_not_noted", {{"code", name_of(noted.error().code())}, {"detail", noted.error().detail()}});
    co_await pause(200ms);
  }
}

/// Runs that were left or whose sleep is over are put into the queue; of those that ended, what follows is done.
Task<void> keep_resuming(Desk& desk, Pool& pool) {
  auto teach_at = std::chrono::steady_clock::now();  // when to look again for what a killed process left of an expert's answer; what is younger than a minute it passes over
  while (true) {
    auto work = [&] {
      Runner& runner = desk.served.runner;
      for (auto& id : runner.resume()) desk.run_queue.put(std::move(id));
      for (auto& id : runner.wake(woken_at_once)) desk.run_queue.put(std::move(id));
    };
    const auto looked = co_await as_result(off_loop(pool, work));
    if (!looked) log::warning("runs.not_resumed", {{"code", name_of(looked.error().code())}, {"detail", looked.error().detail()}});
    if (const auto now = std::chrono::steady_clock::now(); now >= teach_at) {
      teach_at = now + 60s;
      auto teach = [&] { finish_teaching(desk.served.runner); };
      const auto finished = co_await as_result(off_loop(pool, teach));
      if (!finished) log::warning("teaching.not_finished", {{"code", name_of(finished.error().code())}, {"detail", finished.error().detail()}});
    }
    auto learn = [&] { collect(desk.served.runner, collected_at_once); };
    const auto learned = co_await as_result(off_loop(pool, learn));
    if (!learned) log::warning("runs.not_collected", {{"code", name_of(learned.error().code())}, {"detail", learned.error().detail()}});
    co_await pause(1000ms);
  }
}

/// One of those who go on with runs in the queue. A run that waits for a person holds none of them.
Task<void> keep_running(Desk& desk, Pool& pool) {
  while (true) {
    const auto id = desk.stopping ? std::nullopt : desk.run_queue.take();
    if (!id) {
      co_await pause(20ms);
      continue;
    }
    auto work = [&] { desk.served.runner.go_on(*id); };
    const auto ran = co_await as_result(off_loop(pool, work));
    if (!ran) log::warning("run.broke", {{"run", *id}, {"code", name_of(ran.error().code())}, {"detail", ran.error().detail()}});
  }
}

/// What starts runs by itself begins them here; those who go on with runs take them from the queue.
Task<void> keep_triggering(Desk& desk, Pool& pool) {
  Triggers triggers(desk.served.runner);
  while (true) {
    auto work = [&] {
      const auto waiting = desk.run_queue.size();
      if (desk.stopping || waiting >= triggered_at_once) return;
      for (auto& id : triggers.look(triggered_at_once - waiting)) desk.run_queue.put(std::move(id));
    };
    const auto looked = co_await as_result(off_loop(pool, work));
    if (!looked) log::warning("triggers.not_looked", {{"code", name_of(looked.error().code())}, {"detail", looked.error().detail()}});
    co_await pause(2000ms);
  }
}

/// Runs that ended long ago, and the oldest of too many, are forgotten, a few at a time.
Task<void> keep_forgetting(Desk& desk, Pool& pool) {
  const auto days = static_cast<std::int64_t>(desk.served.settings.number("runs.keep_days"));
  const auto most = static_cast<std::int64_t>(desk.served.settings.number("runs.keep_count"));
  while (true) {
    std::int64_t gone = 0;
    auto work = [&] {
      gone = desk.served.store.writing<std::int64_t>([&](Db& db) {
        return prune_runs(db, (now_seconds() - days * 86'400) * 1000, forgotten_at_once) + (most > 0 ? prune_runs_over(db, most, forgotten_at_once) : 0);
      }, Space::freed);
    };
    const auto pruned = co_await as_result(off_loop(pool, work));
    if (!pruned) log::warning("runs.not_forgotten", {{"code", name_of(pruned.error().code())}, {"detail", pruned.error().detail()}});
    if (gone > 0) {
      log::info("runs.forgotten", {{"runs", gone}});
      auto sweep = [&] { sweep_artifacts(desk.served.store); };
      const auto swept = co_await as_result(off_loop(pool, sweep));
      if (!swept) log::warning("artifacts.not_swept", {{"code", name_of(swept.error().code())}, {"detail", swept.error().detail()}});
    }
    co_await pause(pruned && gone >= forgotten_at_once ? 1000ms : 600'000ms);
  }
}

/// Bodies of uploads that a killed server left behind. Another server of the same workspace may be receiving: the young stay.
void clear_spool(const fs::path& spool) {
  std::error_code failed;
  for (const auto& entry : fs::directory_iterator(spool, failed)) {
    const auto age = fs::file_time_type::clock::now() - entry.last_write_time(failed);
    if (!failed && age > 24h) fs::remove(entry.path(), failed);
  }
}

std::vector<std::string> names_in(const Settings& settings) {
  std::vector<std::string> out;
  const std::string text = settings.text("http.names");
  for (const auto part : split(text, ','))
    if (!trim(part).empty()) out.push_back(lower_ascii(trim(part)));
  return out;
}

std::size_t threads_in(const Settings& settings) {
  const auto set = static_cast<std::size_t>(settings.number("http.threads"));
  return set > 0 ? set : std::max<std::size_t>(4, 2 * std::thread::hardware_concurrency());
}

/// Waits for the signal and takes everything down; false when some work did not end.
Task<bool> run_until_told(Loop& loop, Server& server, Tasks& tasks, Desk& desk) {
  const int signal = co_await loop.signal();
  log::info("serve.stopping", {{"signal", signal}});
  desk.stopping = true;
  const bool answered = co_await server.stop(stop_grace);
  const bool ended = co_await tasks.stop(5s);
  co_return answered && ended;
}

}  // namespace

std::vector<Setting> http_settings() {
  return {
      {"http.listen", "where `serve` listens", "127.0.0.1:8080"},
      {"http.names", "further host names under which people reach it, with commas (behind a proxy, the public name)", ""},
      {"http.connections", "connections at once; when all are at work, more are answered 503", "512", 1, 100'000},
      {"http.per_address", "of these, from one other machine (where a proxy on another machine brings everybody, as many as http.connections)", "64", 1, 100'000},
      {"http.upload_mb", "the largest upload", "512", 1, 16'384},
      {"runs.keep_days", "days after which an ended run is forgotten", "365", 1, 36'500},
      {"runs.keep_count", "ended runs to keep at most; 0: as many as there are", "0", 0, 1'000'000'000},
      {"http.threads", "threads for requests; 0: twice the processors, at least 4", "0", 0, 256},
  };
}

int serve(const Served& served, const ServeOptions& options) {
  log::set_level(log::Level::info);
  const Stopwatch watch;
  const Settings& settings = served.settings;
  const Address listen = parse_address(options.listen.empty() ? settings.text("http.listen") : options.listen);
  check_listening(served.store, listen);

  const fs::path spool = served.store.workspace().data() / "uploads";
  clear_spool(spool);
  Loop loop;
  Pool pool(threads_in(settings)), running(threads_in(settings)), background(8), runs(runs_at_once);
  Tasks tasks(loop.executor());
  Desk desk{served, options, listen, static_cast<std::uint64_t>(settings.number("http.upload_mb")) << 20, Counts(served.store), {}, {}, {}, {}};
  Api api(desk, pool, running);
  ServerLimits limits;
  limits.connections = static_cast<std::size_t>(settings.number("http.connections"));
  limits.per_peer = static_cast<std::size_t>(settings.number("http.per_address"));
  Server server(loop, pool, listen, names_in(settings), limits, spool, api.site());
  server.start();
  tasks.start("keep current", keep_current(desk, background));
  tasks.start("keep reading", keep_reading(desk, background));
  tasks.start("keep importing", keep_importing(desk, background));
  tasks.start("keep noting", keep_noting(desk, background));
  tasks.start("keep resuming", keep_resuming(desk, background));
  tasks.start("keep triggering", keep_triggering(desk, background));
  tasks.start("keep forgetting", keep_forgetting(desk, background));
  for (int i = 0; i < runs_at_once; ++i) tasks.start("keep running", keep_running(desk, runs));

  const std::string url = server.address().url();
  log::info("serve.ready", {{"url", url}, {"ms", watch.ms()}});
  if (options.ready) options.ready(url);
  else fmt::print(stderr, "Groundwork serves on {} (Ctrl-C stops it)\n", url);
  if (served.store.reading<std::int64_t>([](Db& db) { return count_users(db); }) == 0)
    fmt::print(stderr, "There are no users yet: everyone on this machine is an administrator, and behind a proxy everyone whom it lets in. "
                       "A first user closes this: groundwork user add NAME --administrator, then groundwork key add NAME.\n");

  bool clean = false;
  auto life = [](Loop& l, Server& s, Tasks& t, Desk& d, bool& out) -> Task<void> { out = co_await run_until_told(l, s, t, d); };
  loop.spawn(life(loop, server, tasks, desk, clean), [](std::exception_ptr) {});
  loop.run();
  if (!clean) {
    // Something on the pool did not come back in time. All that was acknowledged is on the disk, and the store stands a kill at any moment.
    log::warning("serve.stop_cut");
    std::fflush(nullptr);
    std::_Exit(0);
  }
  pool.join();
  running.join();
  background.join();
  runs.join();
  log::info("serve.stopped");
  return 0;
}

}  // namespace gw
