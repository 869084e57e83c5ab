// Passages of documents in the results of steps: which collection they come from and how they are written down.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "flow/step_kind.h"

namespace gw {

/// The setting "collection", nullopt when it is missing or empty.
std::optional<std::string> collection_of(const json::object& settings);

json::array citations_json(const std::vector<Citation>& citations);

/// Whether the document is named by any of them.
bool tells_of(const std::vector<Evidence>& evidence, std::string_view collection, std::string_view document);

/// Whether a person would be answered in Chinese: it has a Han character.
bool is_chinese(std::string_view text);

}  // namespace gw
