#include "base/yaml.h"

#include <fmt/format.h>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <charconv>
#include <sstream>
#include <unordered_set>

#include "base/error.h"
#include "base/text.h"

namespace gw {
namespace {

constexpr std::size_t bytes_most = 1 << 20, depth_most = 32, values_most = 100'000;

struct Refused {
  Place place;
  std::string message;
};

// yaml-cpp ends a plain text within { } at any question mark, which YAML allows: {en: Who is it?, zh: 是谁？}. It is read with a character in the
// mark's place that no text may hold (U+FDD0), and the mark put back in what comes out. Explicit keys (? name) are not read here anyway.
constexpr std::string_view stand_in = "\xEF\xB7\x90";

std::string replaced(std::string_view text, std::string_view what, std::string_view by) {
  std::string out;
  for (std::size_t from = 0;;) {
    const auto to = text.find(what, from);
    out += text.substr(from, to - from);
    if (to == text.npos) return out;
    out += by;
    from = to + what.size();
  }
}
std::string with_marks(std::string_view text) { return replaced(text, stand_in, "?"); }

// The parser counts columns in bytes, people count characters: this knows where each line begins in the text.
class Lines {
 public:
  explicit Lines(std::string_view text) : text_(text) {
    for (std::size_t at = text.find('\n'); at != text.npos; at = text.find('\n', at + 1)) starts_.push_back(at + 1);
  }
  // Marks come in the text's order, so each line is counted once, however long it is.
  Place place_of(const YAML::Mark& mark) {
    const auto line = static_cast<std::size_t>(std::max(mark.line, 0)), column = static_cast<std::size_t>(std::max(mark.column, 0));
    if (line >= starts_.size()) return {mark.line + 1, mark.column + 1};
    if (line != line_ || column < bytes_) line_ = line, bytes_ = characters_ = 0;
    characters_ += count_code_points(text_.substr(std::min(starts_[line] + bytes_, text_.size())).substr(0, column - bytes_));
    bytes_ = column;
    return {mark.line + 1, static_cast<int>(characters_) + 1};
  }
  // What the parser reads otherwise than people expect, when it stands in this line.
  std::string hint(const YAML::Mark& mark) const {
    const auto line = static_cast<std::size_t>(std::max(mark.line, 0));
    if (line >= starts_.size()) return "";
    const std::string_view rest = text_.substr(starts_[line]), whole = rest.substr(0, std::min(rest.find('\n'), rest.size()));
    if (whole.find("${") != whole.npos) return "; within { } or [ ] a ${...} needs quotes: \"${...}\"";
    if (whole.substr(0, whole.find_first_not_of(" \t")).find('\t') != whole.npos) return "; a tab cannot indent, write spaces";
    return "";
  }

