#include "proc/spawn.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>

#include "base/error.h"
#include "base/text.h"
#include "proc/child.h"

namespace gw {
namespace {

using Clock = std::chrono::steady_clock;
constexpr int tick_ms = 20;
constexpr std::chrono::milliseconds count_every{100};
constexpr std::size_t processes_most = 64;

struct Pipe {
  Fd read, write;
  Pipe() {
    int ends[2];
    if (::pipe2(ends, O_CLOEXEC) != 0) throw Error(Code::unavailable, "Too many files are open.");
    read = Fd(ends[0]);
    write = Fd(ends[1]);
  }
};

// Reads what is there; false at the end.
bool drain(int fd, std::string& into, std::uint64_t most) {
  char buffer[1 << 16];
  const ssize_t n = ::read(fd, buffer, sizeof buffer);
  if (n < 0) return errno == EINTR || errno == EAGAIN;
  if (n == 0) return false;
  into.append(buffer, std::min<std::size_t>(static_cast<std::size_t>(n), most > into.size() ? most - into.size() : 0));
  return true;
}

}  // namespace

std::optional<std::filesystem::path> find_program(std::string_view name) {
  std::vector<std::string> folders = {"/usr/local/bin", "/usr/bin", "/bin"};
  if (const char* path = std::getenv("PATH"))
    for (const auto folder : split(path, ':'))
      if (folder.starts_with('/')) folders.emplace_back(folder);
  for (const auto& folder : folders) {
    const auto path = std::filesystem::path(folder) / name;
    if (::access(path.c_str(), X_OK) == 0) return path;
  }
  return std::nullopt;
}

Outcome run(const Program& program) {
  Start start;
  start.command = program.command;
  if (start.command.empty()) throw Error(Code::internal, "No program was named.");
  if (start.command[0].find('/') == std::string::npos) {
    const auto path = find_program(start.command[0]);
    if (!path) throw Error(Code::unavailable, fmt::format("The program {} is not installed.", start.command[0]));
    start.command[0] = path->string();
  }
  const Fd input = file_in_memory(program.input);
  Pipe out, err;
  const Fd said = program.standard_input.empty() ? Fd() : file_in_memory(program.standard_input);
  start.in = program.input_on_stdin ? input.get() : said.get();
  start.out = out.write.get();
  start.err = err.write.get();
  start.extra = input.get();
  start.confined = true;
  start.cpu_seconds = static_cast<std::uint64_t>(program.limits.time.count() / 1000 + 2);
  start.address_space = program.limits.memory_bytes * 4 + (std::uint64_t{1} << 30);
  Child child(start);
  out.write.reset();
  err.write.reset();

  Outcome outcome;
  const auto deadline = Clock::now() + program.limits.time;
  auto count_at = Clock::now() + count_every;
  const auto over = [&] {
    if (Clock::now() >= deadline) { outcome.end = Outcome::End::time; return true; }
    if (child.resident_bytes() > program.limits.memory_bytes) { outcome.end = Outcome::End::memory; return true; }
    if (Clock::now() < count_at) return false;
    const auto group = child.group();
    count_at = Clock::now() + count_every;
    if (group.resident_bytes <= program.limits.memory_bytes && group.processes <= processes_most) return false;
    outcome.end = Outcome::End::memory;
    return true;
  };
  auto looked = Clock::now();
  while (out.read || err.read) {
    pollfd both[2] = {{out.read.get(), POLLIN, 0}, {err.read.get(), POLLIN, 0}};  // poll skips what is -1
    ::poll(both, 2, tick_ms);
    if (both[0].revents != 0 && !drain(out.read.get(), outcome.out, program.limits.output_bytes + 1)) out.read.reset();
    if (both[1].revents != 0) {
      if (!drain(err.read.get(), outcome.err, 4096)) err.read.reset();
    }
    if (outcome.out.size() > program.limits.output_bytes) {
      outcome.end = Outcome::End::output;
      outcome.out.resize(program.limits.output_bytes);
      child.kill();
      return outcome;
    }
    if (Clock::now() - looked > std::chrono::milliseconds(tick_ms)) {
      looked = Clock::now();
      if (over()) { child.kill(); return outcome; }
    }
  }
  int status = 0;
  while (!child.ended(status)) {  // it closed its output; it may still linger
    if (over()) { child.kill(); return outcome; }
    ::usleep(500);
  }
  if (WIFEXITED(status)) {
    outcome.status = WEXITSTATUS(status);
    if (outcome.status == 127 && outcome.out.empty() && outcome.err.empty())
      throw Error(Code::unavailable, fmt::format("The program {} could not be started.", program.command[0]));
  } else {
    outcome.end = WIFSIGNALED(status) && WTERMSIG(status) == SIGXCPU ? Outcome::End::time : Outcome::End::crashed;
  }
  return outcome;
}

}  // namespace gw
