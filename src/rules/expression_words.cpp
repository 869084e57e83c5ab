#include <fmt/format.h>

#include <array>
#include <charconv>

#include "base/text.h"
#include "rules/expression_node.h"
#include "rules/values.h"

namespace gw {
namespace {

class Reader {
 public:
  explicit Reader(std::string_view text) : text_(text) {}

  ExpressionWord next() {
    while (at_ < text_.size() && is_space(peek())) decode(text_, at_);
    const std::size_t from = at_;
    ExpressionWord word;
    if (at_ == text_.size()) word.kind = ExpressionToken::end;
    else if (const char32_t c = peek(); c == '"' || c == '\'') word = quoted(static_cast<char>(c));
    else if (c >= '0' && c <= '9') word = number();
    else if (c == '_' || is_letter(c) || is_cjk(c)) word = name();
    else word = sign();
    word.from = static_cast<std::uint32_t>(from);
    word.to = static_cast<std::uint32_t>(at_);
    return word;
  }

 private:
  char32_t peek() const {
    std::size_t at = at_;
    return decode(text_, at);
  }

  ExpressionWord name() {
    const std::size_t from = at_;
    for (char32_t c; at_ < text_.size() && (c = peek(), c == '_' || is_letter(c) || is_digit(c) || is_cjk(c));) decode(text_, at_);
    return {.kind = ExpressionToken::name, .text = std::string(text_.substr(from, at_ - from))};
  }

  ExpressionWord number() {
    const char* from = text_.data() + at_;
    const char* end = text_.data() + text_.size();
    double value = 0;
    const auto [to, failed] = std::from_chars(from, end, value);
    if (failed != std::errc()) throw ExpressionFault{at_, "The number is too large."};
    std::int64_t whole = 0;
    const auto [whole_to, whole_failed] = std::from_chars(from, end, whole);
    at_ += static_cast<std::size_t>(to - from);
    ExpressionWord word{.kind = ExpressionToken::number};
    if (whole_failed == std::errc() && whole_to == to) word.number = whole;
    else word.number = number_value(value);
    return word;
  }

  ExpressionWord quoted(char quote) {
    const std::size_t from = at_++;
    ExpressionWord word{.kind = ExpressionToken::text};
    while (at_ < text_.size() && text_[at_] != quote) {
      if (text_[at_] == '\\') escaped(word.text);
      else word.text.push_back(text_[at_++]);
    }
    if (at_ == text_.size()) throw ExpressionFault{from, "The quoted text has no end."};
    ++at_;
    return word;
  }

  void escaped(std::string& out) {
    const std::size_t from = at_;
    const char c = ++at_ < text_.size() ? text_[at_++] : '\0';
    if (c == 'n') out.push_back('\n');
    else if (c == 't') out.push_back('\t');
    else if (c == '\\' || c == '"' || c == '\'') out.push_back(c);
    else throw ExpressionFault{from, R"(After \ stands n, t, \ or a quote; a pattern writes its \ twice.)"};
  }

  ExpressionWord sign() {
    static constexpr auto signs = std::to_array<std::string_view>({"==", "!=", "<=", ">=", "??", "<", ">", "+", "-", "*", "/", "(", ")", "[", "]", ",", "."});
    for (const auto sign : signs)
      if (text_.substr(at_).starts_with(sign)) {
        at_ += sign.size();
        return {.kind = ExpressionToken::sign, .text = std::string(sign)};
      }
    throw ExpressionFault{at_, better_word()};
  }

  std::string better_word() const {
    const auto rest = text_.substr(at_);
    if (rest.starts_with("&&")) return "&& is written \"and\" here.";
    if (rest.starts_with("||")) return "|| is written \"or\" here.";
    if (rest.starts_with("=")) return "Two values are compared with ==.";
    if (rest.starts_with("!")) return "! is written \"not\" here.";
    std::string character;
    encode(peek(), character);
    return fmt::format("{} means nothing in an expression.", character);
  }

  std::string_view text_;
  std::size_t at_ = 0;
};

}  // namespace

std::vector<ExpressionWord> words_of_expression(std::string_view text) {
  Reader reader(text);
  std::vector<ExpressionWord> words;
  do words.push_back(reader.next());
  while (words.back().kind != ExpressionToken::end);
  return words;
}

}  // namespace gw
