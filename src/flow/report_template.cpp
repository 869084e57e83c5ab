#include "flow/report_template.h"

#include <fmt/format.h>

#include <optional>
#include <vector>

#include "base/result.h"
#include "base/text.h"
#include "flow/entry.h"
#include "render/render.h"
#include "rules/expression.h"
#include "rules/values.h"

namespace gw {
namespace {

constexpr std::size_t template_bytes_most = 1'000'000, depth_most = 8, rounds_most = 1000, lines_most = 50'000;

// A line of the template, or a part between two lines.
struct Part {
  enum Of { line, each, choice, markdown } of = line;
  std::size_t number = 0;  ///< of its line, from 1
  Template words;          ///< of a line
  enum Inside { paragraph, code, chart } inside = paragraph;
  std::optional<Expression> expression;
  std::string name;  ///< of each: what an item is called
  std::vector<Part> parts, otherwise;
};

class Reader {
 public:
  Reader(std::string_view text, std::string_view name) : lines_(split(text, '\n')), name_(name) {
    if (text.size() > template_bytes_most) throw Error(Code::invalid, fmt::format("{} is larger than 1 MB.", name));
  }

  std::vector<Part> read() {
    auto out = parts(0);
    if (at_ < lines_.size()) refuse(fmt::format("\"{}\" closes nothing", trim(lines_[at_])));
    return out;
  }

 private:
  [[noreturn]] void refuse(std::string_view what) const { throw Error(Code::invalid, fmt::format("{}:{}: {}.", name_, std::min(at_, lines_.size() - 1) + 1, what)); }

  template <class Parse>
  auto told(const Parse& parse) const {
    auto out = as_result(parse);
    if (!out) throw Error(out.error().code(), fmt::format("{}:{}: {}", name_, at_ + 1, out.error().message()));
    return std::move(*out);
  }

  static bool ends_part(std::string_view line) { return line == "${/each}" || line == "${/if}" || line == "${#else}"; }

  std::vector<Part> parts(std::size_t depth) {
    if (depth > depth_most) refuse(fmt::format("parts lie more than {} deep in each other", depth_most));
    std::vector<Part> out;
    for (; at_ < lines_.size(); ++at_) {
      const auto line = trim(lines_[at_]);
      if (ends_part(line)) return out;
      if (line.starts_with("${#each ")) out.push_back(each(line, depth));
      else if (line.starts_with("${#if ")) out.push_back(choice(line, depth));
      else if (line.starts_with("${#markdown ")) out.push_back({.of = Part::markdown, .number = at_ + 1, .words = {}, .expression = expression(inner(line, "${#markdown "))});
      else if (line.starts_with("${#") || line.starts_with("${/")) refuse(fmt::format("\"{}\" is none of ${{#each LIST as NAME}}, ${{/each}}, ${{#if ..}}, ${{#else}}, ${{/if}}, ${{#markdown ..}}", slice(line, 0, 60)));
      else out.push_back(words());
    }
    return out;
  }

  Part words() {
    std::string_view line = lines_[at_];
    if (line.ends_with('\r')) line.remove_suffix(1);
    Part out{.of = Part::line, .number = at_ + 1, .words = told([&] { return Template::parse(line); }), .inside = inside_};
    const auto text = trim(line);
    const std::size_t marks = std::min(text.find_first_not_of(text.empty() ? '`' : text[0]), text.size());
    const bool is_fence = !text.empty() && (text[0] == '`' || text[0] == '~') && marks >= 3;
    if (inside_ == Part::paragraph && is_fence) {
      fence_ = text.substr(0, marks);
      inside_ = trim(text.substr(marks)) == "chart" ? Part::chart : Part::code;
    } else if (is_fence && text[0] == fence_[0] && marks >= fence_.size() && marks == text.size()) {
      inside_ = Part::paragraph;
    }
    return out;
  }

  std::string inner(std::string_view line, std::string_view begin) const {
    if (!line.ends_with('}')) refuse("${# is not closed by } on its line");
    return std::string(trim(line.substr(begin.size(), line.size() - begin.size() - 1)));
  }

  Expression expression(const std::string& text) const {
    return told([&] { return Expression::parse(text); });
  }

