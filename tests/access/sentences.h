// Documents that read like documents, and questions that they may answer: figures, names, codes, curated pairs, in English and Chinese.
#pragma once
#include "world.h"

namespace gw::test {

class Sentences {
 public:
  explicit Sentences(Dice& dice) : dice_(dice) {}

  std::string sentence() {
    switch (dice_.below(5)) {
      case 0: return fmt::format("The {} of the {} is {} kg.", dice_.word(), dice_.word(), figure());
      case 1: return fmt::format("{}的{}为{}元。", dice_.word(), dice_.word(), figure());
      case 2: return fmt::format("{} Miller leads the {} of the {}.", dice_.below(2) == 0 ? "Anna" : "Peter", dice_.word(), dice_.word());
      case 3: return fmt::format("Code ERR-10{} means {} in the {}.", dice_.below(30), dice_.word(), dice_.word());
      default: return fmt::format("In {} the {} was moved to {} by the {}.", 1990 + dice_.below(30), dice_.word(), dice_.word(), dice_.word());
    }
  }
  std::string question() {
    switch (dice_.below(6)) {
      case 0: return fmt::format("How many kg is the {} of the {}?", dice_.word(), dice_.word());
      case 1: return fmt::format("{}的{}是多少元？", dice_.word(), dice_.word());
      case 2: return fmt::format("Who leads the {} of the {}?", dice_.word(), dice_.word());
      case 3: return fmt::format("What does ERR-10{} mean?", dice_.below(30));
      case 4: return fmt::format("When was the {} moved?", dice_.word());
      default: return fmt::format("What is a {}?", dice_.word());
    }
  }

  /// One in four is curated, one in four a table, the others are paragraphs on pages.
  MadeDocument document(std::size_t number) {
    MadeDocument made = dice_.document(number, 1, 1);
    made.texts.clear();
    length_ = 0;
    const std::size_t kind = dice_.below(4);
    for (std::size_t passages = 1 + dice_.below(3); passages-- > 0;) {
      made.texts.emplace_back();
      for (std::size_t n = 1 + dice_.below(5); n-- > 0;) {
        if (kind == 0) put_pair(made);
        else put_block(made, kind == 1 ? BlockKind::table_row : BlockKind::paragraph);
      }
    }
    return made;
  }

 private:
  std::size_t figure() { return 1 + dice_.below(9); }

  std::uint32_t put(MadeDocument& made, const std::string& text) {
    const std::uint32_t start = length_;
    made.texts.back() += text + "\n";
    length_ += static_cast<std::uint32_t>(count_code_points(text)) + 1;
    return start;
  }
  void put_pair(MadeDocument& made) {
    const std::string question = this->question(), answer = sentence();
    put(made, question);
    const std::uint32_t start = put(made, answer);
    made.pairs.push_back({question, answer, start, length_ - 1});
  }
  void put_block(MadeDocument& made, BlockKind kind) {
    const std::string text = kind == BlockKind::table_row ? fmt::format("ERR-10{} | {} | {}", dice_.below(30), dice_.word(), sentence()) : sentence();
    const std::uint32_t start = put(made, text);
    made.blocks.push_back({.kind = kind, .table = kind == BlockKind::table_row ? 1u : 0u, .page = static_cast<std::uint32_t>(1 + made.blocks.size() / 2), .start = start, .end = length_ - 1});
  }

  Dice& dice_;
  std::uint32_t length_ = 0;
};

}  // namespace gw::test
