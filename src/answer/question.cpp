#include "answer/question.h"

#include <algorithm>
#include <cmath>
#include <unordered_map>
#include <unordered_set>

#include "base/hash.h"
#include "base/text.h"
#include "index/fold.h"

namespace gw {
namespace {

constexpr std::size_t terms_most = 128, units_most = 256;

struct Wording { std::u32string_view text; Asks asks; int strength; };  // a stronger wording decides when a question has several

constexpr Wording chinese_wordings[] = {
    {U"为什么", Asks::why, 5}, {U"為什麼", Asks::why, 5}, {U"為甚麼", Asks::why, 5}, {U"为何", Asks::why, 4}, {U"為何", Asks::why, 4}, {U"何故", Asks::why, 5}, {U"因何", Asks::why, 5},
    {U"什么原因", Asks::why, 5}, {U"什麼原因", Asks::why, 5}, {U"何原因", Asks::why, 5}, {U"为啥", Asks::why, 5}, {U"什么时候", Asks::when, 5}, {U"什麼時候", Asks::when, 5}, {U"甚麼時候", Asks::when, 5},
    {U"什么时间", Asks::when, 5}, {U"什麼時間", Asks::when, 5}, {U"何时", Asks::when, 5}, {U"何時", Asks::when, 5}, {U"哪一年", Asks::when, 5}, {U"哪年", Asks::when, 5}, {U"何年", Asks::when, 5},
    {U"哪個年代", Asks::when, 5}, {U"哪个年代", Asks::when, 5}, {U"哪一天", Asks::when, 5}, {U"哪天", Asks::when, 5}, {U"何日", Asks::when, 5}, {U"几月几日", Asks::when, 5}, {U"幾月幾日", Asks::when, 5},
    {U"几月", Asks::when, 5}, {U"幾月", Asks::when, 5}, {U"什么人", Asks::who, 5}, {U"什麼人", Asks::who, 5}, {U"何人", Asks::who, 5}, {U"哪一位", Asks::who, 4}, {U"哪位", Asks::who, 4},
    {U"谁", Asks::who, 5}, {U"誰", Asks::who, 5}, {U"什么地方", Asks::where, 5}, {U"什麼地方", Asks::where, 5}, {U"哪里", Asks::where, 5}, {U"哪裡", Asks::where, 5}, {U"哪裏", Asks::where, 5},
    {U"哪儿", Asks::where, 5}, {U"何处", Asks::where, 5}, {U"何處", Asks::where, 5}, {U"何地", Asks::where, 5}, {U"哪边", Asks::where, 5}, {U"哪邊", Asks::where, 5}, {U"多少", Asks::how_many, 5},
    {U"多久", Asks::how_many, 5}, {U"多长", Asks::how_many, 5}, {U"多長", Asks::how_many, 5}, {U"多高", Asks::how_many, 5}, {U"多大", Asks::how_many, 5}, {U"多远", Asks::how_many, 5},
    {U"多遠", Asks::how_many, 5}, {U"多重", Asks::how_many, 5}, {U"多深", Asks::how_many, 5}, {U"几", Asks::how_many, 3}, {U"幾", Asks::how_many, 3}, {U"怎么样", Asks::how, 4}, {U"怎麼樣", Asks::how, 4},
    {U"怎么", Asks::how, 4}, {U"怎麼", Asks::how, 4}, {U"怎样", Asks::how, 4}, {U"怎樣", Asks::how, 4}, {U"如何", Asks::how, 4}, {U"是否", Asks::yes_no, 4}, {U"能否", Asks::yes_no, 4},
    {U"可否", Asks::yes_no, 4}, {U"是不是", Asks::yes_no, 4}, {U"有没有", Asks::yes_no, 4}, {U"有沒有", Asks::yes_no, 4}, {U"能不能", Asks::yes_no, 4}, {U"可不可以", Asks::yes_no, 4}, {U"吗", Asks::yes_no, 2}, {U"嗎", Asks::yes_no, 2},
    {U"哪一个", Asks::which, 3}, {U"哪一個", Asks::which, 3}, {U"哪个", Asks::which, 3}, {U"哪個", Asks::which, 3}, {U"哪些", Asks::which, 3}, {U"哪种", Asks::which, 3}, {U"哪種", Asks::which, 3},
    {U"哪一", Asks::which, 3}, {U"哪", Asks::which, 3}, {U"何种", Asks::which, 3}, {U"何種", Asks::which, 3}, {U"什么", Asks::what, 3}, {U"什麼", Asks::what, 3}, {U"甚麼", Asks::what, 3}, {U"何", Asks::what, 2}, {U"啥", Asks::what, 3},
    {U"请问", Asks::what, 0}, {U"請問", Asks::what, 0}, {U"呢", Asks::what, 0},
};

struct Noun { std::string_view text; Expects expects; };
constexpr Noun chinese_nouns[] = {
    {"年", Expects::date}, {"月", Expects::date}, {"日", Expects::date}, {"时候", Expects::date}, {"时间", Expects::date}, {"世纪", Expects::date}, {"朝", Expects::date}, {"时期", Expects::date},
    {"人", Expects::person}, {"作家", Expects::person}, {"皇帝", Expects::person}, {"导演", Expects::person}, {"总统", Expects::person}, {"歌手", Expects::person}, {"演员", Expects::person}, {"学者", Expects::person},
    {"教授", Expects::person}, {"球员", Expects::person}, {"将军", Expects::person}, {"科学家", Expects::person}, {"漫画家", Expects::person},
    {"城市", Expects::place}, {"国", Expects::place}, {"地", Expects::place}, {"省", Expects::place}, {"市", Expects::place}, {"县", Expects::place}, {"区", Expects::place}, {"州", Expects::place},
    {"岛", Expects::place}, {"山", Expects::place}, {"河", Expects::place}, {"街", Expects::place}, {"路", Expects::place}, {"港", Expects::place}, {"村", Expects::place}, {"镇", Expects::place}, {"大学", Expects::name},
    {"公司", Expects::name}, {"书", Expects::name}, {"电影", Expects::name}, {"学校", Expects::name}, {"人口", Expects::number}, {"数", Expects::number}, {"比例", Expects::number}, {"原因", Expects::reason},
    {"方式", Expects::means}, {"方法", Expects::means},
};
const std::unordered_map<std::string_view, Expects> english_nouns = {
    {"year", Expects::date}, {"years", Expects::date}, {"date", Expects::date}, {"day", Expects::date}, {"month", Expects::date}, {"century", Expects::date}, {"decade", Expects::date}, {"time", Expects::date}, {"period", Expects::date},
    {"person", Expects::person}, {"man", Expects::person}, {"woman", Expects::person}, {"king", Expects::person}, {"scientist", Expects::person}, {"author", Expects::person}, {"leader", Expects::person},
    {"president", Expects::person}, {"emperor", Expects::person}, {"mathematician", Expects::person}, {"architect", Expects::person}, {"engineer", Expects::person}, {"name", Expects::name}, {"city", Expects::place},
    {"country", Expects::place}, {"countries", Expects::place}, {"state", Expects::place}, {"place", Expects::place}, {"region", Expects::place}, {"river", Expects::place}, {"town", Expects::place}, {"area", Expects::place},
    {"continent", Expects::place}, {"street", Expects::place}, {"location", Expects::place}, {"number", Expects::number}, {"percentage", Expects::number}, {"percent", Expects::number}, {"population", Expects::number},
    {"amount", Expects::number}, {"age", Expects::number}, {"speed", Expects::number}, {"temperature", Expects::number}, {"price", Expects::number}, {"reason", Expects::reason}, {"caused", Expects::reason}, {"causes", Expects::reason},
    {"company", Expects::name}, {"university", Expects::name}, {"organization", Expects::name}, {"group", Expects::name}, {"book", Expects::name}, {"film", Expects::name}, {"war", Expects::name}, {"battle", Expects::name},
};
const std::unordered_set<std::string_view> plain_nouns = {"type", "types", "kind", "kinds", "sort", "form", "was", "is", "are", "were", "did", "does", "do", "of", "the", "a", "an", "other", "two", "some"};

struct Span { std::uint32_t start = 0, end = 0; };

struct Finding {
  Asks asks = Asks::what;
  int strength = -1;
  Span slot;
  std::vector<Span> wordings;
};

Finding find_chinese(std::u32string_view text) {
  Finding out;
  for (std::size_t at = 0; at < text.size();) {
    const Wording* best = nullptr;
    for (const Wording& w : chinese_wordings)
      if (text.substr(at, w.text.size()) == w.text && (best == nullptr || w.text.size() > best->text.size())) best = &w;
    if (best == nullptr) { ++at; continue; }
    const Span span{static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(at + best->text.size())};
    out.wordings.push_back(span);
    // "...是为何？" asks what, not why, when nothing follows.
    Asks asks = best->asks;
    int strength = best->strength;
    if (asks == Asks::why && best->text.size() == 2 && at + 3 >= text.size()) { asks = Asks::what; strength = 3; }
    if (strength > out.strength) {
      out.asks = asks;
      out.strength = strength;
      out.slot = span;
    }
    at += best->text.size();
  }
  return out;
}

struct EnglishWord { std::string text; Span span; };

std::vector<EnglishWord> english_words(std::u32string_view text) {
  std::vector<EnglishWord> out;
  for (std::size_t at = 0; at < text.size();) {
    const auto letter = [&](std::size_t i) { return i < text.size() && ((text[i] >= 'a' && text[i] <= 'z') || (text[i] >= 'A' && text[i] <= 'Z')); };
    if (!letter(at)) { ++at; continue; }
    EnglishWord word;
    word.span.start = static_cast<std::uint32_t>(at);
    while (letter(at)) word.text.push_back(static_cast<char>(text[at++] | 0x20));
    word.span.end = static_cast<std::uint32_t>(at);
    out.push_back(std::move(word));
  }
  return out;
}

Finding find_english(const std::vector<EnglishWord>& words, std::size_t& slot_word) {
  static const std::unordered_map<std::string_view, std::pair<Asks, int>> wordings = {
      {"who", {Asks::who, 5}}, {"whom", {Asks::who, 5}}, {"whose", {Asks::who, 4}}, {"when", {Asks::when, 4}}, {"where", {Asks::where, 4}}, {"why", {Asks::why, 5}},
      {"which", {Asks::which, 3}}, {"what", {Asks::what, 4}}, {"how", {Asks::how, 4}}};
  static const std::unordered_set<std::string_view> openers = {"is", "are", "was", "were", "do", "does", "did", "can", "could", "has", "have", "had", "will", "would", "should", "may", "must"};
  static const std::unordered_set<std::string_view> amounts = {"many", "much", "long", "old", "far", "large", "tall", "big", "high", "often", "fast", "deep", "wide", "few", "late", "early"};
  Finding out;
  slot_word = words.size();
  for (std::size_t i = 0; i < words.size(); ++i) {
    const auto found = wordings.find(words[i].text);
    if (found == wordings.end()) continue;
    auto [asks, strength] = found->second;
    Span span = words[i].span;
    if (asks == Asks::how && i + 1 < words.size() && amounts.contains(words[i + 1].text)) { asks = Asks::how_many; span.end = words[i + 1].span.end; }
    if (i == 0) strength += 2;  // the first word decides before one in a clause
    out.wordings.push_back(span);
    if (strength > out.strength) {
      out = {asks, strength, span, std::move(out.wordings)};
      slot_word = i + (asks == Asks::how_many ? 1 : 0);
    }
  }
  if (out.strength < 0 && !words.empty() && openers.contains(words[0].text)) out = {Asks::yes_no, 1, words[0].span, {words[0].span}};
  return out;
}

Expects expected_of(Asks asks) {
  switch (asks) {
    case Asks::who: return Expects::person;
    case Asks::when: return Expects::date;
    case Asks::where: return Expects::place;
    case Asks::how_many: return Expects::number;
    case Asks::why: return Expects::reason;
    case Asks::how: return Expects::means;
    default: return Expects::anything;
  }
}

char32_t simplified(char32_t c) {
  const Fold fold = c < 65536 ? fold_table()[c] : Fold{.to = Fold::several};
  return fold.to == 0 || fold.to == Fold::several ? c : fold.to;
}

bool overlap(Span a, std::uint32_t start, std::uint32_t end) { return a.start < end && start < a.end; }

// What is asked for, behind the question word; decides what to expect where the question word itself does not.
void find_focus(Question& question, const std::u32string& text, const std::vector<EnglishWord>& words, std::size_t slot_word, bool chinese) {
  constexpr std::u32string_view measures = U"个個位些种種座条條一的家所部名项項";
  std::size_t first = question.slot_end;
  if (chinese) {
    while (first < question.units.size() && question.units[first].han && measures.find(text[question.units[first].start]) != std::u32string_view::npos) ++first;
    std::string said;
    std::size_t last = first;
    for (; last < question.units.size() && last < first + 4; ++last) {
      const Unit& unit = question.units[last];
      if (last > first && (unit.weak || unit.start != question.units[last - 1].end)) break;
      for (std::uint32_t i = unit.start; i < unit.end && i < text.size(); ++i) encode(simplified(text[i]), said);
      question.focus.push_back(unit.key);
    }
    if (question.expects == Expects::anything && !said.empty())
      for (const Noun& noun : chinese_nouns)
        if (said.starts_with(noun.text) || (noun.text.size() > 3 && said.find(noun.text) != std::string::npos)) { question.expects = noun.expects; break; }
    if (question.slot_end < question.units.size()) {
      std::string unit;
      encode(text[question.units[question.slot_end].start], unit);
      question.counted = mark_key(unit);
    }
    return;
  }
  std::size_t taken = 0;
  for (std::size_t i = slot_word + 1; i < words.size() && taken < 3; ++i) {
    if (plain_nouns.contains(words[i].text)) { if (taken > 0) break; continue; }
    if (is_english_stop_word(words[i].text)) break;
    if (taken == 0 && question.asks == Asks::how_many) {
      std::string counted = words[i].text;
      if (counted.size() > 3 && counted.back() == 's') counted.pop_back();
      question.counted = mark_key(counted);
    }
    if (question.expects == Expects::anything)
      if (const auto noun = english_nouns.find(words[i].text); noun != english_nouns.end()) question.expects = noun->second;
    for (const Unit& unit : question.units)
      if (unit.start == words[i].span.start) question.focus.push_back(unit.key);
    ++taken;
  }
}

}  // namespace

std::string_view name_of(Language language) {
  constexpr std::string_view names[] = {"chinese", "english", "mixed"};
  return names[static_cast<int>(language)];
}
std::string_view name_of(Asks asks) {
  constexpr std::string_view names[] = {"who", "when", "where", "how_many", "which", "what", "yes_no", "why", "how"};
  return names[static_cast<int>(asks)];
}
std::string_view name_of(Expects expects) {
  constexpr std::string_view names[] = {"anything", "person", "date", "place", "number", "reason", "means", "name"};
  return names[static_cast<int>(expects)];
}

std::string normalised(std::string_view text) {
  std::string out;
  const std::string folded = nfkc_casefold(text);
  for (std::size_t at = 0; at < folded.size();) {
    const std::size_t from = at;
    const char32_t c = decode(folded, at);
    if (!is_space(c) && !is_punctuation(c)) out.append(folded, from, at - from);
  }
  return out;
}

Question analyse_question(std::string_view raw, const Weigh& weigh) {
  Question out;
  out.text = std::string(raw);
  const std::u32string text = code_points_of(raw);
  Reading reading = read(raw);
  out.units = std::move(reading.units);
  if (out.units.size() > units_most) out.units.resize(units_most);

  const auto han = std::count_if(text.begin(), text.end(), is_cjk);
  const auto words = english_words(text);
  const bool chinese = han * 2 >= static_cast<std::ptrdiff_t>(words.size());
  out.language = han == 0 ? Language::english : chinese && words.size() <= static_cast<std::size_t>(han) ? Language::chinese : Language::mixed;
  std::size_t slot_word = words.size();
  Finding found = han > 0 ? find_chinese(text) : Finding{};
  const bool found_chinese = found.strength > 0;
  if (!found_chinese) {
    Finding english = find_english(words, slot_word);
    english.wordings.insert(english.wordings.end(), found.wordings.begin(), found.wordings.end());
    found = std::move(english);
  }
  if (found.strength >= 0) out.asks = found.asks;
  out.expects = expected_of(out.asks);

  out.slot_start = out.slot_end = out.units.size();
  if (found.strength > 0)
    for (std::size_t i = 0; i < out.units.size(); ++i)
      if (overlap(found.slot, out.units[i].start, out.units[i].end)) {
        if (out.slot_start == out.units.size()) out.slot_start = i;
        out.slot_end = i + 1;
      }
  find_focus(out, text, words, slot_word, chinese);

  const auto asked = [&](std::uint32_t start, std::uint32_t end) {
    return std::any_of(found.wordings.begin(), found.wordings.end(), [&](Span s) { return overlap(s, start, end); });
  };
  std::unordered_map<std::uint64_t, std::pair<std::string, double>> idf;
  for (auto& [term, weight] : weigh(raw)) {
    out.highest_idf = std::max(out.highest_idf, weight);
    const std::uint64_t key = hash64(term);
    idf.insert({key, {std::move(term), weight}});
  }
  std::unordered_set<std::uint64_t> seen;
  std::vector<double> weight_sum(out.units.size()), weight_count(out.units.size());
  for (const TermAt& at : reading.terms) {
    if (asked(at.start, at.end)) continue;
    double factor = 1;
    std::size_t weak = 0, covered = 0;
    for (const Unit& unit : out.units)
      if (overlap({at.start, at.end}, unit.start, unit.end)) { ++covered; weak += unit.weak; }
    if (covered > 0 && weak == covered) factor = 0.05;
    else if (weak > 0) factor = 0.4;
    const auto known = idf.find(at.key);
    const double value = known == idf.end() ? out.highest_idf : known->second.second;
    const double weight = value * factor;
    for (std::size_t i = 0; i < out.units.size(); ++i)
      if (overlap({at.start, at.end}, out.units[i].start, out.units[i].end)) { weight_sum[i] += weight; weight_count[i] += 1; }
    if (weight > 0 && out.terms.size() < terms_most && seen.insert(at.key).second)
      out.terms.push_back({at.key, known == idf.end() ? std::string() : known->second.first, value, weight, at.start, at.end});
  }
  for (std::size_t i = 0; i < out.units.size(); ++i) {
    const bool question_word = asked(out.units[i].start, out.units[i].end);
    const double weight = question_word || weight_count[i] == 0 ? 0 : weight_sum[i] / weight_count[i];
    out.unit_weights.push_back(static_cast<float>(out.units[i].weak ? weight * 0.2 : weight));
  }
  for (const Mark& mark : reading.marks) {
    if (asked(mark.start, mark.end)) continue;
    if (mark.kind == MarkKind::negation) out.negated = true;
    out.marks.push_back(mark);
  }
  return out;
}

}  // namespace gw
