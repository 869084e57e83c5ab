#include <algorithm>

#include "base/result.h"
#include "rules/expression.h"
#include "rules/values.h"

namespace gw {
namespace {

// The place of the } that closes the ${ whose expression begins at `from`; npos when there is none. Quoted text may hold one.
std::size_t closing(std::string_view text, std::size_t from) {
  char quote = '\0';
  for (std::size_t i = from; i < text.size(); ++i) {
    if (quote != '\0') {
      if (text[i] == '\\') ++i;
      else if (text[i] == quote) quote = '\0';
    } else if (text[i] == '"' || text[i] == '\'') {
      quote = text[i];
    } else if (text[i] == '}') {
      return i;
    }
  }
  return std::string_view::npos;
}

Expression parsed_at(std::string_view inner, std::size_t from, std::size_t* at) {
  std::size_t inside = 0;
  auto expression = as_result([&] { return Expression::parse(inner, &inside); });
  if (expression) return std::move(*expression);
  if (at != nullptr) *at = from + inside;
  throw expression.error();
}

}  // namespace

Template Template::parse(std::string_view text, std::size_t* at) {
  Template out;
  std::string plain;
  const auto close_plain = [&] {
    if (!plain.empty()) out.pieces_.push_back({std::move(plain), nullptr});
    plain.clear();
  };
  for (std::size_t i = 0; i < text.size();) {
    const auto rest = text.substr(i);
    if (rest.starts_with("$${")) {
      plain += "${";
      i += 3;
    } else if (rest.starts_with("${")) {
      const std::size_t end = closing(text, i + 2);
      if (end == std::string_view::npos) {
        if (at != nullptr) *at = i;
        throw Error(Code::invalid, "${ is not closed by }.");
      }
      close_plain();
      out.pieces_.push_back({"", std::make_shared<const Expression>(parsed_at(text.substr(i + 2, end - i - 2), i + 2, at))});
      i = end + 1;
    } else {
      plain.push_back(text[i++]);
    }
  }
  close_plain();
  return out;
}

json::value Template::fill(const json::object& scope) const {
  if (pieces_.size() == 1 && pieces_[0].expression != nullptr) return pieces_[0].expression->evaluate(scope);
  return json::value(fill_as(scope, written));
}

std::string Template::fill_as(const json::object& scope, const std::function<std::string(const json::value&)>& write) const {
  std::string out;
  for (const Piece& piece : pieces_) append_bounded(out, piece.expression == nullptr ? piece.text : write(piece.expression->evaluate(scope)));
  return out;
}

std::vector<Reference> Template::references() const {
  std::vector<Reference> out;
  for (const Piece& piece : pieces_) {
    if (piece.expression == nullptr) continue;
    for (const auto& path : piece.expression->references())
      if (std::ranges::find(out, path) == out.end()) out.push_back(path);
  }
  return out;
}

bool Template::constant() const {
  return std::ranges::all_of(pieces_, [](const Piece& piece) { return piece.expression == nullptr; });
}

}  // namespace gw
