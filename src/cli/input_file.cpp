#include "cli/input_file.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/error.h"
#include "base/files.h"
#include "base/result.h"
#include "base/text.h"
#include "ingest/ingest.h"

namespace gw::cli {
namespace {

constexpr std::uint64_t file_most = 64 << 20;
constexpr std::array<std::string_view, 6> as_they_stand{"", "txt", "md", "csv", "code", "pairs"};

bool is_plain(std::string_view bytes, std::string_view format) {
  return is_utf8(bytes) && bytes.find('\0') == bytes.npos && std::ranges::find(as_they_stand, format) != as_they_stand.end();
}

}  // namespace

std::string text_of_file(const std::filesystem::path& file) {
  std::string bytes = read_file(file, file_most);
  const std::string name = file.filename().string();
  if (is_plain(bytes, format_of(bytes, name))) return bytes;
  auto parsed = as_result([&] { return ParserPool(1).parse(bytes, name); });
  if (!parsed) throw Error(parsed.error().code(), fmt::format("{} is neither text nor a document that can be read: {}", file.string(), parsed.error().message()), parsed.error().detail());
  if (trim(parsed->text).empty())
    throw Error(Code::invalid, parsed->scanned_pages.empty() ? fmt::format("There is no text in {}.", file.string())
                                                             : fmt::format("The pages of {} are pictures; `groundwork add` reads such, an input takes text.", file.string()));
  return std::move(parsed->text);
}

void demand_inputs(const App& app, const json::object& inputs) {
  std::string names, how;
  for (const auto& input : app.inputs) {
    if (!input.required() || inputs.contains(input.name)) continue;
    names += (names.empty() ? "" : ", ") + input.name;
    how += fmt::format(" -i {}=...", input.name);
  }
  if (!names.empty()) throw Error(Code::invalid, fmt::format("{} {} missing: `groundwork run {}{}`.", names, names.find(',') == names.npos ? "is" : "are", app.name, how));
}

}  // namespace gw::cli
