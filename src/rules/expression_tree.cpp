// Recursive descent: one function for each strength of binding, from `or` down to a name.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>

#include "base/spelling.h"
#include "rules/expression_node.h"

namespace gw {
namespace {

using Node = ExpressionNode;
using Owned = std::unique_ptr<Node>;

constexpr int depth_most = 64;

struct Sign {
  std::string_view text;
  Operation operation;
};
constexpr auto comparisons = std::to_array<Sign>({{"==", Operation::equal}, {"!=", Operation::unequal}, {"<", Operation::less}, {"<=", Operation::less_equal},
                                                  {">", Operation::more}, {">=", Operation::more_equal}});
constexpr auto sums = std::to_array<Sign>({{"+", Operation::add}, {"-", Operation::subtract}});
constexpr auto products = std::to_array<Sign>({{"*", Operation::multiply}, {"/", Operation::divide}});
constexpr auto keywords = std::to_array<std::string_view>({"or", "and", "not", "in"});

class Tree {
 public:
  explicit Tree(std::string_view text) : words_(words_of_expression(text)) {}

  Owned read() {
    Owned root = either();
    if (word().kind != ExpressionToken::end) fail("This does not belong here; an operator is missing before it, or a bracket.");
    return root;
  }

 private:
  const ExpressionWord& word() const { return words_[at_]; }
  bool is_sign(std::string_view sign) const { return word().kind == ExpressionToken::sign && word().text == sign; }
  bool is_keyword(std::string_view name) const { return word().kind == ExpressionToken::name && word().text == name; }
  bool take_sign(std::string_view sign) { return is_sign(sign) && ++at_; }
  bool take_keyword(std::string_view name) { return is_keyword(name) && ++at_; }
  void expect(std::string_view sign) {
    if (!take_sign(sign)) fail(fmt::format("{} is missing here.", sign));
  }
  [[noreturn]] void fail(std::string message) const { throw ExpressionFault{word().from, std::move(message)}; }

  // Closes a node over what was read since the word number `from`.
  Owned made(Operation operation, std::uint32_t from, Owned first = nullptr, Owned second = nullptr) const {
    auto node = std::make_unique<Node>();
    node->operation = operation;
    node->from = from;
    node->to = at_ > 0 ? words_[at_ - 1].to : 0;
    for (Owned* part : {&first, &second})
      if (*part != nullptr) node->parts.push_back(std::move(*part));
    return node;
  }

  struct Level {
    explicit Level(Tree& tree) : depth(tree.depth_) {
      if (++depth > depth_most) tree.fail("The expression has more than 64 levels.");
    }
    ~Level() { --depth; }
    int& depth;
  };

  Owned either() {
    const Level level(*this);
    Owned left = both();
    while (take_keyword("or")) left = joined(Operation::either, std::move(left), &Tree::both);
    return left;
  }
  Owned both() {
    Owned left = negation();
    while (take_keyword("and")) left = joined(Operation::both, std::move(left), &Tree::negation);
    return left;
  }
  Owned negation() {
    const std::uint32_t from = word().from;
    if (!take_keyword("not")) return comparison();
    const Level level(*this);
    Owned inner = negation();
    return made(Operation::negation, from, std::move(inner));
  }
  Owned comparison() {
    Owned left = otherwise();
    for (bool compared = false;; compared = true) {
      const std::uint32_t from = word().from;
      const auto operation = take_comparison();
      if (!operation) return left;
      if (compared) throw ExpressionFault{from, "Comparisons are joined with \"and\": a < b and b < c."};
      left = joined(*operation, std::move(left), &Tree::otherwise);
    }
  }
  std::optional<Operation> take_comparison() {
    if (const auto operation = take(comparisons)) return operation;
    if (take_keyword("in")) return Operation::in;
    if (is_keyword("not") && words_[at_ + 1].kind == ExpressionToken::name && words_[at_ + 1].text == "in") {
      at_ += 2;
      return Operation::not_in;
    }
    return {};
  }
  Owned otherwise() { return row(std::array<Sign, 1>{{{"??", Operation::otherwise}}}, &Tree::sum); }
  Owned sum() { return row(sums, &Tree::product); }
  Owned product() { return row(products, &Tree::unary); }
  Owned unary() {
    const std::uint32_t from = word().from;
    if (!take_sign("-")) return path();
    const Level level(*this);
    Owned inner = unary();
    return made(Operation::negate, from, std::move(inner));
  }

