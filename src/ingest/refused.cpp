#include "ingest/refused.h"

#include "base/error.h"
#include "base/text.h"
#include "ingest/archive.h"

namespace gw {
namespace {

struct Magic {
  std::size_t at;
  std::string_view bytes;
  const char* format;
  const char* sentence;
};
using namespace std::string_view_literals;
constexpr const char* to_office = "save it as docx or PDF";
constexpr const char* to_unpack = "unpack it or pack it as zip";
constexpr const char* to_picture = "save it as JPEG or PNG";
constexpr const char* no_text = "it holds no text";
constexpr Magic magics[] = {
    {0, "{\\rtf"sv, "RTF", to_office},
    {0, "7z\xBC\xAF\x27\x1C"sv, "7z", to_unpack},
    {0, "Rar!\x1A\x07"sv, "RAR", to_unpack},
    {0, "\x1F\x8B"sv, "gzip", to_unpack},
    {0, "BZh"sv, "bzip2", to_unpack},
    {0, "\xFD" "7zXZ"sv, "xz", to_unpack},
    {0, "\x28\xB5\x2F\xFD"sv, "zstd", to_unpack},
    {257, "ustar"sv, "tar", to_unpack},
    {0, "\x7F" "ELF"sv, "program", no_text},
    {0, "MZ\x90\x00"sv, "program", no_text},
    {0, "\xCA\xFE\xBA\xBE"sv, "program", no_text},
    {0, "%!PS"sv, "PostScript", "save it as PDF"},
    {0, "SQLite format 3\0"sv, "SQLite", "declare it as a database instead"},
    {4, "ftypheic"sv, "HEIC", to_picture},  // pictures, though they lie in a container of videos
    {4, "ftypheix"sv, "HEIC", to_picture},
    {4, "ftypheim"sv, "HEIC", to_picture},
    {4, "ftypheis"sv, "HEIC", to_picture},
    {4, "ftypmif1"sv, "HEIC", to_picture},
    {4, "ftypmsf1"sv, "HEIC", to_picture},
    {4, "ftypavif"sv, "AVIF", to_picture},
    {4, "ftypM4A "sv, "audio", no_text},
    {4, "ftyp"sv, "video", no_text},
    {0, "ID3"sv, "audio", no_text},
    {0, "\xFF\xFB"sv, "audio", no_text},
    {0, "OggS"sv, "audio", no_text},
    {0, "fLaC"sv, "audio", no_text},
    {8, "WAVE"sv, "audio", no_text},
    {8, "AVI "sv, "video", no_text},
    {0, "\x1A\x45\xDF\xA3"sv, "video", no_text},
    {0, "wOFF"sv, "font", no_text},
    {0, "AC10"sv, "DWG", "save it as PDF"},
};

// Entry names of an old Office file stand in it as UTF-16.
bool holds_wide(std::string_view bytes, std::string_view name) {
  std::string wide;
  for (char c : name) { wide.push_back(c); wide.push_back('\0'); }
  return bytes.find(wide) != std::string_view::npos;
}

ForeignFormat old_office(std::string_view bytes) {
  if (holds_wide(bytes, "EncryptedPackage")) return {"locked Office", "save it without a password"};
  if (holds_wide(bytes, "WordDocument")) return {"DOC", "save it as docx"};
  if (holds_wide(bytes, "PowerPoint Document")) return {"PPT", "save it as pptx"};
  if (holds_wide(bytes, "Workbook") || holds_wide(bytes, "Book")) return {"XLS", "save it as xlsx"};
  if (holds_wide(bytes, "__properties_version1.0") || holds_wide(bytes, "__substg1.0_")) return {"MSG", "save the mail as eml"};
  return {"old Office", "save it in a current format"};
}

std::optional<ForeignFormat> in_archive(Archive& archive) {
  const auto index = archive.find("mimetype");
  if (!index || archive.entries()[*index].size > 200) return std::nullopt;
  std::string type;
  try {
    type = archive.read(*index, 200);
  } catch (const Error&) {
    return std::nullopt;
  }
  const std::string_view name = trim(type);
  if (name == "application/epub+zip") return ForeignFormat{"EPUB", "save it as PDF or HTML"};
  if (name.starts_with("application/vnd.oasis.opendocument.")) {
    const std::string_view kind = name.substr(35);
    if (kind.starts_with("text")) return ForeignFormat{"ODT", "save it as docx or PDF"};
    if (kind.starts_with("spreadsheet")) return ForeignFormat{"ODS", "save it as xlsx"};
    if (kind.starts_with("presentation")) return ForeignFormat{"ODP", "save it as pptx or PDF"};
    return ForeignFormat{"OpenDocument", "save it as PDF"};
  }
  return std::nullopt;
}

}  // namespace

std::optional<ForeignFormat> refused_format(Source& source) {
  const std::string_view bytes = source.bytes();
  for (const auto& magic : magics)
    if (bytes.size() >= magic.at && bytes.substr(magic.at).starts_with(magic.bytes)) return ForeignFormat{magic.format, magic.sentence};
  if (bytes.starts_with("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1")) return old_office(bytes);
  if (Archive* archive = source.archive()) return in_archive(*archive);
  return std::nullopt;
}

}  // namespace gw
