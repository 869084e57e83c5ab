#include "proc/child.h"

#include <dirent.h>
#include <fcntl.h>
#include <linux/seccomp.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <span>
#include <string_view>

#include "base/error.h"
#include "proc/confine.h"

extern char** environ;

namespace gw {

Fd& Fd::operator=(Fd&& other) noexcept {
  if (this != &other) { reset(); fd_ = std::exchange(other.fd_, -1); }
  return *this;
}
void Fd::reset() {
  if (fd_ >= 0) ::close(fd_);
  fd_ = -1;
}

Fd file_in_memory(std::string_view bytes) {
  Fd file(::memfd_create("input", MFD_CLOEXEC | MFD_ALLOW_SEALING));
  if (!file) throw Error(Code::unavailable, "There is not enough memory to pass the file on.", std::strerror(errno));
  for (std::string_view rest = bytes; !rest.empty();) {
    const ssize_t n = ::write(file.get(), rest.data(), rest.size());
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) throw Error(Code::unavailable, "There is not enough memory to pass the file on.", std::strerror(errno));
    rest.remove_prefix(static_cast<std::size_t>(n));
  }
  ::lseek(file.get(), 0, SEEK_SET);
  ::fcntl(file.get(), F_ADD_SEALS, F_SEAL_WRITE | F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_SEAL);
  return file;
}

namespace {

std::vector<std::string> small_environment() {
  std::vector<std::string> out = {"PATH=/usr/local/bin:/usr/bin:/bin", "LANG=C.UTF-8", "LC_ALL=C.UTF-8", "TZ=UTC0", "HOME=/nonexistent", "OMP_THREAD_LIMIT=1"};
  for (const char* name : {"TESSDATA_PREFIX", "ASAN_OPTIONS", "UBSAN_OPTIONS"})
    if (const char* value = std::getenv(name)) out.push_back(std::string(name) + "=" + value);
  return out;
}

constexpr rlim_t confined_processes_most = 4096;  // of the whole user, so no narrow bound; a group is counted while it is watched

void limit(__rlimit_resource what, rlim_t value) {
  const rlimit both{value, value};
  ::setrlimit(what, &both);
}

// Between fork and exec: only calls that are safe while other threads hold locks. The wanted descriptors are first moved out of the way of 0..3.
[[noreturn]] void become(const Start& start, char* const* argv, char* const* envp, const ProgramFilter* filter) {
  ::setpgid(0, 0);
  const int none = ::open("/dev/null", O_RDWR);
  const int wanted[4] = {start.in, start.out, start.err, start.extra};
  int moved[4];
  for (int i = 0; i < 4; ++i) moved[i] = ::fcntl(wanted[i] >= 0 ? wanted[i] : none, F_DUPFD, 10);
  for (int i = 0; i < 4; ++i) ::dup2(moved[i], i);
  int keep = 3;
  if (filter != nullptr && filter->landlock >= 0) { ::dup2(filter->landlock, 4); keep = 4; }
  ::syscall(SYS_close_range, keep + 1, ~0U, 0);

  ::signal(SIGPIPE, SIG_DFL);
  sigset_t nothing;
  ::sigemptyset(&nothing);
  ::sigprocmask(SIG_SETMASK, &nothing, nullptr);
  limit(RLIMIT_CORE, 0);
  limit(RLIMIT_FSIZE, 0);  // what a program says goes through pipes
  if (start.cpu_seconds > 0) limit(RLIMIT_CPU, start.cpu_seconds);
  if (start.address_space > 0) limit(RLIMIT_AS, start.address_space);
  if (filter != nullptr) {
    limit(RLIMIT_NPROC, confined_processes_most);
    // A server that runs as root: the program may look through no rights but those over files.
    for (int right = 0; right < 64; ++right) ::prctl(PR_CAPBSET_DROP, right, 0, 0, 0);
  }
  ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
  if (filter != nullptr) {
    if (keep == 4) {
      if (::syscall(SYS_landlock_restrict_self, 4, 0) != 0) ::_exit(126);
      ::close(4);
    }
    if (!filter->seccomp.empty()) {
      const sock_fprog program{static_cast<unsigned short>(filter->seccomp.size()), const_cast<sock_filter*>(filter->seccomp.data())};
      if (::prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) != 0) ::_exit(126);
    }
  }
  ::execve(argv[0], argv, envp);
  ::_exit(127);
}

}  // namespace

