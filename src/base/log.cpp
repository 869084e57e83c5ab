// spdlog stands behind this file alone: its headers cost five seconds a translation unit.
#include "base/log.h"

#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

namespace gw::log {
namespace {

spdlog::logger& sink() {
  static const auto logger = [] {
    auto made = std::make_shared<spdlog::logger>("groundwork", std::make_shared<spdlog::sinks::stderr_sink_mt>());
    made->set_pattern("%Y-%m-%dT%H:%M:%SZ %l %v", spdlog::pattern_time_type::utc);
    made->set_level(spdlog::level::warn);
    return made;
  }();
  return *logger;
}

// A value from outside may hold line breaks; one event stays one line.
std::string quoted(const std::string& value) {
  if (!value.empty() && value.find_first_of(" \"=\n\r\t") == std::string::npos) return value;
  std::string out = "\"";
  for (char c : value) {
    if (c == '"' || c == '\\') out += '\\';
    if (static_cast<unsigned char>(c) < 32) { out += ' '; continue; }
    out += c;
  }
  return out + '"';
}

void write(spdlog::level::level_enum level, std::string_view event, std::initializer_list<Field> fields) {
  if (!sink().should_log(level)) return;
  std::string line(event);
  for (const auto& field : fields) line.append(" ").append(field.name).append("=").append(quoted(field.value));
  sink().log(level, "{}", line);
}

}  // namespace

void set_level(Level level) {
  constexpr spdlog::level::level_enum levels[] = {spdlog::level::debug, spdlog::level::info, spdlog::level::warn, spdlog::level::err, spdlog::level::off};
  sink().set_level(levels[static_cast<int>(level)]);
}
void debug(std::string_view event, std::initializer_list<Field> fields) { write(spdlog::level::debug, event, fields); }
void info(std::string_view event, std::initializer_list<Field> fields) { write(spdlog::level::info, event, fields); }
void warning(std::string_view event, std::initializer_list<Field> fields) { write(spdlog::level::warn, event, fields); }
void error(std::string_view event, std::initializer_list<Field> fields) { write(spdlog::level::err, event, fields); }

}  // namespace gw::log