  template <std::size_t N>
  std::optional<Operation> take(const std::array<Sign, N>& signs) {
    for (const Sign& sign : signs)
      if (take_sign(sign.text)) return sign.operation;
    return {};
  }
  template <std::size_t N>
  Owned row(const std::array<Sign, N>& signs, Owned (Tree::*next)()) {
    Owned left = (this->*next)();
    while (const auto operation = take(signs)) left = joined(*operation, std::move(left), next);
    return left;
  }
  Owned joined(Operation operation, Owned left, Owned (Tree::*next)()) {
    const std::uint32_t from = left->from;
    Owned right = (this->*next)();
    return made(operation, from, std::move(left), std::move(right));
  }

  Owned path() {
    Owned base = primary();
    for (;;) {
      const std::uint32_t from = base->from;
      const bool spread = base->spread;
      if (take_sign(".")) {
        if (word().kind != ExpressionToken::name) fail("A name is missing after the point; a name with other characters is written [\"a b\"].");
        std::string name = words_[at_++].text;
        base = made(Operation::member, from, std::move(base));
        base->name = std::move(name);
      } else if (take_sign("[")) {
        base = index(from, std::move(base));
      } else {
        return base;
      }
      base->spread |= spread;
    }
  }

  Owned index(std::uint32_t from, Owned base) {
    if (is_sign("*") && words_[at_ + 1].kind == ExpressionToken::sign && words_[at_ + 1].text == "]") {
      at_ += 2;
      base = made(Operation::each, from, std::move(base));
      base->spread = true;
      return base;
    }
    Owned inner = either();
    expect("]");
    return made(Operation::index, from, std::move(base), std::move(inner));
  }

  Owned primary() {
    const ExpressionWord& first = word();
    switch (first.kind) {
      case ExpressionToken::number:
        return literal(first.number);
      case ExpressionToken::text:
        return literal(json::value(first.text));
      case ExpressionToken::name:
        return named();
      case ExpressionToken::end:
        fail(at_ == 0 ? "The expression is empty." : "A value is missing at the end.");
      case ExpressionToken::sign:
        break;
    }
    if (is_sign("[")) return listed();
    if (!take_sign("(")) fail(fmt::format("A value is missing before {}.", first.text));
    Owned inner = either();
    expect(")");
    return inner;
  }

  Owned literal(json::value value) {
    const std::uint32_t from = words_[at_++].from;
    Owned node = made(Operation::literal, from);
    node->literal = std::move(value);
    return node;
  }

  Owned named() {
    const ExpressionWord& first = word();
    if (first.text == "true") return literal(true);
    if (first.text == "false") return literal(false);
    if (first.text == "null") return literal(nullptr);
    if (std::ranges::find(keywords, first.text) != keywords.end()) fail(fmt::format("A value is missing before \"{}\".", first.text));
    ++at_;
    if (is_sign("(")) return call(first);
    Owned node = made(Operation::root, first.from);
    node->name = first.text;
    return node;
  }

  Owned listed() {
    const std::uint32_t from = words_[at_++].from;
    auto items = values_until("]");
    Owned node = made(Operation::list, from);
    node->parts = std::move(items);
    return node;
  }

  Owned call(const ExpressionWord& name) {
    const auto all = functions();
    const auto found = std::ranges::find(all, name.text, &FunctionKind::name);
    if (found == all.end()) throw ExpressionFault{name.from, unknown(name.text)};
    expect("(");
    auto arguments = values_until(")");
    const int count = static_cast<int>(arguments.size());
    if (count < found->least || count > found->most)
      throw ExpressionFault{name.from, fmt::format("{} takes {} and was given {}: {}", found->name, amount(*found), count, found->example)};
    Owned node = made(Operation::call, name.from);
    node->function = &*found;
    node->parts = std::move(arguments);
    return node;
  }
  static std::string amount(const FunctionKind& kind) {
    if (kind.least == kind.most) return fmt::format("{} value{}", kind.least, kind.least == 1 ? "" : "s");
    if (kind.most > 10) return fmt::format("at least {} value{}", kind.least, kind.least == 1 ? "" : "s");
    return fmt::format("{} to {} values", kind.least, kind.most);
  }
  static std::string unknown(std::string_view name) {
    std::vector<std::string_view> names;
    for (const auto& kind : functions()) names.push_back(kind.name);
    return fmt::format("There is no function {}(){}.", name, did_you_mean(name, names));
  }

  std::vector<std::unique_ptr<const Node>> values_until(std::string_view closing) {
    std::vector<std::unique_ptr<const Node>> values;
    if (take_sign(closing)) return values;
    do values.push_back(either());
    while (take_sign(","));
    expect(closing);
    return values;
  }

  std::vector<ExpressionWord> words_;
  std::size_t at_ = 0;
  int depth_ = 0;
};

}  // namespace

std::unique_ptr<const ExpressionNode> tree_of_expression(std::string_view text) { return Tree(text).read(); }

}  // namespace gw
