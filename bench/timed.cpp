// Runs a command and says what it took. Standard output and error are the command's; the findings go to the file.
//
//   timed FILE COMMAND ARGUMENT...      FILE: wall seconds TAB processor seconds TAB largest resident MB
#include <fmt/format.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fstream>

#include "base/time.h"

int main(int count, char** words) {
  if (count < 3) {
    fmt::print(stderr, "usage: timed FILE COMMAND ARGUMENT...\n");
    return 2;
  }
  const gw::Stopwatch watch;
  const pid_t child = fork();
  if (child == 0) {
    execvp(words[2], words + 2);
    _exit(127);
  }
  int status = 0;
  rusage used{};
  if (child < 0 || wait4(child, &status, 0, &used) != child) return 1;
  const double processor = static_cast<double>(used.ru_utime.tv_sec + used.ru_stime.tv_sec) + static_cast<double>(used.ru_utime.tv_usec + used.ru_stime.tv_usec) / 1e6;
  std::ofstream(words[1]) << fmt::format("{:.2f}\t{:.2f}\t{:.1f}\n", watch.seconds(), processor, static_cast<double>(used.ru_maxrss) / 1024);
  return WIFEXITED(status) ? WEXITSTATUS(status) : 1;
}
