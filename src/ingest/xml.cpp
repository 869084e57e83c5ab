#include "ingest/xml.h"

#include "base/error.h"

namespace gw {

void load_xml(pugi::xml_document& document, std::string_view bytes) {
  const auto result = document.load_buffer(bytes.data(), bytes.size(), pugi::parse_default | pugi::parse_ws_pcdata | pugi::parse_doctype | pugi::parse_embed_pcdata);
  for (const auto& node : document.children())
    if (node.type() == pugi::node_doctype) throw Error(Code::invalid, "The file declares its own document type; such office files are not opened.");
  if (!result || !document.document_element()) throw Error(Code::invalid, "A part of the file is broken XML.");
  int depth = 0;
  for (pugi::xml_node node = document.document_element(); node;) {
    if (const auto first = node.first_child()) {
      node = first;
      if (++depth > xml_depth_most) throw Error(Code::invalid, "A part of the file is nested too deeply.");
      continue;
    }
    while (node && !node.next_sibling()) {
      node = node.parent();
      --depth;
      if (depth <= 0) return;
    }
    if (node) node = node.next_sibling();
  }
}

std::string_view local(const pugi::xml_node& node) {
  const std::string_view name = node.name();
  return name.substr(name.find(':') + 1);
}

std::string_view attribute(const pugi::xml_node& node, std::string_view name) {
  for (const auto& a : node.attributes()) {
    const std::string_view full = a.name();
    if (full.substr(full.find(':') + 1) == name) return a.value();
  }
  return {};
}

pugi::xml_node child(const pugi::xml_node& node, std::string_view name) {
  for (const auto& c : node.children())
    if (local(c) == name) return c;
  return {};
}

std::string text_below(const pugi::xml_node& node) {
  std::string out = node.value();
  for (const auto& c : node.children()) out += text_below(c);
  return out;
}

bool switched_on(const pugi::xml_node& node) {
  if (!node) return false;
  const auto value = attribute(node, "val");
  return value.empty() || value == "1" || value == "true" || value == "on";
}

}  // namespace gw
