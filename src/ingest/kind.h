// What a parser is: a row that describes itself, recognises its bytes and reads them. One file in parsers/ and one line in parsers/kinds.def.
#pragma once
#include <string_view>
#include <vector>

#include "ingest/document.h"
#include "ingest/ingest.h"
#include "ingest/source.h"

namespace gw {

struct ParserKind {
  std::string_view name;
  std::string_view sentence;  ///< what it reads
  std::string_view example;   ///< a file name, or bytes in words
  bool (*recognises)(Source&);  ///< cheap and by content; never throws on broken bytes
  /// Fills text, blocks, parts, ...; `format` is set by the caller. Throws Error(invalid) with one sentence.
  Parsed (*parse)(Source&, const ParseOptions&);
};

/// All parsers in the order in which they are asked; the first that recognises the bytes reads them.
const std::vector<const ParserKind*>& parsers();

}  // namespace gw