Child::Child(const Start& start) {
  const ProgramFilter* filter = start.confined ? &program_filter() : nullptr;
  const auto environment = small_environment();
  std::vector<char*> argv, envp;
  for (const auto& word : start.command) argv.push_back(const_cast<char*>(word.c_str()));
  for (const auto& word : environment) envp.push_back(const_cast<char*>(word.c_str()));
  argv.push_back(nullptr);
  envp.push_back(nullptr);
  pid_ = ::fork();
  if (pid_ == 0) become(start, argv.data(), envp.data(), filter);
  if (pid_ < 0) throw Error(Code::unavailable, "No further process could be started.", std::strerror(errno));
  ::setpgid(pid_, pid_);  // also from here, so that a kill of the group cannot come before the group
}

Child& Child::operator=(Child&& other) noexcept {
  if (this != &other) { kill(); pid_ = std::exchange(other.pid_, -1); }
  return *this;
}

namespace {

// The beginning of a file of /proc; "" when it is gone.
std::string_view proc_file(const char* path, std::span<char> into) {
  const Fd file(::open(path, O_RDONLY | O_CLOEXEC));
  const ssize_t n = file ? ::read(file.get(), into.data(), into.size() - 1) : 0;
  if (n <= 0) return {};
  into[static_cast<std::size_t>(n)] = 0;
  return {into.data(), static_cast<std::size_t>(n)};
}

}  // namespace

std::uint64_t Child::resident_bytes() const {
  if (pid_ <= 0) return 0;
  char path[64], text[128];
  std::snprintf(path, sizeof path, "/proc/%d/statm", static_cast<int>(pid_));
  unsigned long long all = 0, resident = 0;
  if (proc_file(path, text).empty() || std::sscanf(text, "%llu %llu", &all, &resident) != 2) return 0;
  return resident * static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE));
}

Child::Group Child::group() const {
  Group out;
  if (pid_ <= 0) return out;
  const std::unique_ptr<DIR, int (*)(DIR*)> all(::opendir("/proc"), ::closedir);
  if (!all) return out;
  while (const dirent* entry = ::readdir(all.get())) {
    if (entry->d_name[0] < '0' || entry->d_name[0] > '9') continue;
    char path[64], text[512];
    std::snprintf(path, sizeof path, "/proc/%.20s/stat", entry->d_name);
    const std::string_view stat = proc_file(path, text);
    const auto name_end = stat.rfind(')');  // the name before it may hold anything
    if (name_end == stat.npos) continue;
    int group = 0;
    unsigned long long pages = 0;
    // state ppid pgrp, then up to rss, the 24th of all
    if (std::sscanf(stat.data() + name_end + 1, " %*c %*d %d %*d %*d %*d %*u %*u %*u %*u %*u %*u %*u %*d %*d %*d %*d %*d %*d %*u %*u %llu", &group, &pages) != 2 || group != pid_) continue;
    ++out.processes;
    out.resident_bytes += pages * static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE));
  }
  return out;
}

bool Child::ended(int& status) {
  if (pid_ <= 0) return true;
  const pid_t done = ::waitpid(pid_, &status, WNOHANG);
  if (done == 0) return false;
  if (done < 0) status = 0;
  ::kill(-pid_, SIGKILL);  // what it left behind
  pid_ = -1;
  return true;
}

void Child::kill() {
  if (pid_ <= 0) return;
  ::kill(-pid_, SIGKILL);
  ::kill(pid_, SIGKILL);
  int status = 0;
  while (::waitpid(pid_, &status, 0) < 0 && errno == EINTR) {}
  pid_ = -1;
}

}  // namespace gw
