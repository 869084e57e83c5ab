// Lines of JSON, and text cut into terms, for the measurements of the small models.
#pragma once
#include <chrono>
#include <cstdlib>
#include <string>
#include <vector>

#include "base/error.h"
#include "base/files.h"
#include "base/json.h"
#include "base/text.h"
#include "index/analyser.h"

namespace gw::bench {

template <class Use>
void each_line(const fs::path& file, Use&& use) {
  const std::string all = read_file(file, 1ull << 30);
  for (const std::string_view line : split(all, '\n'))
    if (!trim(line).empty()) use(parse_json(line).as_object());
}

inline std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> out;
  for (Term& term : terms_of(text)) out.push_back(std::move(term.text));
  return out;
}

/// "2017-11-18T22:54:01Z" as seconds since 1970.
inline std::int64_t seconds_of(const std::string& text) {
  const auto at = [&](std::size_t from, std::size_t n) { return std::atoi(text.substr(from, n).c_str()); };
  const std::chrono::sys_days day = std::chrono::year{at(0, 4)} / at(5, 2) / at(8, 2);
  return day.time_since_epoch().count() * 86400LL + at(11, 2) * 3600 + at(14, 2) * 60 + at(17, 2);
}

}  // namespace gw::bench
