// A zip archive of other files: each becomes a document of its own.
#include <algorithm>
#include <set>

#include "base/error.h"
#include "base/text.h"
#include "ingest/archive.h"
#include "ingest/decode.h"
#include "ingest/kind.h"
#include "ingest/names.h"

namespace gw {
namespace {

constexpr std::size_t parts_most[] = {5000, 500};
constexpr std::uint64_t bytes_most[] = {160u << 20, 48u << 20};  // of all parts together, by depth
constexpr std::uint64_t part_most = 96u << 20;

bool litter(std::string_view name) {
  const auto base = name.substr(name.rfind('/') + 1);
  return name.starts_with("__MACOSX/") || base == ".DS_Store" || base == "Thumbs.db" || base == "desktop.ini" || base.starts_with("._");
}

bool recognises(Source& source) { return source.archive() != nullptr; }

std::string read_entry(Archive& archive, std::size_t index, std::uint64_t limit, const ParseOptions& options) {
  if (!archive.entries()[index].encrypted) return archive.read(index, limit);
  for (const auto& password : options.passwords) {
    try {
      return archive.read(index, limit, &password);
    } catch (const Error&) {  // the next one may fit
    }
  }
  throw Error(Code::invalid, "The archive is locked by a password.");
}

Parsed read(Source& source, const ParseOptions& options) {
  Archive& archive = *source.archive();
  if (archive.has("[Content_Types].xml")) throw Error(Code::invalid, "The office file has no document in it.");
  Parsed parsed;
  if (options.depth >= 2) {
    parsed.note = "Not unpacked: it lies more than two containers deep.";
    return parsed;
  }
  const auto depth = static_cast<std::size_t>(std::max(options.depth, 0));
  std::uint64_t all = 0;
  std::size_t locked = 0, broken = 0, files = 0;
  PartNames names;
  for (std::size_t i = 0; i < archive.entries().size(); ++i) {
    const auto& entry = archive.entries()[i];
    if (entry.folder || entry.name.empty() || litter(entry.name)) continue;
    ++files;
    if (parsed.parts.size() >= parts_most[depth] || all >= bytes_most[depth]) {
      parsed.note = "Only the first " + std::to_string(parsed.parts.size()) + " files of the archive were read: it is over a limit.";
      break;
    }
    try {
      std::string bytes = read_entry(archive, i, std::min(part_most, bytes_most[depth] - all), options);
      all += bytes.size();
      parsed.parts.push_back({names.take(entry.utf8 ? entry.name : to_utf8(entry.name, encoding_of(entry.name).empty() ? "windows-1252" : encoding_of(entry.name))), std::move(bytes)});
    } catch (const Error& e) {
      (e.message().find("password") != std::string::npos ? locked : broken) += 1;
    }
  }
  if (locked > 0 && parsed.parts.empty()) throw Error(Code::invalid, options.passwords.empty() ? "The archive is locked by a password." : "The archive is locked by a password that was not given.");
  if (broken > 0 && parsed.parts.empty()) throw Error(Code::invalid, "The archive is damaged, or its files are over the limits.");
  if (locked + broken > 0 && parsed.note.empty()) parsed.note = std::to_string(locked + broken) + " of " + std::to_string(files) + " files of the archive could not be unpacked.";
  return parsed;
}

}  // namespace

extern const ParserKind zip_parser;
const ParserKind zip_parser{"zip", "a zip archive: its files become documents, two containers deep at most", "handover.zip", recognises, read};

}  // namespace gw
