// XML of office files: read without DOCTYPE, without entities beyond the five, without depth that a walk could not bear.
#pragma once
#include <pugixml.hpp>
#include <string>
#include <string_view>

namespace gw {

constexpr std::uint64_t xml_bytes_most = 40u << 20;  ///< a tree takes up to ten times its text
constexpr int xml_depth_most = 200;

/// Parses into `document`. Error(invalid) for a DOCTYPE, broken XML, or nesting beyond xml_depth_most (so a recursive walk is safe).
void load_xml(pugi::xml_document& document, std::string_view bytes);

/// The name without its prefix: "p" of "w:p".
std::string_view local(const pugi::xml_node& node);
/// An attribute by its name without prefix; "" when missing.
std::string_view attribute(const pugi::xml_node& node, std::string_view name);
/// The first child of that local name; null node when there is none.
pugi::xml_node child(const pugi::xml_node& node, std::string_view name);
/// All text below, in order.
std::string text_below(const pugi::xml_node& node);
/// "1", "true", "on" or an element without a value: how OOXML says yes.
bool switched_on(const pugi::xml_node& node);

}  // namespace gw
