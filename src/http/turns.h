// Work that reads many rows is done one after another for each caller, so that nobody fills all threads with it.
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
  Turn(Turns& turns, std::string who);
  ~Turn();
  Turn(const Turn&) = delete;
  Task<void> begin();  ///< returns when nothing else of the caller is under way

 private:
  Turns& turns_;
  const std::string who_;
  bool begun_ = false;
};

/// Who is under way now. Outlives its turns.
class Turns {
 private:
  friend class Turn;
  struct Line {
    int present = 0;
    bool working = false;
  };
  std::map<std::string, Line> lines_;
};

}  // namespace gw
