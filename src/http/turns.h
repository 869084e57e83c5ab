// Work that reads many rows or runs applications is done a few at a time for each caller, so that nobody fills all threads with it.
#pragma once
#include <map>
#include <string>

#include "net/tasks.h"

namespace gw {

class Turns;

/// One caller's turn, from the wait for it to its end. Lives on the loop.
class Turn {
 public:
  /// Error(busy) when many of the caller's wait already.
  Turn(Turns& turns, std::string who, int at_once = 1);
  ~Turn();
  Turn(const Turn&) = delete;
  Task<void> begin();  ///< returns when fewer than `at_once` others of the caller are under way

 private:
  Turns& turns_;
  const std::string who_;
  const int at_once_;
  bool begun_ = false;
};

/// Who is under way now. Outlives its turns.
class Turns {
 public:
  explicit Turns(int present_most = 16) : present_most_(present_most) {}

 private:
  friend class Turn;
  struct Line {
    int present = 0, working = 0;
  };
  const int present_most_;
  std::map<std::string, Line> lines_;
};

}  // namespace gw
