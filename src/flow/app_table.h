// The versions of applications: what was applied, unchangeable; which one is live, and since when.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "flow/bundle.h"
#include "store/db.h"

namespace gw {

struct AppVersion : Bundle {
  std::int64_t made_at = 0;
  std::string who;
};

/// The version that is this bundle (its own number does not matter): the one that is there, or a new one.
AppVersion keep_version(Db&, const Bundle& bundle, std::string_view who, std::int64_t at);
std::optional<AppVersion> app_version(Db&, std::string_view app, std::int64_t version);
std::vector<AppVersion> app_versions(Db&, std::string_view app);  ///< latest first
std::optional<AppVersion> live_version(Db&, std::string_view app);
std::optional<std::int64_t> live_number(Db&, std::string_view app);  ///< of the same, without reading what it holds
std::vector<std::string> live_apps(Db&);

struct ReleaseRow {
  std::int64_t version = 0, at = 0;
  std::string who, act, note;  ///< act: "release", "rollback" or "retire"
};
void make_live(Db&, std::string_view app, std::int64_t version, std::string_view who, std::string_view act, std::string_view note, std::int64_t at);
/// The version that was live, which is so no longer; none when none was.
std::optional<std::int64_t> take_down(Db&, std::string_view app, std::string_view who, std::string_view note, std::int64_t at);
std::vector<ReleaseRow> releases_of(Db&, std::string_view app);  ///< latest first

}  // namespace gw
