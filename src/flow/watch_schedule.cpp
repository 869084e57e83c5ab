// The minutes of a schedule.
//
// Minutes are counted on the wall's clock, which jumps when summer begins and ends: a minute that is passed over counts when it is passed, one that
// comes twice counts once. A schedule of every hour counts real minutes.
#include <fmt/format.h>

#include <algorithm>
#include <ctime>

#include "flow/watch.h"

namespace gw {
namespace {

constexpr std::int64_t minutes_back_most = std::int64_t{366} * 24 * 60;
constexpr std::int64_t minutes_ahead_most = 180;  // further ahead than clocks are put back: the machine's time was wrong

class ScheduleWatch : public Watch {
 public:
  ScheduleWatch(const Trigger& trigger, const json::value& memory) : text_(trigger.what), schedule_(*trigger.schedule) {
    if (memory.is_int64()) seen_ = memory.get_int64();
  }

  std::vector<std::string> there(const Look& look) override {
    seen_ = minute(look);
    return {};
  }

  std::vector<Arrival> look(const Look& look) override {
    const std::int64_t now = minute(look);
    if (seen_ == 0 || seen_ > now + minutes_ahead_most) seen_ = now;
    for (std::int64_t at = now; at > std::max(seen_, now - minutes_back_most); --at) {
      const std::string name = wall(look, at);
      if (name.empty()) continue;
      if (look.most == 0) return {};
      next_ = now;
      return {{fmt::format("schedule {} {}", text_, at), name, [] { return json::object(); }}};
    }
    seen_ = std::max(seen_, now);
    return {};
  }

  void done(const Arrival&) override { seen_ = std::max(seen_, next_); }
  json::value memory() const override { return seen_; }

 private:
  bool real() const { return schedule_.hours.all(); }

  static std::tm local(std::int64_t seconds) {
    const std::time_t time = seconds;
    std::tm out{};
    localtime_r(&time, &out);
    return out;
  }
  // On the clock that counts, in minutes.
  std::int64_t minute(const Look& look) const {
    const std::int64_t seconds = look.now_ms / 1000;
    return (seconds + (real() ? 0 : local(seconds).tm_gmtoff)) / 60;
  }
  // The minute for people, when it is one of the schedule's.
  std::string wall(const Look&, std::int64_t at) const {
    std::tm time{};
    const std::time_t seconds = at * 60;
    if (real()) time = local(seconds);
    else gmtime_r(&seconds, &time);
    if (!schedule_.holds(time)) return "";
    return fmt::format("{:04}-{:02}-{:02} {:02}:{:02}", time.tm_year + 1900, time.tm_mon + 1, time.tm_mday, time.tm_hour, time.tm_min);
  }

  const std::string text_;
  const Schedule schedule_;
  std::int64_t seen_ = 0, next_ = 0;
};

}  // namespace

std::unique_ptr<Watch> watch_schedule(const Trigger& trigger, const json::value& memory) { return std::make_unique<ScheduleWatch>(trigger, memory); }

}  // namespace gw
