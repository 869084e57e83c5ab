#include "http/turns.h"

#include "base/error.h"

namespace gw {

Turn::Turn(Turns& turns, std::string who, int at_once) : turns_(turns), who_(std::move(who)), at_once_(at_once) {
  auto& line = turns_.lines_[who_];
  if (line.present >= turns_.present_most_) throw Error(Code::busy, "Many of your requests wait already; try again in a moment.");
  ++line.present;
}

Turn::~Turn() {
  auto& line = turns_.lines_[who_];
  if (begun_) --line.working;
  if (--line.present == 0) turns_.lines_.erase(who_);
}

Task<void> Turn::begin() {
  auto& line = turns_.lines_[who_];
  while (line.working >= at_once_) co_await pause(std::chrono::milliseconds(2));
  ++line.working;
  begun_ = true;
}

}  // namespace gw
