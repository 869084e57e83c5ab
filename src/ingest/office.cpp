#include "ingest/office.h"

#include "base/error.h"
#include "base/text.h"
#include "ingest/builder.h"

namespace gw {
namespace {

constexpr std::uint64_t small_part = 4u << 20;

std::string_view folder_of(std::string_view part) {
  const auto slash = part.rfind('/');
  return slash == std::string_view::npos ? std::string_view() : part.substr(0, slash + 1);
}

// `../media/a.xml` beside `ppt/slides/` is `ppt/media/a.xml`; it never leaves the archive.
std::string resolve(std::string_view base, std::string_view target) {
  std::vector<std::string_view> pieces;
  if (!target.starts_with('/'))
    for (const auto piece : split(base, '/'))
      if (!piece.empty()) pieces.push_back(piece);
  for (const auto piece : split(target, '/')) {
    if (piece.empty() || piece == ".") continue;
    if (piece == "..") { if (!pieces.empty()) pieces.pop_back(); continue; }
    pieces.push_back(piece);
  }
  std::string out;
  for (const auto piece : pieces) { if (!out.empty()) out += '/'; out += piece; }
  return out;
}

std::string_view marker(OfficeKind kind) {
  switch (kind) {
    case OfficeKind::word: return "word";
    case OfficeKind::sheet: return "sheet";
    case OfficeKind::slides: return "presentation";
    case OfficeKind::none: break;
  }
  return "?";
}

OfficeKind kind_of_type(std::string_view type) {
  if (!type.ends_with(".main+xml")) return OfficeKind::none;
  if (type.find("wordprocessingml") != std::string_view::npos || type.find("ms-word") != std::string_view::npos) return OfficeKind::word;
  if (type.find("spreadsheetml") != std::string_view::npos || type.find("ms-excel.sheet") != std::string_view::npos || type.find("ms-excel.template") != std::string_view::npos)
    return OfficeKind::sheet;
  if (type.find("presentationml") != std::string_view::npos || type.find("ms-powerpoint") != std::string_view::npos) return OfficeKind::slides;
  return OfficeKind::none;
}

// The main part as the content types name it.
std::pair<OfficeKind, std::string> main_part(Archive& archive) {
  pugi::xml_document types;
  const std::string bytes = archive.read_if("[Content_Types].xml", small_part);
  if (bytes.empty()) return {OfficeKind::none, ""};
  load_xml(types, bytes);
  for (const auto& node : types.document_element().children()) {
    const OfficeKind kind = kind_of_type(attribute(node, "ContentType"));
    if (kind == OfficeKind::none) continue;
    if (local(node) == "Override") return {kind, resolve("", attribute(node, "PartName"))};
    for (const char* usual : {"word/document.xml", "xl/workbook.xml", "ppt/presentation.xml"})
      if (archive.has(usual)) return {kind, usual};
  }
  return {OfficeKind::none, ""};
}

}  // namespace

OfficeKind office_kind(Source& source) {
  Archive* archive = source.archive();
  if (archive == nullptr) return OfficeKind::none;
  try {
    return main_part(*archive).first;
  } catch (const Error&) {
    return OfficeKind::none;
  }
}

OfficePackage::OfficePackage(Archive& archive, OfficeKind kind) : archive_(archive) {
  auto [found, part] = main_part(archive);
  if (found != kind || !archive.has(part)) throw Error(Code::invalid, "The office file has no document in it.", std::string(marker(kind)));
  main_ = std::move(part);
}

OfficePackage::Relations OfficePackage::relations(std::string_view part) {
  Relations out;
  pugi::xml_document document;
  const auto folder = folder_of(part);
  if (!load_if(std::string(folder) + "_rels/" + std::string(part.substr(folder.size())) + ".rels", document)) return out;
  for (const auto& node : document.document_element().children()) {
    if (attribute(node, "TargetMode") == "External") continue;
    const auto type = attribute(node, "Type");
    out.emplace(attribute(node, "Id"), Relation{std::string(type.substr(type.rfind('/') + 1)), resolve(folder, attribute(node, "Target"))});
  }
  return out;
}

void OfficePackage::load(std::string_view part, pugi::xml_document& document) {
  const auto index = archive_.find(part);
  if (!index) throw Error(Code::invalid, "A part of the office file is missing.");
  load_xml(document, archive_.read(*index, xml_bytes_most));
}

bool OfficePackage::load_if(std::string_view part, pugi::xml_document& document) {
  if (!archive_.has(part)) return false;
  try {
    load(part, document);
    return true;
  } catch (const Error&) {
    return false;
  }
}

std::string OfficePackage::title() {
  pugi::xml_document core;
  if (!load_if("docProps/core.xml", core)) return {};
  std::string title = fold_space(text_below(child(core.document_element(), "title")));
  const std::string lower = lower_ascii(title);
  for (const char* empty : {"powerpoint presentation", "presentation", "word document", "document", "untitled", "slide 1"})
    if (lower == empty) return {};
  return title;
}

}  // namespace gw
