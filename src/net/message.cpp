#include "net/message.h"

#include <algorithm>

#include "base/text.h"

namespace gw {
namespace {

bool same_name(std::string_view a, std::string_view b) {
  const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; };
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [&](char x, char y) { return lower(x) == lower(y); });
}

}  // namespace

void Headers::set(std::string_view name, std::string value) {
  std::erase_if(fields_, [&](const auto& field) { return same_name(field.first, name); });
  fields_.emplace_back(name, std::move(value));
}

std::optional<std::string_view> Headers::find(std::string_view name) const {
  for (const auto& [field, value] : fields_)
    if (same_name(field, name)) return value;
  return std::nullopt;
}

std::size_t Headers::count(std::string_view name) const {
  return static_cast<std::size_t>(std::count_if(fields_.begin(), fields_.end(), [&](const auto& field) { return same_name(field.first, name); }));
}

SpooledBody::~SpooledBody() {
  std::error_code gone_already;
  std::filesystem::remove(path, gone_already);
}

std::optional<std::string> Request::find(std::string_view name) const {
  for (const auto& [key, value] : query)
    if (key == name) return value;
  return std::nullopt;
}

std::string sse_event(std::string_view event, std::string_view data) {
  std::string out = "event: ";
  out += event;
  for (const auto line : split(data, '\n')) {
    out += "\ndata: ";
    out += line;
  }
  out += "\n\n";
  return out;
}

}  // namespace gw
