#include "flow/model_inputs.h"

#include <fmt/format.h>

#include <cmath>

#include "base/text.h"
#include "index/analyser.h"
#include "ingest/sentences.h"
#include "rules/number.h"
#include "rules/values.h"

namespace gw {
namespace {

constexpr std::size_t words_most = 400, value_characters_most = 60, items_most = 100, pairs_up_to = 60, input_characters_most = 8000;

void put_number(double number, BagField& out) {
  out.terms.push_back(number < 0 ? "<0" : ">=0");
  const double size = std::abs(number);
  for (int power = -3; power <= 9; ++power)
    for (const int step : {1, 2, 5}) {
      const double mark = step * std::pow(10.0, power);
      if (size < mark) return;
      out.terms.push_back(fmt::format("{}{:g}", number < 0 ? "<-" : ">", mark));
    }
}

void put_text(std::string_view text, BagField& out) {
  text = trim(text);
  if (count_code_points(text.substr(0, value_characters_most * 4)) <= value_characters_most) {
    if (text.empty()) return;
    out.terms.push_back("=" + nfkc_casefold(text));
    if (const auto number = read_number(text)) put_number(*number, out);
  }
  auto words = words_of(text, input_characters_most);
  words.resize(std::min(words.size(), words_most));
  out.pairs = out.pairs || words.size() <= pairs_up_to;
  for (auto& word : words) out.terms.push_back(std::move(word));
}

void put(const json::value& value, BagField& out) {
  if (value.is_string()) put_text(std::string_view(value.get_string()), out);
  else if (value.is_bool()) out.terms.push_back(value.get_bool() ? "=true" : "=false");
  else if (is_number(value)) {
    out.terms.push_back("=" + written(value));
    put_number(number_in(value), out);
  } else if (value.is_array()) {
    std::size_t items = 0;
    for (const auto& item : value.get_array())
      if (items++ < items_most && !item.is_array() && !item.is_object()) put(item, out);
  }
}

std::string text_at(const json::object& inputs, std::string_view name) {
  const auto* value = inputs.if_contains(json::string_view(name.data(), name.size()));
  return value == nullptr ? std::string() : written(*value);
}

}  // namespace

std::vector<std::string> words_of(std::string_view text, std::size_t characters_most) {
  std::vector<std::string> out;
  for (Term& term : terms_of(slice(text, 0, characters_most))) out.push_back(std::move(term.text));
  return out;
}

Bag labels_bag(const json::object& inputs) {
  Bag out;
  for (const auto& member : inputs) {
    BagField field{std::string(member.key()), {}};
    put(member.value(), field);
    if (!field.terms.empty()) out.push_back(std::move(field));
  }
  return out;
}

Waiting waiting_of(const json::object& inputs, std::int64_t now) {
  Waiting out;
  out.bag = ticket_bag(words_of(text_at(inputs, "title")), words_of(text_at(inputs, "text")));
  out.place = text_at(inputs, "place");
  out.time = now;
  return out;
}

ClauseText clause_text(std::string_view text) {
  ClauseText out;
  std::vector<SentenceSpan> spans;
  sentence_spans(text, spans);
  for (const auto& span : spans) {
    const std::string_view sentence = text.substr(span.byte_start, span.byte_end - span.byte_start);
    out.sentences.push_back(sentence_of(sentence, words_of(sentence)));
    out.places.push_back({span.start, span.end});
  }
  return out;
}

ReadFeature read_feature(std::string_view feature) {
  const auto colon = feature.find(':');
  if (colon == feature.npos) return {"", std::string(feature)};
  std::string_view words = feature.substr(colon + 1);
  if (words.starts_with('=')) words.remove_prefix(1);
  return {std::string(feature.substr(0, colon)), std::string(words)};
}

}  // namespace gw
