#include "proc/spawn.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>

#include "base/error.h"
#include "proc/confine.h"
#include "proc/worker.h"

namespace gw {
namespace {

using namespace std::chrono_literals;

Outcome shell(const std::string& script, ProgramLimits limits = {}, std::string_view input = {}) {
  return run({.command = {"sh", "-c", script}, .input = input, .limits = limits});
}

TEST(Spawn, GivesOutputStatusAndInput) {
  EXPECT_EQ(shell("echo hello").out, "hello\n");
  EXPECT_EQ(shell("exit 3").status, 3);
  EXPECT_FALSE(shell("exit 3").ok());
  EXPECT_EQ(shell("echo no >&2; exit 1").err, "no\n");
  const std::string large(300'000, 'x');
  EXPECT_EQ(shell("cat /proc/self/fd/3", {}, large).out, large);
  EXPECT_EQ(run({.command = {"cat"}, .input = "on stdin", .input_on_stdin = true}).out, "on stdin");
  EXPECT_EQ(run({.command = {"python3", "-c", "import ctypes; ctypes.string_at(0)"}}).end, Outcome::End::crashed);
}

TEST(Spawn, EndsWhatTakesTooMuch) {
  const auto begin = std::chrono::steady_clock::now();
  EXPECT_EQ(shell("sleep 30", {.time = 200ms}).end, Outcome::End::time);
  EXPECT_EQ(shell("sleep 30 & sleep 30", {.time = 200ms}).end, Outcome::End::time);
  EXPECT_EQ(shell("exec >&- 2>&-; sleep 30", {.time = 200ms}).end, Outcome::End::time);
  EXPECT_LT(std::chrono::steady_clock::now() - begin, 10s);
  const Outcome flood = shell("while :; do echo flood; done", {.time = 20s, .output_bytes = 10'000});
  EXPECT_EQ(flood.end, Outcome::End::output);
  EXPECT_EQ(flood.out.size(), 10'000u);
  EXPECT_EQ(shell("x=aaaaaaaaaaaaaaaa; while :; do x=$x$x; done", {.time = 20s, .memory_bytes = 64u << 20}).end, Outcome::End::memory);
}

TEST(Spawn, CountsWhatItStartedToo) {
  if (sanitized) GTEST_SKIP() << "memory is not counted as without it";
  const std::string hoard = "import os, time\nfor i in range(3): os.fork()\nx = bytearray(24 << 20)\nx[::4096] = b'x' * len(x[::4096])\ntime.sleep(30)";
  EXPECT_EQ(run({.command = {"python3", "-c", hoard}, .limits = {.time = 20s, .memory_bytes = 96u << 20}}).end, Outcome::End::memory);
  EXPECT_EQ(shell("i=0; while [ $i -lt 80 ]; do sleep 30 & i=$((i+1)); done; wait", {.time = 20s}).end, Outcome::End::memory);
}

TEST(Spawn, LeavesOtherProcessesAlone) {
  const std::string parent = std::to_string(::getpid());
  EXPECT_NE(shell("kill -9 " + parent).status, 0);
  EXPECT_NE(shell("kill -0 $PPID").status, 0);
  const std::string python = "import os, ctypes\nlibc = ctypes.CDLL(None)\nprint(libc.shmget(0, 4096, 0o1600), libc.semget(0, 1, 0o1600), libc.msgget(0, 0o1600), libc.syscall(424, 3, 9, 0, 0))\n";
  EXPECT_EQ(run({.command = {"python3", "-c", python}}).out, "-1 -1 -1 -1\n");
  const std::string limits = "import resource\ntry:\n  resource.prlimit(" + parent + ", resource.RLIMIT_CPU, (3600, 3600))\nexcept PermissionError: print('no')\n";
  EXPECT_EQ(run({.command = {"python3", "-c", limits}}).out, "no\n");
  EXPECT_NE(shell("unshare -U true").status, 0);
  if (program_filter().landlock < 0) GTEST_SKIP() << "this kernel has no Landlock";
  for (const std::string what : {"environ", "cmdline", "maps", "fd/0"}) EXPECT_EQ(shell("cat /proc/" + parent + "/" + what).out, "") << what;
  EXPECT_EQ(shell("cat /proc/self/environ").out, "");
}

// Without Landlock it is the hiding that keeps an environment with secrets from a program of the same user.
TEST(Spawn, DoesNotSeeWhoIsHidden) {
  if (sanitized) GTEST_SKIP() << "a sanitizer looks at its own process";
  const pid_t pid = ::fork();
  if (pid == 0) {
    hide_self();
    ::_exit(::prctl(PR_GET_DUMPABLE) == 0 && shell("cat /proc/" + std::to_string(::getpid()) + "/environ").out.empty() && shell("echo here").out == "here\n" ? 7 : 1);
  }
  int status = 0;
  ::waitpid(pid, &status, 0);
  EXPECT_EQ(WEXITSTATUS(status), 7);
}

TEST(Spawn, SaysWhatIsNotInstalled) {
  try {
    run({.command = {"no-such-program"}});
    FAIL();
  } catch (const Error& e) {
    EXPECT_EQ(e.code(), Code::unavailable);
    EXPECT_NE(e.message().find("no-such-program"), std::string::npos);
  }
}

TEST(Spawn, LetsProgramsWriteNothingAndReadLittle) {
  if (program_filter().landlock < 0) GTEST_SKIP() << "this kernel has no Landlock";
  EXPECT_NE(shell("echo x > /tmp/groundwork-spawn-test").status, 0);
  EXPECT_NE(::access("/tmp/groundwork-spawn-test", F_OK), 0);
  EXPECT_NE(shell("cat /etc/passwd").status, 0);
  EXPECT_EQ(shell("cat /etc/passwd").out, "");
}

// What the child's `act` returns, or the signal that ended it.
template <class Act>
std::pair<int, int> confined(Act act) {
  const pid_t pid = ::fork();
  if (pid == 0) {
    confine_self(1u << 30);
    ::_exit(act());
  }
  int status = 0;
  ::waitpid(pid, &status, 0);
  return {WIFEXITED(status) ? WEXITSTATUS(status) : -1, WIFSIGNALED(status) ? WTERMSIG(status) : 0};
}

TEST(Confine, LeavesMemoryAndOpenFilesAndNothingElse) {
  EXPECT_EQ(confined([] { return std::string(1 << 20, 'x').size() == (1 << 20) ? 7 : 1; }).first, 7);
  if (sanitized && program_filter().landlock < 0) GTEST_SKIP() << "a sanitizer's reports open files, and this kernel has no Landlock";
  EXPECT_EQ(confined([] { return ::open("/etc/hostname", O_RDONLY) < 0 ? 7 : 1; }).first, 7);
  EXPECT_EQ(confined([] { return ::open("/tmp/groundwork-confine-test", O_CREAT | O_WRONLY, 0600) < 0 ? 7 : 1; }).first, 7);
  EXPECT_EQ(confined([] { return ::mmap(nullptr, 4096, PROT_READ | PROT_WRITE | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) == MAP_FAILED ? 7 : 1; }).first, 7);
  EXPECT_EQ(confined([] { return ::kill(::getppid(), 0) < 0 ? 7 : 1; }).first, 7);
  EXPECT_EQ(confined([] { return ::socket(AF_INET, SOCK_STREAM, 0) < 0 ? 7 : 1; }).second, SIGSYS);
  EXPECT_EQ(confined([] { ::execl("/bin/true", "true", nullptr); return 1; }).second, SIGSYS);
}

Code code_of(Worker& worker, Worker::Limits limits) {
  try {
    worker.call({"hello"}, limits);
    return Code::conflict;
  } catch (const Error& e) {
    return e.code();
  }
}

TEST(Worker, IsReplacedAfterItCrashedOrHung) {
  Worker crashes({"/bin/sh", "-c", "head -c 5 >/dev/null; kill -SEGV $$"});
  EXPECT_EQ(code_of(crashes, {}), Code::invalid);
  EXPECT_EQ(code_of(crashes, {}), Code::invalid);
  EXPECT_EQ(crashes.started(), 2u);
  Worker hangs({"/bin/sleep", "30"});
  EXPECT_EQ(code_of(hangs, {.time = 200ms}), Code::timeout);
  Worker talks_nonsense({"/bin/sh", "-c", "echo this is no frame at all; sleep 30"});
  EXPECT_EQ(code_of(talks_nonsense, {}), Code::invalid);
  Worker promises_too_much({"/bin/sh", "-c", "printf 'GWF1\\377\\377\\377\\377\\377\\377\\377\\177'; sleep 30"});
  EXPECT_EQ(code_of(promises_too_much, {}), Code::invalid);
  Worker eats({"/bin/sh", "-c", "x=aaaaaaaaaaaaaaaa; while :; do x=$x$x; done"});
  EXPECT_EQ(code_of(eats, {.time = 20s, .memory_bytes = 32u << 20}), Code::invalid);
}

TEST(Worker, GetsFramesBack) {
  Worker echo({"/bin/cat"});
  EXPECT_EQ(echo.call({"one", "", " two"}, {}), "one two");
  const std::string large(5'000'000, 'y');
  EXPECT_EQ(echo.call({large, large}, {}), large + large);
  EXPECT_EQ(echo.call({}, {}), "");
  EXPECT_EQ(echo.started(), 1u);
}

}  // namespace
}  // namespace gw
