// Formats that are known by their content and not read.
#pragma once
#include <optional>
#include <string>

#include "ingest/source.h"

namespace gw {

struct ForeignFormat {
  std::string format;    ///< "RTF"
  std::string sentence;  ///< "save it as docx or PDF"
};
/// What the bytes are, when they are something known that no parser reads.
std::optional<ForeignFormat> refused_format(Source& source);

}  // namespace gw
