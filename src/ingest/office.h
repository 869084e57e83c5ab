// The package around a docx, xlsx or pptx: which part is the document, and what its parts point to.
#pragma once
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "ingest/archive.h"
#include "ingest/source.h"
#include "ingest/xml.h"

namespace gw {

enum class OfficeKind { none, word, sheet, slides };

/// By [Content_Types].xml, never by name. Never throws.
OfficeKind office_kind(Source& source);

class OfficePackage {
 public:
  OfficePackage(Archive& archive, OfficeKind kind);  ///< Error(invalid) when the main part is not there
  const std::string& main() const { return main_; }

  struct Relation { std::string type, target; };  ///< `type` is the last piece of the address: "header", "slide", ...; `target` a name in the archive
  using Relations = std::map<std::string, Relation, std::less<>>;
  /// Of a part; outside targets are left out: nothing is ever fetched.
  Relations relations(std::string_view part);

  /// Error(invalid) when the part is missing or broken.
  void load(std::string_view part, pugi::xml_document& document);
  /// False when the part is not there or broken: what is missing beside the main text costs only itself.
  bool load_if(std::string_view part, pugi::xml_document& document);
  std::string title();  ///< of docProps/core.xml

 private:
  Archive& archive_;
  std::string main_;
};

}  // namespace gw
