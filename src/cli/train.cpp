// train: fits an app's small models and says what they are worth.
#include <fmt/format.h>

#include "cli/commands.h"
#include "cli/output.h"
#include "cli/tongue.h"
#include "flow/app_files.h"
#include "learn/grade.h"
#include "learn/train.h"

namespace gw::cli {

int train(const Call& call, const TrainArguments& arguments) {
  House house = call.house();
  const App app = draft_of(house.store, arguments.app, grader_names());
  Progress bar;
  const TrainOptions options{.measure = !arguments.quick, .progress = [&](std::string_view stage, std::int64_t done, std::int64_t all) { bar.show(stage, done, all); }};
  for (const auto& report : gw::train(house.store, app, options)) {
    if (call.common.json) {
      print_json(report_json(report));
      continue;
    }
    print_line(sentence(report, tongue_of(house)));
    say(fmt::format("model {} stored as number {}, {:.1f} MB, {:.1f} s", report.name, report.number, static_cast<double>(report.bytes) / 1e6, report.seconds));
  }
  return 0;
}

}  // namespace gw::cli
