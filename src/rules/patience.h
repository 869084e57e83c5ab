// How much work one rule or one pattern may cost, so that nothing a person writes or uploads keeps the program from its other work.
#pragma once
#include <chrono>

namespace gw {

/// Counts the processor time of this thread, so a busy machine changes no result. Use it on the thread that made it.
class Patience {
 public:
  explicit Patience(std::chrono::milliseconds most = std::chrono::milliseconds(200));
  bool over() const;
  void check() const;  ///< Error(timeout) when it is over

 private:
  std::chrono::nanoseconds until_;
};

}  // namespace gw