  Part each(std::string_view line, std::size_t depth) {
    const std::string text = inner(line, "${#each ");
    const std::size_t as = text.rfind(" as ");
    if (as == std::string::npos) refuse("${#each LIST as NAME} needs its name");
    Part out{.of = Part::each, .number = at_ + 1, .words = {}, .expression = expression(text.substr(0, as)), .name = std::string(trim(std::string_view(text).substr(as + 4)))};
    if (!is_word(out.name) || out.name == "values" || out.name == "number") refuse(fmt::format("\"{}\" cannot be what an item is called", slice(out.name, 0, 60)));
    out.parts = within(depth, "${/each}");
    return out;
  }

  Part choice(std::string_view line, std::size_t depth) {
    Part out{.of = Part::choice, .number = at_ + 1, .words = {}, .expression = expression(inner(line, "${#if "))};
    const std::size_t from = at_++;
    out.parts = parts(depth + 1);
    if (at_ < lines_.size() && trim(lines_[at_]) == "${#else}") {
      ++at_;
      out.otherwise = parts(depth + 1);
    }
    close(from, "${/if}");
    return out;
  }

  std::vector<Part> within(std::size_t depth, std::string_view end) {
    const std::size_t from = at_++;
    auto out = parts(depth + 1);
    close(from, end);
    return out;
  }

  void close(std::size_t from, std::string_view end) {
    if (at_ < lines_.size() && trim(lines_[at_]) == end) return;
    at_ = from;
    refuse(fmt::format("what begins here is not closed by {}", end));
  }

  const std::vector<std::string_view> lines_;
  const std::string_view name_;
  std::size_t at_ = 0;
  Part::Inside inside_ = Part::paragraph;
  std::string fence_;
};

class Filler {
 public:
  Filler(std::string_view name, json::object scope, std::chrono::steady_clock::time_point deadline) : name_(name), scope_(std::move(scope)), deadline_(deadline) {}

  std::string fill(const std::vector<Part>& parts) {
    take(parts);
    return std::move(out_);
  }

 private:
  [[noreturn]] void refuse(const Part& part, std::string_view what) const { throw Error(Code::invalid, fmt::format("{}:{}: {}", name_, part.number, what)); }

  void take(const std::vector<Part>& parts) {
    for (const auto& part : parts) {
      if (++lines_ > lines_most) refuse(part, fmt::format("the document takes more than {} lines.", lines_most));
      if (std::chrono::steady_clock::now() > deadline_) throw Error(Code::timeout, fmt::format("{}:{}: the document was not finished in time.", name_, part.number));
      auto done = as_result([&] { one(part); });
      if (done) continue;
      if (done.error().message().starts_with(name_)) throw done.error();
      throw Error(done.error().code(), fmt::format("{}:{}: {}", name_, part.number, done.error().message()));
    }
  }

  void one(const Part& part) {
    switch (part.of) {
      case Part::line:
        append_bounded(out_, part.words.fill_as(scope_, part.inside == Part::chart ? json_text : shielded_text));
        append_bounded(out_, "\n");
        break;
      case Part::each: each(part); break;
      case Part::choice: take(truthy(part.expression->evaluate(scope_)) ? part.parts : part.otherwise); break;
      case Part::markdown: append_bounded(out_, "\n" + written(part.expression->evaluate(scope_)) + "\n\n"); break;
    }
  }

  static std::string shielded_text(const json::value& value) { return shielded(written(value)); }

  void each(const Part& part) {
    const json::value list = part.expression->evaluate(scope_);
    if (list.is_null()) return;
    if (!list.is_array()) refuse(part, fmt::format("${{#each}} needs a list, but here it is {}.", type_in_words(list)));
    if (list.get_array().size() > rounds_most) refuse(part, fmt::format("the list has {} items; at most {} are written.", list.get_array().size(), rounds_most));
    const json::value* there = scope_.if_contains(part.name);
    const std::optional<json::value> before = there == nullptr ? std::nullopt : std::optional(*there);
    const json::value number = scope_.contains("number") ? scope_.at("number") : json::value(nullptr);
    std::int64_t n = 0;
    for (const auto& item : list.get_array()) {
      scope_[part.name] = item;
      scope_["number"] = ++n;
      take(part.parts);
    }
    if (before) scope_[part.name] = *before;
    else scope_.erase(part.name);
    scope_["number"] = number;
  }

  const std::string_view name_;
  json::object scope_;
  const std::chrono::steady_clock::time_point deadline_;
  std::size_t lines_ = 0;
  std::string out_;
};

}  // namespace

std::string fill_report(std::string_view text, std::string_view name, const json::object& scope, std::chrono::steady_clock::time_point deadline) {
  return Filler(name, scope, deadline).fill(Reader(text, name).read());
}

}  // namespace gw
