#include "http/turns.h"

#include "base/error.h"

namespace gw {
namespace {
constexpr int present_max = 16;
}

Turn::Turn(Turns& turns, std::string who) : turns_(turns), who_(std::move(who)) {
  auto& line = turns_.lines_[who_];
  if (line.present >= present_max) throw Error(Code::busy, "Many of your requests wait already; try again in a moment.");
  ++line.present;
}

Turn::~Turn() {
  auto& line = turns_.lines_[who_];
  if (begun_) line.working = false;
  if (--line.present == 0) turns_.lines_.erase(who_);
}

Task<void> Turn::begin() {
  auto& line = turns_.lines_[who_];
  while (line.working) co_await pause(std::chrono::milliseconds(5));
  line.working = begun_ = true;
}

}  // namespace gw
