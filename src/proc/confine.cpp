#include "proc/confine.h"

#include <fcntl.h>
#include <linux/landlock.h>
#include <sched.h>
#include <seccomp.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <memory>

#include "base/error.h"
#include "proc/child.h"

namespace gw {
namespace {

using Context = std::unique_ptr<void, void (*)(scmp_filter_ctx)>;

// Landlock of ABI 1 and later: rights over files. Debian's headers may be older than the kernel, so bits beyond them stand here.
constexpr std::uint64_t read_bits = LANDLOCK_ACCESS_FS_EXECUTE | LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR;
constexpr std::uint64_t write_bits = LANDLOCK_ACCESS_FS_WRITE_FILE | LANDLOCK_ACCESS_FS_REMOVE_DIR | LANDLOCK_ACCESS_FS_REMOVE_FILE |
    LANDLOCK_ACCESS_FS_MAKE_CHAR | LANDLOCK_ACCESS_FS_MAKE_DIR | LANDLOCK_ACCESS_FS_MAKE_REG | LANDLOCK_ACCESS_FS_MAKE_SOCK |
    LANDLOCK_ACCESS_FS_MAKE_FIFO | LANDLOCK_ACCESS_FS_MAKE_BLOCK | LANDLOCK_ACCESS_FS_MAKE_SYM;
constexpr std::uint64_t refer_bit = 1ull << 13, truncate_bit = 1ull << 14;

int new_ruleset() {
  const long abi = ::syscall(SYS_landlock_create_ruleset, nullptr, 0, LANDLOCK_CREATE_RULESET_VERSION);
  if (abi < 1) return -1;
  landlock_ruleset_attr rights{};
  rights.handled_access_fs = read_bits | write_bits | (abi >= 2 ? refer_bit : 0) | (abi >= 3 ? truncate_bit : 0);
  return static_cast<int>(::syscall(SYS_landlock_create_ruleset, &rights, sizeof rights, 0));
}

void allow_path(int ruleset, const char* path, std::uint64_t bits) {
  const Fd at(::open(path, O_PATH | O_CLOEXEC));
  if (!at) return;
  landlock_path_beneath_attr rule{};
  rule.parent_fd = at.get();
  rule.allowed_access = bits;
  ::syscall(SYS_landlock_add_rule, ruleset, LANDLOCK_RULE_PATH_BENEATH, &rule, 0);
}

int ruleset_for_programs() {
  const int ruleset = new_ruleset();
  if (ruleset < 0) return -1;
  for (const char* path : {"/usr", "/lib", "/lib64", "/bin", "/opt", "/etc/fonts", "/var/cache/fontconfig"}) allow_path(ruleset, path, read_bits);
  // Of /proc only what tells of no process. /proc/self/fd/3 opens nonetheless: it leads to a file in memory, which lies on no file system that is ruled over.
  for (const char* path : {"/etc/ld.so.cache", "/etc/ld.so.conf", "/etc/localtime", "/dev/urandom", "/dev/zero", "/proc/cpuinfo", "/proc/meminfo"}) allow_path(ruleset, path, LANDLOCK_ACCESS_FS_READ_FILE);
  allow_path(ruleset, "/dev/null", LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_WRITE_FILE);
  return ruleset;
}

std::vector<sock_filter> seccomp_for_programs() {
  const Context context(seccomp_init(SCMP_ACT_ALLOW), [](scmp_filter_ctx c) { if (c != nullptr) seccomp_release(c); });
  if (!context) return {};
  bool whole = true;
  const auto deny = [&](std::uint32_t action, const char* name, auto... arguments) {
    const int number = seccomp_syscall_resolve_name(name);
    if (number != __NR_SCMP_ERROR && number >= 0 && seccomp_rule_add(context.get(), action, number, static_cast<unsigned>(sizeof...(arguments)), arguments...) != 0) whole = false;
  };
  for (const char* name : {"socket", "socketpair", "connect", "bind", "listen", "accept", "accept4", "ptrace", "process_vm_readv", "process_vm_writev", "mount",
        "umount2", "pivot_root", "chroot", "bpf", "perf_event_open", "keyctl", "add_key", "request_key", "unshare", "setns", "kexec_load", "init_module",
        "finit_module", "delete_module", "io_uring_setup", "userfaultfd", "open_by_handle_at", "reboot", "swapon", "swapoff", "settimeofday", "clock_settime",
        "setsid", "setpgid",  // what left the group would not be ended with it
        // Signals reach whoever has the same user, the server too, and a filter made before the fork cannot tell who is meant.
        "kill", "tkill", "tgkill", "rt_sigqueueinfo", "rt_tgsigqueueinfo", "pidfd_open", "pidfd_send_signal", "pidfd_getfd",
        "setpriority", "ioprio_set", "migrate_pages", "move_pages", "process_madvise", "process_mrelease", "kcmp",
        // Memory and messages that outlive the group.
        "shmget", "shmat", "shmctl", "semget", "semop", "semtimedop", "semctl", "msgget", "msgsnd", "msgrcv", "msgctl", "mq_open", "mq_unlink"})
    deny(SCMP_ACT_ERRNO(EPERM), name);
  for (const char* name : {"prlimit64", "sched_setaffinity", "sched_setscheduler", "sched_setparam", "sched_setattr"})  // of others: 0 is the caller
    deny(SCMP_ACT_ERRNO(EPERM), name, SCMP_A0(SCMP_CMP_NE, 0));
  for (const scmp_datum_t space : {CLONE_NEWUSER, CLONE_NEWNS, CLONE_NEWPID, CLONE_NEWNET, CLONE_NEWIPC, CLONE_NEWUTS, CLONE_NEWCGROUP})
    deny(SCMP_ACT_ERRNO(EPERM), "clone", SCMP_A0(SCMP_CMP_MASKED_EQ, space, space));
  deny(SCMP_ACT_ERRNO(ENOSYS), "clone3");  // its flags lie in memory; without it the C library takes clone
  if (!whole) return {};
  const Fd file(::memfd_create("filter", MFD_CLOEXEC));
  if (!file || seccomp_export_bpf(context.get(), file.get()) != 0) return {};
  const off_t size = ::lseek(file.get(), 0, SEEK_END);
  std::vector<sock_filter> program(static_cast<std::size_t>(size) / sizeof(sock_filter));
  if (::pread(file.get(), program.data(), program.size() * sizeof(sock_filter), 0) != size) return {};
  return program;
}

void limit(__rlimit_resource what, rlim_t value) {
  const rlimit both{value, value};
  ::setrlimit(what, &both);
}

}  // namespace

const ProgramFilter& program_filter() {
  static const ProgramFilter filter{seccomp_for_programs(), ruleset_for_programs()};
  return filter;
}

bool can_confine_programs() { return !program_filter().seccomp.empty(); }

void hide_self() {
  if (!sanitized) ::prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);  // LeakSanitizer looks at itself as a debugger does
}

