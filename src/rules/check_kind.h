// What a kind of check is: a row that describes itself and reads its settings into a function. One file in kinds/ and one line in kinds/kinds.def.
#pragma once
#include <functional>
#include <string_view>
#include <vector>

#include "rules/checking.h"
#include "rules/map_reader.h"

namespace gw {

using Check = std::function<void(Checking&)>;

struct CheckKind {
  std::string_view name;
  std::string_view sentence;   ///< what must hold
  std::string_view example;    ///< one rule, in YAML
  std::string_view violating;  ///< a context (as context_of reads it) that breaks the example
  std::string_view passing;    ///< and one that keeps it
  /// Reads the kind's own settings and notes what is wrong with them. The check throws Error when it cannot be done; it runs only when nothing was wrong.
  Check (*read)(MapReader& settings);
};

/// All kinds in reading order.
const std::vector<const CheckKind*>& all_check_kinds();

/// The settings `field` and `document`. `Documents::yes` allows documents, and means all of them when neither is given; else `field` is needed.
enum class Documents : bool { no, yes };
RuleTarget read_target(MapReader& settings, Documents documents);

/// "field" or "document" and its name, as a sentence begins: "The field amount", "Field amount" in Chinese: 字段 amount.
Sentence subject_of(std::string_view field, std::string_view document);

}  // namespace gw
