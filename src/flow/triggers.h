// What starts runs by itself: new files of a folder, new rows of a table, the minutes of a schedule, of every live app.
//
//   look ──> what has come ──> its token is taken and its run stored in one transaction ──> go_on, by whoever asked
//
// A process that is killed anywhere leaves either no run or one; a second process that looks at the same time starts nothing twice. What lay there when
// an app went live starts nothing. A run has the rights of the user that its trigger names (`as`), else an administrator's.
#pragma once
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "flow/runner.h"
#include "flow/watch.h"

namespace gw {

class Triggers {
 public:
  /// `parse` as Library: confined children unless told otherwise.
  explicit Triggers(Runner& runner, Parse parse = {});
  ~Triggers();

  /// Looks once, every two seconds or so, from one thread; begins at most `most` runs and gives their ids for Runner::go_on. A file that cannot be read and
  /// inputs that do not fit are failed runs; what is wrong with a trigger itself (a folder that is not there) stands in its row.
  std::vector<std::string> look(std::size_t most);

 private:
  struct Watched;
  void look_at(const std::string& name, std::size_t most, std::vector<std::string>& begun);
  void take(const App& app, Watched& watched, std::size_t most, std::vector<std::string>& begun);
  bool begin(const App& app, const Trigger& trigger, Arrival& arrival, std::vector<std::string>& begun);
  Watched& watched(const App& app, std::size_t position);
  void remember(const std::string& app, std::size_t position, Watched& watched);
  Met met_by(const std::string& app) const;

  Runner& runner_;
  const Parse parse_;
  std::map<std::string, std::vector<std::unique_ptr<Watched>>> apps_;
};

/// Takes note of what lies there now, for an app that has just gone live; triggers that it had before go on where they stand.
void begin_watching(Runner& runner, const std::string& app);

struct TriggerRow {
  std::string app;
  std::size_t position = 0;
  std::string on, what, as;
  std::int64_t fired_at = 0;  ///< milliseconds since 1970; 0: not yet
  std::int64_t runs = 0;      ///< begun by it
  std::string fault;          ///< what is wrong now, one sentence; "" when nothing is
};
/// Of all live apps, by name and place.
std::vector<TriggerRow> trigger_rows(Runner& runner);
/// {"app","position","on","what","as","fired","runs","fault"}
json::object trigger_json(const TriggerRow& row);

}  // namespace gw