 private:
  std::string_view text_;
  std::vector<std::size_t> starts_{0};
  std::size_t line_ = 0, bytes_ = 0, characters_ = 0;  // how far the last line asked for is counted
};

// The parser's words, as a person who has never read its source would say them.
std::string in_plain_words(const std::string& message) {
  struct Row { std::string_view said, meant; };
  static const Row rows[] = {
      {YAML::ErrorMsg::END_OF_MAP_FLOW, "a { is not closed, or a comma is missing before this"},
      {YAML::ErrorMsg::END_OF_SEQ_FLOW, "a [ is not closed, or a comma is missing before this"},
      {YAML::ErrorMsg::END_OF_MAP, "this line is indented otherwise than the lines before it"},
      {YAML::ErrorMsg::END_OF_SEQ, "this line is indented otherwise than the items before it"},
      {YAML::ErrorMsg::MAP_VALUE, "a : cannot stand here; put quotes around a text that holds one"},
      {YAML::ErrorMsg::MAP_KEY, "a ? cannot stand here; put quotes around a text that holds one"},
      {YAML::ErrorMsg::BLOCK_ENTRY, "an item (- ) cannot stand here; it belongs on a line of its own"},
      {YAML::ErrorMsg::FLOW_END, "a } or ] closes what was not opened"},
      {YAML::ErrorMsg::EOF_IN_SCALAR, "a quote is not closed"},
      {YAML::ErrorMsg::TAB_IN_INDENTATION, "a tab cannot indent; write spaces"},
      {YAML::ErrorMsg::UNKNOWN_TOKEN, "this cannot stand here; put quotes around the text"},
  };
  for (const auto& row : rows)
    if (message == row.said) return std::string(row.meant);
  return message;
}

// Builds the tree from the parser's events. yaml-cpp's own tree would share what an alias names and keep no place of a key.
class Builder : public YAML::EventHandler {
 public:
  explicit Builder(Lines& lines) : lines_(lines) {}
  void OnDocumentStart(const YAML::Mark&) override {}
  void OnDocumentEnd() override {}
  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override { put({.kind = Yaml::Kind::nothing, .place = seen(mark, anchor)}); }
  void OnAlias(const YAML::Mark& mark, YAML::anchor_t) override { throw Refused{lines_.place_of(mark), "an alias (*name) is not read here; write the value out"}; }
  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor, const std::string& value) override {
    if (tag != "?" && tag != "!" && !tag.empty()) throw Refused{lines_.place_of(mark), "a tag is not read here; leave it out"};
    put({.kind = Yaml::Kind::scalar, .place = seen(mark, anchor), .text = with_marks(value), .plain = tag == "?"});
  }
  void OnSequenceStart(const YAML::Mark& mark, const std::string&, YAML::anchor_t anchor, YAML::EmitterStyle::value) override { open(mark, anchor, Yaml::Kind::list); }
  void OnSequenceEnd() override { close(); }
  void OnMapStart(const YAML::Mark& mark, const std::string&, YAML::anchor_t anchor, YAML::EmitterStyle::value) override { open(mark, anchor, Yaml::Kind::map); }
  void OnMapEnd() override { close(); }

  Yaml root;

 private:
  struct Level {
    Yaml value;
    bool named = false;  // a map whose next event is the value of `name`
    std::string name;
    Place at;
    std::unordered_set<std::string> names;  // that it has already
  };

  Place seen(const YAML::Mark& mark, YAML::anchor_t anchor) {
    if (anchor != YAML::NullAnchor) throw Refused{lines_.place_of(mark), "an anchor (&name) is not read here; leave it out"};
    return lines_.place_of(mark);
  }
  void open(const YAML::Mark& mark, YAML::anchor_t anchor, Yaml::Kind kind) {
    const Place place = seen(mark, anchor);
    if (!levels_.empty() && levels_.back().value.is_map() && !levels_.back().named) throw Refused{place, "a name must be a word"};
    if (levels_.size() == depth_most) throw Refused{place, fmt::format("more than {} levels", depth_most)};
    levels_.push_back({.value = {.kind = kind, .place = place}});
  }
  void close() {
    Yaml done = std::move(levels_.back().value);
    levels_.pop_back();
    put(std::move(done));
  }
  void put(Yaml value) {
    if (++values_ > values_most) throw Refused{value.place, fmt::format("more than {} values", values_most)};
    if (levels_.empty()) {
      root = std::move(value);
      return;
    }
    Level& level = levels_.back();
    // What is missing behind a name is said at the name, not where the next line begins.
    if (value.kind == Yaml::Kind::nothing && level.named) value.place = level.at;
    if (level.value.is_list()) level.value.items.push_back(std::move(value));
    else if (level.named) {
      level.value.members.push_back({std::move(level.name), level.at, std::move(value)});
      level.named = false;
    } else {
      if (!value.is_scalar()) throw Refused{value.place, "a name must be a word"};
      if (!level.names.insert(value.text).second) throw Refused{value.place, fmt::format("\"{}\" stands here twice", value.text)};
      level.named = true;
      level.name = std::move(value.text);
      level.at = value.place;
    }
  }

