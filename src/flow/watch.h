// One trigger being watched: what has come since somebody last looked.
#pragma once
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "base/files.h"
#include "flow/app.h"
#include "library/library.h"

namespace gw {

/// Something that starts a run: a file, a row, a minute.
struct Arrival {
  std::string token;                     ///< the same for the same thing, whoever looks and whenever
  std::string name;                      ///< "inbox/a.pdf", "reports.csv, row 12", for people
  std::function<json::object()> given;   ///< what the trigger's inputs are made of: {"file": {..}} or {"row": {..}}; an Error says why it cannot be read
};

/// Which of some tokens have been met before, in their order; of things that were there before the app went live, too.
using Met = std::function<std::vector<bool>(const std::vector<std::string>& tokens)>;

/// What a look is given; it outlives the arrivals that come of it.
struct Look {
  const fs::path& root;    ///< of the workspace
  const Met& met;
  const Parse& parse;
  std::int64_t now_ms = 0;
  std::size_t most = 0;    ///< arrivals to give at most; the others come at the next look
};

class Watch {
 public:
  virtual ~Watch() = default;
  /// The tokens of what lies there now and shall not start anything. Error as look.
  virtual std::vector<std::string> there(const Look& look) = 0;
  /// What is new, at most `most`; the same again until `done` is told. Error(not_found), Error(invalid): what is wrong with the thing that is watched.
  virtual std::vector<Arrival> look(const Look& look) = 0;
  virtual void done(const Arrival& arrival) = 0;
  /// What the trigger must remember beyond its tokens; written with its mark.
  virtual json::value memory() const { return nullptr; }
  virtual std::string waiting() const { return ""; }  ///< one sentence when something there is not finished yet
};

/// Every new file of a folder, as soon as it was the same at two looks. Hidden files, links and sub-folders are passed over.
std::unique_ptr<Watch> watch_folder(const Trigger& trigger);
/// Every new row of a .csv or .jsonl file; a last line without its end waits. Rows are known by their content, so a file may be written anew or sorted.
std::unique_ptr<Watch> watch_rows(const Trigger& trigger);
/// The minutes of a schedule, in the machine's time zone; minutes missed while nobody looked count as one. `memory` as it was last given.
std::unique_ptr<Watch> watch_schedule(const Trigger& trigger, const json::value& memory);

}  // namespace gw
