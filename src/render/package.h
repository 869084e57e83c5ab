// A zip container in memory, as office files are: the same parts give the same bytes.
#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace gw {

struct PackagePart { std::string name, bytes; };

/// Parts in the order in which they lie in it, all dated 1980-01-01. Error(internal) when the library fails.
std::string packed(const std::vector<PackagePart>& parts);

constexpr std::string_view xml_head = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";

}  // namespace gw
