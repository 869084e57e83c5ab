// Other programs run on foreign bytes: started without a shell, with a deadline, and with limits on memory and output.
//
// The bytes never touch the disk: they lie in a file in memory that the program sees as `/proc/self/fd/3`. The program gets a small
// environment, no other open file, no network, no signal to another process, no way to gain rights, and (where the kernel has Landlock) may write no
// file and read only what lies under /usr, /lib and the folders of fonts: nothing of other processes. At a limit its whole process group is killed.
#pragma once
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gw {

struct ProgramLimits {
  std::chrono::milliseconds time{20'000};
  std::uint64_t memory_bytes = 512u << 20;  ///< resident, of all its processes together (64 at most); watched every few milliseconds
  std::uint64_t output_bytes = 64u << 20;
};

struct Program {
  std::vector<std::string> command;  ///< command[0] is looked up by find_program when it has no slash
  std::string_view input;            ///< seen as /proc/self/fd/3, and as standard input when `input_on_stdin`
  bool input_on_stdin = false;
  std::string_view standard_input = {};  ///< seen as standard input, beside an `input` that is not
  ProgramLimits limits;
};

struct Outcome {
  enum class End { exited, time, memory, output, crashed };
  End end = End::exited;
  int status = 0;     ///< the exit status when it exited
  std::string out;
  std::string err;    ///< the first 4 kB
  bool ok() const { return end == End::exited && status == 0; }
};

/// Error(unavailable) when the program is not there or cannot be started. What goes wrong inside it is told by the Outcome.
Outcome run(const Program& program);

/// Looks in /usr/local/bin, /usr/bin, /bin and the folders of PATH.
std::optional<std::filesystem::path> find_program(std::string_view name);

}  // namespace gw
