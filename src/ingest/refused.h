// Formats that are known by their content and not read.
#pragma once
#include <optional>
#include <string>

#include "ingest/source.h"

namespace gw {

struct Refused {
  std::string format;    ///< "RTF"
  std::string sentence;  ///< "save it as docx or PDF"
};
/// What the bytes are, when they are something known that no parser reads.
std::optional<Refused> refused_format(Source& source);

}  // namespace gw
