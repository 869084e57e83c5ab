#include "cli/output.h"

#include <fmt/format.h>
#include <unistd.h>

#include <chrono>
#include <cstdio>

#include "base/error.h"
#include "base/text.h"

namespace gw::cli {
namespace {

bool wide(char32_t c) {
  return is_cjk(c) || (c >= 0x3000 && c <= 0x303F) || (c >= 0xFF01 && c <= 0xFF60) || (c >= 0xFFE0 && c <= 0xFFE6) || (c >= 0x1F300 && c <= 0x1FAFF);
}

// Control characters, and those that turn the direction of what follows.
bool commands_terminal(char32_t c) {
  return c < 32 || (c >= 0x7F && c < 0xA0) || c == 0x061C || c == 0x200E || c == 0x200F || (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
}

double seconds() { return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count(); }

}  // namespace

void print_line(std::string_view text) { fmt::print("{}\n", harmless(text)); }
void print_json(const json::object& object) { fmt::print("{}\n", json_text(object)); }
void print_bytes(std::string_view bytes) {
  if (std::fwrite(bytes.data(), 1, bytes.size(), stdout) != bytes.size() || std::fflush(stdout) != 0) throw Error(Code::unavailable, "Standard output took not all of the file.");
}
void say(std::string_view text) {
  std::fflush(stdout);  // else `2>&1` puts this into the middle of what was printed before
  fmt::print(stderr, "{}\n", harmless(text));
}

std::string harmless(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const char32_t c = decode(text, at);
    if (c == '\n' || c == '\t' || !commands_terminal(c)) encode(c, out);
  }
  return out;
}

std::size_t columns_of(std::string_view text) {
  std::size_t columns = 0;
  for (std::size_t at = 0; at < text.size();) columns += wide(decode(text, at)) ? 2 : 1;
  return columns;
}

std::string one_line(std::string_view text, std::size_t columns) {
  std::string out;
  std::size_t used = 0;
  bool space = false;
  for (std::size_t at = 0; at < text.size();) {
    const char32_t c = decode(text, at);
    if (is_space(c)) { space = !out.empty(); continue; }
    if (commands_terminal(c)) continue;
    const std::size_t need = (wide(c) ? 2 : 1) + (space ? 1 : 0);
    if (used + need > columns - 1) return out + "…";
    if (space) out += ' ';
    space = false;
    encode(c, out);
    used += need;
  }
  return out;
}

void Table::print() const {
  std::vector<std::size_t> widths;
  for (const auto& row : rows_)
    for (std::size_t i = 0; i < row.size(); ++i) {
      if (widths.size() <= i) widths.push_back(0);
      widths[i] = std::max(widths[i], columns_of(row[i]));
    }
  for (const auto& row : rows_) {
    std::string line;
    for (std::size_t i = 0; i < row.size(); ++i) {
      line += row[i];
      if (i + 1 < row.size()) line.append(widths[i] - columns_of(row[i]) + 2, ' ');
    }
    print_line(line);
  }
}

Progress::Progress() : terminal_(::isatty(2) == 1) {}
Progress::~Progress() {
  if (shown_) fmt::print(stderr, "\r\033[K");
}

void Progress::show(std::string_view stage, std::int64_t done, std::int64_t all) {
  if (!terminal_ || seconds() - last_ < 0.1) return;
  last_ = seconds();
  shown_ = true;
  constexpr int width = 30;
  const int full = all > 0 ? static_cast<int>(std::min<std::int64_t>(width, done * width / all)) : 0;
  fmt::print(stderr, "\r\033[K{} [{}{}] {}{}", stage, std::string(static_cast<std::size_t>(full), '#'), std::string(static_cast<std::size_t>(width - full), '.'), done,
             all > 0 ? fmt::format(" of {}", all) : "");
  std::fflush(stderr);
}

}  // namespace gw::cli
