#include "rules/checking.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/error.h"
#include "base/text.h"
#include "rules/values.h"

namespace gw {
namespace {

constexpr std::size_t text_bytes_most = 16u << 20, values_most = 10'000;

// "lines[*].amount" and 2 is "lines[2].amount"; other lists have their number behind them.
std::string item_name(const std::string& path, std::size_t i) {
  const auto star = path.find("[*]");
  if (star == std::string::npos || path.find("[*]", star + 3) != std::string::npos) return fmt::format("{}[{}]", path, i);
  return fmt::format("{}[{}]{}", path.substr(0, star), i, path.substr(star + 3));
}

void put(std::vector<SeenValue>& out, std::string name, const json::value& value) {
  if (value.is_null()) return;
  if (out.size() >= values_most) throw Error(Code::invalid, "The field holds more than 10,000 values.");
  out.push_back({std::move(name), value});
}

}  // namespace

const Searchable& RuleText::searchable() const {
  if (searchable_ == nullptr) searchable_ = std::make_unique<Searchable>(text_);
  return *searchable_;
}
const FoldedText& RuleText::folded() const {
  if (folded_ == nullptr) folded_ = std::make_unique<FoldedText>(text_);
  return *folded_;
}

RuleDocuments::RuleDocuments(const RuleContext& context) {
  for (const auto& document : context.documents) {
    names.push_back(document.name);
    texts.emplace_back(is_utf8(document.text) ? document.text : valid_utf8(document.text));
  }
}

std::vector<SeenValue> Checking::values(const RuleTarget& target) {
  std::vector<SeenValue> out;
  for (const Expression& field : target.fields) {
    const json::value value = field.evaluate(scope_);
    if (const auto* list = value.if_array()) {
      for (std::size_t i = 0; i < list->size(); ++i) put(out, item_name(field.text(), i), (*list)[i]);
    } else {
      put(out, field.text(), value);
    }
  }
  if (!out.empty()) looked();
  return out;
}

std::vector<SeenText> Checking::documents(const RuleTarget& target) {
  std::vector<SeenText> out;
  for (std::size_t i = 0; i < documents_.names.size(); ++i) {
    const std::string& name = documents_.names[i];
    if (!target.all_documents && std::ranges::find(target.documents, name) == target.documents.end()) continue;
    if (documents_.texts[i].text().size() > text_bytes_most) throw Error(Code::invalid, fmt::format("The document {} is longer than 16 MB.", name));
    out.push_back({"", name, &documents_.texts[i]});
  }
  if (!out.empty()) looked();
  return out;
}

std::vector<SeenText> Checking::texts(const RuleTarget& target) {
  std::vector<SeenText> out;
  for (const SeenValue& seen : values(target)) {
    const std::string text = written(seen.value);
    if (text.size() > text_bytes_most) throw Error(Code::invalid, fmt::format("The field {} is longer than 16 MB.", seen.field));
    out.push_back({seen.field, "", &field_texts_.emplace_back(text)});
  }
  for (auto& document : documents(target)) out.push_back(std::move(document));
  return out;
}

void Checking::violated(const SeenText& where, TextPlace place, json::object found, Sentence says) {
  std::string quote(slice(where.text->text(), place.start, place.end));
  found["quote"] = quote;
  violated(Breach{where.field, where.document, place, std::move(quote), std::move(found), std::move(says)});
}
void Checking::violated(const SeenText& where, json::object found, Sentence says) {
  violated(Breach{.field = where.field, .document = where.document, .found = std::move(found), .says = std::move(says)});
}
void Checking::violated(const SeenValue& where, json::object found, Sentence says) {
  found["value"] = where.value;
  violated(Breach{.field = where.field, .found = std::move(found), .says = std::move(says)});
}

}  // namespace gw
