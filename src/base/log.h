// Events for the operator, one line each on standard error: `2026-11-23T09:30:00Z info ingest.done document=12 chunks=4`.
// Never a prompt, a reply, document text or a key.
#pragma once
#include <initializer_list>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

namespace gw::log {

enum class Level { debug, info, warning, error, off };

struct Field {
  std::string_view name;
  std::string value;
  Field(std::string_view n, std::string v) : name(n), value(std::move(v)) {}
  Field(std::string_view n, const char* v) : name(n), value(v) {}
  Field(std::string_view n, std::string_view v) : name(n), value(v) {}
  template <class N>
    requires std::is_arithmetic_v<N>
  Field(std::string_view n, N v) : name(n), value(std::to_string(v)) {}
};

void set_level(Level level);  ///< default warning; `serve` sets info
void debug(std::string_view event, std::initializer_list<Field> fields = {});
void info(std::string_view event, std::initializer_list<Field> fields = {});
void warning(std::string_view event, std::initializer_list<Field> fields = {});
void error(std::string_view event, std::initializer_list<Field> fields = {});

}  // namespace gw::log