void confine_self(std::uint64_t address_space_bytes) {
  const auto fail = [](const char* what) { throw Error(Code::unavailable, "The parser could not be confined on this machine.", what); };
  limit(RLIMIT_CORE, 0);
  limit(RLIMIT_FSIZE, 0);
  if (!sanitized && address_space_bytes > 0) limit(RLIMIT_AS, address_space_bytes);
  if (::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) fail("no_new_privs");
  if (const int ruleset = new_ruleset(); ruleset >= 0) {  // no rule at all: no file
    ::syscall(SYS_landlock_restrict_self, ruleset, 0);
    ::close(ruleset);
  }
  // What is not listed fails with EPERM, so that a library that asks in vain goes on; what only an attack asks for ends the process.
  const Context context(seccomp_init(SCMP_ACT_ERRNO(EPERM)), [](scmp_filter_ctx c) { if (c != nullptr) seccomp_release(c); });
  if (!context) fail("seccomp_init");
  const auto add = [&](std::uint32_t action, const char* name) {
    const int number = seccomp_syscall_resolve_name(name);
    if (number != __NR_SCMP_ERROR && number >= 0 && seccomp_rule_add(context.get(), action, number, 0) != 0) fail(name);
  };
  for (const char* name : {"read", "write", "readv", "writev", "lseek", "fstat", "close", "exit", "exit_group", "munmap", "mremap", "brk", "madvise", "futex",
        "rt_sigreturn", "rt_sigaction", "rt_sigprocmask", "sigaltstack", "clock_gettime", "clock_getres", "clock_nanosleep", "nanosleep", "gettimeofday", "time",
        "getrandom", "getpid", "gettid", "poll", "ppoll", "setitimer", "alarm", "sched_yield", "sched_getaffinity", "restart_syscall", "rseq",
        "set_robust_list", "membarrier", "getcpu", "getrusage"})
    add(SCMP_ACT_ALLOW, name);
  for (const char* name : {"execve", "execveat", "socket", "connect", "ptrace", "fork", "vfork", "process_vm_readv", "process_vm_writev", "bpf", "mount"})
    add(SCMP_ACT_KILL_PROCESS, name);
  // A failed assertion ends this process; it ends no other.
  if (seccomp_rule_add(context.get(), SCMP_ACT_ALLOW, SCMP_SYS(tgkill), 1, SCMP_A0(SCMP_CMP_EQ, static_cast<scmp_datum_t>(::getpid()))) != 0) fail("tgkill");
  for (const int number : {SCMP_SYS(mmap), SCMP_SYS(mprotect)})
    if (seccomp_rule_add(context.get(), SCMP_ACT_ALLOW, number, 1, SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0)) != 0) fail("memory");
  if (sanitized)  // it looks through a pipe whether memory can be read; its reports read the maps and may link late
    for (const char* name : {"pipe", "pipe2", "openat", "open", "readlink", "newfstatat", "prctl", "mlock", "munlock"}) add(SCMP_ACT_ALLOW, name);
  if (seccomp_load(context.get()) != 0) fail("seccomp_load");
}

}  // namespace gw
