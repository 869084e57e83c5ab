// Queue of telemetry frames between the field bus reader and the sender of the VG-10.
// The reader must never wait: when the queue is full, the oldest frame is dropped.

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>

namespace veylan {

// One reading of one controller, as it came from the field bus.
struct Frame {
  std::uint16_t controller;
  std::uint32_t seconds;
  float flow_m3h;
  float pressure_bar;
};

// Must be a power of two; 4096 frames hold about 34 minutes of one controller at 2 readings a second.
constexpr std::size_t kFrameSlots = 4096;

class FrameQueue {
 public:
  // Returns false when an old frame had to be dropped to make room.
  bool push(const Frame& frame) {
    const bool full = size_ == kFrameSlots;
    slots_[(first_ + size_) % kFrameSlots] = frame;
    if (full) {
      first_ = (first_ + 1) % kFrameSlots;
      ++dropped_;
    } else {
      ++size_;
    }
    return !full;
  }

  std::optional<Frame> pop() {
    if (size_ == 0) return std::nullopt;
    Frame frame = slots_[first_];
    first_ = (first_ + 1) % kFrameSlots;
    --size_;
    return frame;
  }

  // Shown in the diagnosis page as "frames_dropped"; more than 100 a day raises ERR-2020.
  std::uint64_t dropped() const { return dropped_; }

 private:
  std::array<Frame, kFrameSlots> slots_{};
  std::size_t first_ = 0;
  std::size_t size_ = 0;
  std::uint64_t dropped_ = 0;
};

}  // namespace veylan
