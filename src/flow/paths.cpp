#include "flow/paths.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/spelling.h"
#include "base/text.h"

namespace gw {
namespace {

bool opens_word(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || static_cast<unsigned char>(c) >= 0x80; }
bool in_word(char c) { return opens_word(c) || (c >= '0' && c <= '9'); }

bool is_operator(std::string_view word) {
  constexpr std::string_view words[] = {"or", "and", "not", "in", "true", "false", "null"};
  return std::ranges::find(words, word) != std::end(words);
}

// Walks over one text; `at_` is the byte it stands on.
class Scanner {
 public:
  explicit Scanner(std::string_view text) : text_(text) {}

  std::vector<PathAt> scan() {
    while (at_ < text_.size()) {
      if (text_.substr(at_).starts_with("$${")) at_ += 3;
      else if (text_.substr(at_).starts_with("${")) {
        const std::size_t opened = at_;
        at_ += 2;
        expression('}');
        alone_ = trim(text_).size() == at_ - opened;
      } else ++at_;
    }
    if (found_.size() == 1) found_.front().alone = alone_ && only_path();
    return std::move(found_);
  }

 private:
  char now() const { return at_ < text_.size() ? text_[at_] : '\0'; }
  void skip_spaces() {
    while (now() == ' ' || now() == '\t' || now() == '\n' || now() == '\r') ++at_;
  }
  std::string word() {
    const std::size_t from = at_;
    while (at_ < text_.size() && in_word(text_[at_])) ++at_;
    return std::string(text_.substr(from, at_ - from));
  }
  std::string quoted_text() {
    const char mark = now();
    std::string out;
    for (++at_; at_ < text_.size() && text_[at_] != mark; ++at_) {
      if (text_[at_] == '\\' && at_ + 1 < text_.size()) ++at_;
      out += text_[at_];
    }
    ++at_;
    return out;
  }

  // Up to `end`, which is taken too.
  void expression(char end) {
    while (at_ < text_.size() && now() != end) {
      if (now() == '"' || now() == '\'') quoted_text();
      else if (now() == '[') { ++at_; expression(']'); }
      else if (opens_word(now())) path();
      else if (now() >= '0' && now() <= '9') while (in_word(now()) || now() == '.') ++at_;
      else ++at_;
    }
    ++at_;
  }

  void path() {
    PathAt out;
    out.parts.push_back({.name = {}, .at = at_});
    const std::size_t from = at_;
    out.parts.front().name = word();
    const std::size_t ended = at_;
    skip_spaces();
    if (now() == '(' || is_operator(out.parts.front().name)) return;
    at_ = ended;
    while (part(out)) {}
    end_ = at_;
    from_ = from;
    found_.push_back(std::move(out));
  }

  bool part(PathAt& path) {
    if (now() == '.') {
      ++at_;
      PathPart next{.name = {}, .at = at_};
      next.name = word();
      path.parts.push_back(std::move(next));
      return !path.parts.back().name.empty();
    }
    if (now() != '[') return false;
    PathPart next{.of = PathPart::Of::computed, .name = {}, .at = at_};
    ++at_;
    skip_spaces();
    const std::size_t from = at_;
    if (now() == '"' || now() == '\'') {
      next.of = PathPart::Of::name;
      next.name = quoted_text();
      expression(']');
    } else {
      const std::size_t before = found_.size();
      expression(']');
      const std::string_view inside = trim(text_.substr(from, at_ > from ? at_ - 1 - from : 0));
      if (inside == "*") next.of = PathPart::Of::all;
      else if (found_.size() == before && !inside.empty() && inside.find_first_not_of("-0123456789") == inside.npos) next.of = PathPart::Of::place;
      next.name = inside;
    }
    path.parts.push_back(std::move(next));
    return true;
  }

  // Whether the one ${...} holds nothing but the one path.
  bool only_path() const {
    const auto open = text_.find("${"), close = text_.rfind('}');
    return trim(text_.substr(open + 2, close - open - 2)).size() == end_ - from_;
  }

  std::string_view text_;
  std::size_t at_ = 0, from_ = 0, end_ = 0;
  bool alone_ = false;
  std::vector<PathAt> found_;
};

std::vector<std::string> names_of(const Schema& schema) {
  std::vector<std::string> out;
  for (const auto& property : schema.properties) out.push_back(property.name);
  return out;
}

bool only(const Schema& schema, Type type) {
  return !schema.types.empty() && std::ranges::all_of(schema.types, [&](Type own) { return own == type || own == Type::null; });
}
bool never(const Schema& schema, Type type) { return !schema.types.empty() && !schema.allows(type); }

// One step along the path: what `schema` has there, or a message.
struct Stepped { Schema gives; std::string message; };

Stepped by_name(const Schema& schema, const PathPart& part, const std::string& so_far) {
  if (only(schema, Type::array)) return {{}, fmt::format("{} is a list; write {}[0].{} for the first or {}[*].{} for all", so_far, so_far, part.name, so_far, part.name)};
  if (never(schema, Type::object)) return {{}, fmt::format("{} is {}, it has no \"{}\"", so_far, in_words(schema), part.name)};
  if (const Schema* property = schema.property(part.name)) return {*property, ""};
  if (!schema.others.empty()) return {schema.others.front(), ""};
  if (schema.types.empty() || schema.open) return {};
  return {{}, fmt::format("{} has no \"{}\"; {}", so_far, part.name, or_rather(part.name, names_of(schema)))};
}

Stepped by_place(const Schema& schema, const PathPart& part, const std::string& so_far) {
  if (never(schema, Type::array) && !(part.of == PathPart::Of::computed && schema.allows(Type::object)))
    return {{}, fmt::format("{} is {}, not a list; leave the [{}] out", so_far, in_words(schema), part.of == PathPart::Of::all ? "*" : part.name)};
  return {schema.items.empty() ? Schema() : schema.items.front(), ""};
}

}  // namespace

std::vector<PathAt> paths_in(std::string_view text) { return Scanner(text).scan(); }

std::string written(const PathAt& path, std::size_t parts) {
  std::string out;
  for (std::size_t i = 0; i < std::min(parts, path.parts.size()); ++i) {
    const PathPart& part = path.parts[i];
    if (part.of == PathPart::Of::name) out += i == 0 ? part.name : "." + part.name;
    else out += "[" + (part.of == PathPart::Of::all ? std::string("*") : part.name) + "]";
  }
  return out;
}

Followed follow(const PathAt& path, const Schema& root) {
  Schema here = root;
  bool spread = false;  // behind [*] each name is taken of every item, so the whole is a list
  for (std::size_t i = 0; i < path.parts.size(); ++i) {
    const PathPart& part = path.parts[i];
    if (i == 0 && here.property(part.name) == nullptr) return {{}, 0, fmt::format("there is no \"{}\" here; {}", part.name, or_rather(part.name, names_of(root)))};
    const std::string so_far = written(path, i);
    Stepped next = part.of == PathPart::Of::name ? by_name(here, part, so_far) : by_place(here, part, so_far);
    if (!next.message.empty()) return {{}, i, std::move(next.message)};
    spread = spread || part.of == PathPart::Of::all;
    here = std::move(next.gives);
  }
  return {spread ? list_of(std::move(here)) : std::move(here), 0, ""};
}

}  // namespace gw
