#include "writing.h"

#include <fmt/format.h>

#include <unordered_set>

#include "base/text.h"

namespace gw::bench {
namespace {

constexpr std::uint64_t chinese_seed = 20'261'123, english_seed = 20'261'124;
constexpr std::size_t chinese_words = 80'000, english_words = 150'000, characters = 3'500;

// The most frequent words are the real ones, so that a question's own words are as frequent in the texts as in real ones.
constexpr std::string_view chinese_frequent[] = {"的", "了", "在", "是", "和", "有", "不", "为", "与", "对", "由", "按", "等", "及", "应", "可", "一", "将", "以", "被", "我们", "可以", "公司", "多少", "什么"};
constexpr std::string_view english_frequent[] = {"the", "of", "and", "to", "in", "is", "that", "for", "it", "as", "was", "with", "be", "by", "on", "not", "from", "are", "this", "at", "or", "an", "have", "which", "what", "how", "many"};

// Characters of everyday texts lie in the first block of ideographs; common ones make up most words.
class Chinese final : public Language {
 public:
  Chinese() : Language(chinese_words) {
    Random random(chinese_seed);
    std::vector<char32_t> all;
    for (char32_t c = 0x4E00; c <= 0x9FA5; ++c) all.push_back(c);
    for (std::size_t i = 0; i < characters; ++i) std::swap(all[i], all[i + random.below(all.size() - i)]);
    const Zipf character(characters, 1.4, 60);
    words_.assign(std::begin(chinese_frequent), std::end(chinese_frequent));
    std::unordered_set<std::string> known(words_.begin(), words_.end());
    while (words_.size() < chinese_words) {
      const double length = words_.size() < 200 ? random.share() / 3 : random.share();
      std::string word;
      for (int n = length < 0.05 ? 1 : length < 0.74 ? 2 : length < 0.9 ? 3 : 4; n > 0; --n) encode(all[character.draw(random)], word);
      if (known.insert(word).second) words_.push_back(std::move(word));
    }
  }
  std::string word(std::size_t rank, Random&) const override { return words_[rank]; }
  void sentence(const std::vector<std::string>& words, Random& random, std::string& out) const override {
    for (std::size_t i = 0; i < words.size(); ++i) {
      out += words[i];
      if (i + 1 < words.size() && random.share() < 0.12) out += "，";
    }
    out += "。";
  }
  int words_per_sentence(Random& random) const override { return random.between(8, 24); }
  std::string_view between_words() const override { return ""; }
  std::string question(const std::string& about) const override { return about + "是多少？"; }

 private:
  std::vector<std::string> words_;
};

class English final : public Language {
 public:
  English() : Language(english_words) {
    Random random(english_seed);
    const Zipf onset(std::size(onsets), 0.6, 2), vowel(std::size(vowels), 0.6, 1), coda(std::size(codas), 0.6, 1);
    words_.assign(std::begin(english_frequent), std::end(english_frequent));
    std::unordered_set<std::string> known(words_.begin(), words_.end());
    while (words_.size() < english_words) {
      // Frequent words are short.
      const int longest = words_.size() < 200 ? 1 : words_.size() < 5'000 ? 2 : 4;
      std::string word;
      for (int n = random.between(words_.size() < 5'000 ? 1 : 2, longest); n > 0; --n)
        word.append(onsets[onset.draw(random)]).append(vowels[vowel.draw(random)]).append(codas[coda.draw(random)]);
      if (word.size() >= 2 && known.insert(word).second) words_.push_back(std::move(word));
    }
  }
  std::string word(std::size_t rank, Random& random) const override {
    const std::string& word = words_[rank];
    if (rank < 200 || random.share() > 0.25) return word;
    static constexpr std::string_view endings[] = {"s", "ed", "ing", "s"};
    return word + std::string(endings[random.below(std::size(endings))]);
  }
  void sentence(const std::vector<std::string>& words, Random& random, std::string& out) const override {
    for (std::size_t i = 0; i < words.size(); ++i) {
      if (i > 0) out += i + 1 < words.size() && random.share() < 0.06 ? ", " : " ";
      const std::size_t at = out.size();
      out += words[i];
      if (i == 0 && out[at] >= 'a') out[at] = static_cast<char>(out[at] - 32);
    }
    out += ". ";
  }
  int words_per_sentence(Random& random) const override { return random.between(7, 25); }
  std::string_view between_words() const override { return " "; }
  std::string question(const std::string& about) const override { return "What is the " + about + "?"; }

 private:
  static constexpr std::string_view onsets[] = {"t", "s", "r", "n", "l", "d", "c", "p", "m", "b", "f", "g", "h", "v", "w", "st", "pr", "tr", "pl", "k",
                                                "br", "cl", "gr", "sh", "ch", "th", "fl", "j", "sp", "cr", "dr", "qu", "z", "y", ""};
  static constexpr std::string_view vowels[] = {"e", "a", "i", "o", "u", "ea", "ou", "ai", "ie", "oo", "io"};
  static constexpr std::string_view codas[] = {"", "n", "r", "t", "l", "s", "m", "nd", "st", "c", "p", "nt", "rd", "ck", "ng"};
  std::vector<std::string> words_;
};

constexpr std::size_t theme_words = 40;
constexpr double from_theme = 0.25, identifiers = 0.012;

}  // namespace

const Language& chinese() {
  static const Chinese language;
  return language;
}

const Language& english() {
  static const English language;
  return language;
}

// What a text is about has the frequent words no more than the rare: ranks spread evenly on a logarithmic scale.
Theme theme_of(const Language& language, Random& random) {
  Theme theme;
  const double last = std::log(static_cast<double>(language.ranks().size() - 1));
  for (std::size_t i = 0; i < theme_words; ++i) theme.ranks.push_back(static_cast<std::size_t>(std::exp(4 + random.share() * (last - 4))));
  return theme;
}

std::size_t draw_rank(const Language& language, const Theme& theme, Random& random) {
  return random.share() < from_theme ? theme.ranks[random.below(theme.ranks.size())] : language.ranks().draw(random);
}

std::string identifier(Random& random) {
  static constexpr std::string_view kinds[] = {"ERR", "GW", "INV", "PO", "SKU", "CVE", "HR", "FIN"};
  return fmt::format("{}-{}", kinds[random.below(std::size(kinds))], random.between(100, 9999));
}

std::string write_text(const Language& language, const Theme& theme, std::size_t code_points, Random& random) {
  std::string out;
  std::vector<std::string> words;
  std::size_t have = 0;
  while (have < code_points) {
    for (int sentences = random.between(2, 6); sentences > 0 && have < code_points; --sentences) {
      words.clear();
      for (int n = language.words_per_sentence(random); n > 0; --n)
        words.push_back(random.share() < identifiers ? identifier(random) : language.word(draw_rank(language, theme, random), random));
      const std::size_t from = out.size();
      language.sentence(words, random, out);
      have += count_code_points(std::string_view(out).substr(from));
    }
    out += "\n\n";
  }
  return out;
}

std::string write_title(const Language& language, const Theme& theme, Random& random) {
  std::string out;
  for (int n = random.between(2, 5), i = 0; i < n; ++i) {
    if (i > 0) out += language.between_words();
    out += language.word(theme.ranks[random.below(8)], random);
  }
  return out;
}

}  // namespace gw::bench