  Lines& lines_;
  std::vector<Level> levels_;
  std::size_t values_ = 0;
};

json::value scalar_value(const Yaml& yaml) {
  const std::string& text = yaml.text;
  if (!yaml.plain) return json::value(text);
  if (text.empty() || text == "~" || text == "null" || text == "Null" || text == "NULL") return nullptr;
  if (text == "true" || text == "True" || text == "TRUE") return true;
  if (text == "false" || text == "False" || text == "FALSE") return false;
  // from_chars would take "inf", "nan" and hexadecimal floats for numbers; a number begins with a digit here, after a sign or a point.
  const char* from = text.data() + (text[0] == '+' ? 1 : 0);
  const char* end = text.data() + text.size();
  const char* digit = from + (from != end && *from == '-' ? 1 : 0);
  if (digit != end && *digit == '.') ++digit;
  if (digit == end || *digit < '0' || *digit > '9') return json::value(text);
  std::int64_t whole = 0;
  if (const auto [to, failed] = std::from_chars(from, end, whole); failed == std::errc() && to == end) return whole;
  double number = 0;
  if (const auto [to, failed] = std::from_chars(from, end, number); failed == std::errc() && to == end) return number;
  return json::value(text);
}

}  // namespace

const Yaml* Yaml::find(std::string_view name) const {
  const auto found = std::ranges::find(members, name, &YamlMember::name);
  return found == members.end() ? nullptr : &found->value;
}

Yaml parse_yaml(std::string_view text, Place* at) {
  const auto refuse = [&](Place place, std::string_view message) {
    if (at != nullptr) *at = place;
    return Error(Code::invalid, fmt::format("{}:{}: {}.", place.line, place.column, message));
  };
  if (text.size() > bytes_most) throw refuse({1, 1}, "the file is larger than 1 MB");
  // The comment at the end makes yaml-cpp see a quote that is not closed before the last line feed.
  const std::string read = replaced(text, "?", stand_in) + (text.ends_with('\n') ? "#" : "\n#");
  std::istringstream in(read);
  Lines lines(read);
  Builder builder(lines);
  try {
    YAML::Parser parser(in);
    parser.HandleNextDocument(builder);
    Builder rest(lines);
    if (parser.HandleNextDocument(rest)) throw Refused{rest.root.place, "a second document (---) is not read here; one file holds one"};
  } catch (const Refused& refused) {
    throw refuse(refused.place, refused.message);
  } catch (const YAML::Exception& e) {
    throw refuse(lines.place_of(e.mark), in_plain_words(with_marks(e.msg)) + lines.hint(e.mark));
  }
  return std::move(builder.root);
}

json::value json_of(const Yaml& yaml) {
  switch (yaml.kind) {
    case Yaml::Kind::nothing: return nullptr;
    case Yaml::Kind::scalar: return scalar_value(yaml);
    case Yaml::Kind::list: {
      json::array out;
      for (const auto& item : yaml.items) out.push_back(json_of(item));
      return out;
    }
    case Yaml::Kind::map: {
      json::object out;
      for (const auto& member : yaml.members) out[member.name] = json_of(member.value);
      return out;
    }
  }
  GW_ASSERT(false);
}

Yaml yaml_of(const json::value& value) {
  Yaml out;
  if (const auto* object = value.if_object()) {
    out.kind = Yaml::Kind::map;
    for (const auto& member : *object) out.members.push_back({std::string(member.key()), {}, yaml_of(member.value())});
  } else if (const auto* array = value.if_array()) {
    out.kind = Yaml::Kind::list;
    for (const auto& item : *array) out.items.push_back(yaml_of(item));
  } else if (!value.is_null()) {
    out.kind = Yaml::Kind::scalar;
    out.plain = !value.is_string();
    out.text = value.is_string() ? std::string(value.get_string()) : json_text(value);
  }
  return out;
}

}  // namespace gw
