#include "rules/patience.h"

#include <ctime>

#include "base/error.h"

namespace gw {
namespace {

std::chrono::nanoseconds spent() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return std::chrono::seconds(now.tv_sec) + std::chrono::nanoseconds(now.tv_nsec);
}

}  // namespace

Patience::Patience(std::chrono::milliseconds most) : until_(spent() + most) {}

bool Patience::over() const { return spent() > until_; }

void Patience::check() const {
  if (over()) throw Error(Code::timeout, "Looking through the text took too long.");
}

}  // namespace gw
