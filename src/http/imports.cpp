#include "http/imports.h"

#include <algorithm>

#include "base/hash.h"
#include "base/log.h"
#include "base/time.h"

namespace gw {
namespace {
constexpr std::size_t waiting_max = 16;
constexpr std::size_t known_max = 100;
constexpr std::string_view counts_down = ", left";  // ends the name of a stage that tells what is still to do
}  // namespace

Imports::Progress Imports::Import::progress() const {
  std::lock_guard lock(mutex_);
  return progress_;
}

void Imports::Import::run(Library& library, const std::atomic<bool>& stopping) {
  const Stopwatch watch;
  AddOptions with = options;
  with.progress = [&](std::string_view stage, std::int64_t done, std::int64_t all) {
    if (stopping) throw Error(Code::unavailable, "The server stopped; what was brought in by then stays.");
    note(stage, done, all);
  };
  std::optional<AddReport> report;
  std::optional<Error> error;
  try {
    report = library.add(paths, with);
  } catch (const Error& e) {
    error = e;
  } catch (const std::exception& e) {
    error = Error(Code::internal, "Something went wrong inside Groundwork; the log says where.", e.what());
  }
  log::info("import.done", {{"import", id}, {"ok", report ? 1 : 0}, {"detail", error ? error->detail() : ""}, {"seconds", watch.seconds()}});
  std::lock_guard lock(mutex_);
  progress_.state = report ? State::done : State::failed;
  progress_.stage = report ? "done" : "failed";
  if (report) progress_.done = progress_.all = report->seen;
  progress_.report = std::move(report);
  progress_.error = std::move(error);
}

// A stage that counts down is told as one that counts up: of the most that there ever was to do.
void Imports::Import::note(std::string_view stage, std::int64_t done, std::int64_t all) {
  std::lock_guard lock(mutex_);
  const bool down = stage.ends_with(counts_down);
  if (down) stage.remove_suffix(counts_down.size());
  if (down) all = std::max(done, progress_.stage == stage ? progress_.all : 0);
  progress_.stage = stage;
  progress_.done = down ? all - done : done;
  progress_.all = all;
}

std::shared_ptr<Imports::Import> Imports::add(std::vector<std::string> paths, AddOptions options) {
  std::lock_guard lock(mutex_);
  if (waiting_.size() >= waiting_max) throw Error(Code::busy, "Many imports wait already; try again when one is done.");
  auto import = std::make_shared<Import>(to_hex(random_bytes(8)), std::move(paths), std::move(options));
  waiting_.push_back(import);
  known_.push_back(import);
  if (known_.size() > known_max) known_.pop_front();
  return import;
}

std::shared_ptr<Imports::Import> Imports::next() {
  std::lock_guard lock(mutex_);
  if (waiting_.empty()) return nullptr;
  auto import = waiting_.front();
  waiting_.pop_front();
  return import;
}

std::shared_ptr<Imports::Import> Imports::find(const std::string& id) const {
  std::lock_guard lock(mutex_);
  for (const auto& import : known_)
    if (import->id == id) return import;
  throw Error(Code::not_found, "There is no such import.");
}

}  // namespace gw
