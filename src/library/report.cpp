// Several reports of one run made into one.
#include <algorithm>

#include "base/text.h"
#include "library/library.h"

namespace gw {
namespace {

constexpr std::size_t failed_kept = 1000;

}  // namespace

void AddReport::join(AddReport more) {
  added += more.added;
  updated += more.updated;
  unchanged += more.unchanged;
  removed += more.removed;
  empty += more.empty;
  moved += more.moved;
  conflicts += more.conflicts;
  seen += more.seen;
  read += more.read;
  failed_count += more.failed_count;
  for (auto& one : more.failed)
    if (failed.size() < failed_kept) failed.push_back(std::move(one));
  for (const auto& [format, files] : more.unread_formats) count_unread(format, files);
}

void AddReport::fail(const std::string& path, const std::string& reason) {
  ++failed_count;
  if (failed.size() < failed_kept) failed.push_back({valid_utf8(path), reason});
}

void AddReport::count_unread(const std::string& format, std::int64_t files) {
  const auto at = std::ranges::lower_bound(unread_formats, format, {}, &std::pair<std::string, std::int64_t>::first);
  if (at != unread_formats.end() && at->first == format) at->second += files;
  else unread_formats.insert(at, {format, files});
}

}  // namespace gw
