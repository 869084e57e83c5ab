// What a process that reads foreign bytes may still ask of the kernel.
#pragma once
#include <linux/filter.h>

#include <cstdint>
#include <string>
#include <vector>

namespace gw {

/// For the process itself, for good: no new rights, no files, no network, no programs, no executable memory; only reading and writing what is open,
/// memory and time. Landlock where the kernel has it. Everything that is loaded late (locale, time zone, converters) must be loaded before.
/// Error(unavailable) when the filter of system calls cannot be installed: then nothing may be parsed.
void confine_self(std::uint64_t address_space_bytes);

/// Keeps others of the same user from reading this process's memory, environment and open files; no core is written of it. Programs that it starts
/// are not hidden.
void hide_self();

/// Whether this program was built with AddressSanitizer, which needs address space and memory beyond the limits.
constexpr bool sanitized =
#if __has_feature(address_sanitizer)
    true;
#else
    false;
#endif

/// The filter for other programs (Poppler, Tesseract, scripts): made once, applied between fork and exec.
struct ProgramFilter {
  std::vector<sock_filter> seccomp;  ///< empty when it could not be made
  int landlock = -1;                 ///< a ruleset; -1 where the kernel has none
};
const ProgramFilter& program_filter();

/// Whether a program that somebody wrote may be run at all: the filter of system calls is there, without which it could end or trace the server.
bool can_confine_programs();

}  // namespace gw
