#include "answer/marks.h"

#include <algorithm>
#include <array>
#include <string>
#include <tuple>
#include <unordered_map>
#include <unordered_set>

#include "base/hash.h"
#include "base/text.h"

namespace gw {
namespace {

using namespace std::string_view_literals;
using Words = std::unordered_set<std::string_view>;

const Words months = {"january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december",
                      "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "century", "centuries", "decade", "decades"};
const Words negations = {"not", "no", "never", "without", "none", "except", "unless", "neither", "nor", "cannot", "n't", "nobody", "nothing", "hardly", "fail", "failed", "fails",
                         "unable", "lack", "lacks", "prohibited", "forbidden", "isn't", "aren't", "wasn't", "weren't", "don't", "doesn't", "didn't", "won't", "can't", "couldn't"};
const Words reasons = {"because", "due", "since", "reason", "reasons", "cause", "caused", "causes", "therefore", "thus", "hence", "consequently", "owing", "result", "resulted", "so"};
const Words means = {"by", "through", "using", "via", "with", "use", "uses", "used"};
const Words beings = {"is", "are", "was", "were", "called", "known", "named", "means", "refers", "defined", "became", "include", "includes", "including", "such"};
const Words persons = {"mr", "mrs", "ms", "dr", "sir", "lord", "king", "queen", "president", "professor", "emperor", "prince", "princess", "bishop", "pope", "general", "captain",
                       "author", "scientist", "leader", "director", "minister", "philosopher", "mathematician", "engineer", "he", "she", "his", "her", "duke", "saint", "founder"};
const Words place_words = {"in", "at", "near", "from", "to", "into", "across", "city", "region", "river", "county", "district", "country", "state", "south", "north", "east", "west",
                           "southern", "northern", "eastern", "western", "located"};

const std::unordered_map<std::string_view, std::int64_t> english_numbers = {
    {"zero", 0}, {"one", 1}, {"two", 2}, {"three", 3}, {"four", 4}, {"five", 5}, {"six", 6}, {"seven", 7}, {"eight", 8}, {"nine", 9}, {"ten", 10}, {"eleven", 11}, {"twelve", 12},
    {"thirteen", 13}, {"fourteen", 14}, {"fifteen", 15}, {"sixteen", 16}, {"seventeen", 17}, {"eighteen", 18}, {"nineteen", 19}, {"twenty", 20}, {"thirty", 30}, {"forty", 40},
    {"fifty", 50}, {"sixty", 60}, {"seventy", 70}, {"eighty", 80}, {"ninety", 90}, {"hundred", 100}, {"thousand", 1000}, {"million", 1000000}, {"billion", 1000000000},
    {"dozen", 12}, {"half", -2}, {"twice", 2}, {"once", 1}, {"first", 1}, {"second", 2}, {"third", 3}, {"fourth", 4}, {"fifth", 5}, {"hundreds", 100}, {"thousands", 1000},
    {"millions", 1000000}, {"several", -3}, {"both", 2}};

const Words english_stop = {
    "a", "an", "the", "of", "in", "on", "at", "to", "for", "from", "by", "with", "as", "into", "than", "that", "this", "these", "those", "it", "its", "their", "there", "they", "them",
    "he", "she", "his", "her", "him", "i", "we", "you", "your", "our", "us", "my", "me", "is", "are", "was", "were", "be", "been", "being", "am", "do", "does", "did", "done", "has", "have",
    "had", "can", "could", "will", "would", "shall", "should", "may", "might", "must", "and", "or", "but", "if", "so", "not", "no", "also", "about", "what", "who", "whom", "whose", "which",
    "when", "where", "why", "how", "much", "many", "s", "t", "d", "ll", "re", "ve", "any", "some", "such", "other", "others", "between", "during", "one", "please", "tell"};

constexpr std::u32string_view numerals = U"零〇一二三四五六七八九十百千万萬亿億两兩";
constexpr std::u32string_view measures =
    U"个個位名次年月日号號人家座条條只隻部种種项項届屆岁歲米公里元场場支间間所艘架颗顆艘辆輛度倍代章卷集首张張片层層楼樓级級队隊站台票分秒时時天周週期组組类類村市县縣省区區镇鎮国國吨噸克成点點本册冊员員枚面门門段款幅";
constexpr std::u32string_view place_ends = U"省市县縣区區镇鎮乡鄉村州国國岛島山河江湖海洋洲港城寺庙廟路街道站桥橋宫宮园園馆館院校厂廠峡峽谷湾灣郡府京都堡";
constexpr std::u32string_view surnames =
    U"王李张張刘劉陈陳杨楊黄黃赵趙吴吳周徐孙孫马馬朱胡郭何林罗羅郑鄭梁谢謝宋唐许許韩韓冯馮邓鄧曹彭曾萧蕭田董袁潘蒋蔣蔡余杜叶葉程苏蘇魏吕呂丁任沈姚卢盧姜崔钟鍾谭譚陆陸汪范廖贾賈夏韦韋邹鄒孟熊秦邱江尹薛闫侯龙龍陶黎贺賀顾顧毛郝龚龔邵钱錢严嚴";
constexpr std::u32string_view function_characters = U"的是了在和与與及于於为為之其而以有被所也都就到从從对對由将將个個这這那此该該并並等把着著过過地得者中上下时時会會可后後前来來去或至年月日";

struct Cue { std::u32string_view text; MarkKind kind; };
constexpr Cue cues[] = {
    {U"因为", MarkKind::reason}, {U"因為", MarkKind::reason}, {U"由于", MarkKind::reason}, {U"由於", MarkKind::reason}, {U"因此", MarkKind::reason}, {U"所以", MarkKind::reason},
    {U"导致", MarkKind::reason}, {U"導致", MarkKind::reason}, {U"为了", MarkKind::reason}, {U"為了", MarkKind::reason}, {U"使得", MarkKind::reason}, {U"原因", MarkKind::reason},
    {U"因", MarkKind::reason}, {U"以便", MarkKind::reason}, {U"造成", MarkKind::reason}, {U"缘故", MarkKind::reason},
    {U"通过", MarkKind::means}, {U"通過", MarkKind::means}, {U"透过", MarkKind::means}, {U"透過", MarkKind::means}, {U"利用", MarkKind::means}, {U"使用", MarkKind::means},
    {U"藉由", MarkKind::means}, {U"借由", MarkKind::means}, {U"经由", MarkKind::means}, {U"經由", MarkKind::means}, {U"采用", MarkKind::means}, {U"採用", MarkKind::means}, {U"以", MarkKind::means},
    {U"称为", MarkKind::being}, {U"稱為", MarkKind::being}, {U"称之为", MarkKind::being}, {U"稱之為", MarkKind::being}, {U"叫做", MarkKind::being}, {U"名为", MarkKind::being}, {U"名為", MarkKind::being},
    {U"又称", MarkKind::being}, {U"又稱", MarkKind::being}, {U"简称", MarkKind::being}, {U"簡稱", MarkKind::being}, {U"别名", MarkKind::being}, {U"是", MarkKind::being}, {U"为", MarkKind::being}, {U"為", MarkKind::being},
    {U"包括", MarkKind::being}, {U"属于", MarkKind::being}, {U"屬於", MarkKind::being}, {U"指", MarkKind::being},
    {U"不", MarkKind::negation}, {U"未", MarkKind::negation}, {U"没", MarkKind::negation}, {U"沒", MarkKind::negation}, {U"无", MarkKind::negation}, {U"無", MarkKind::negation}, {U"非", MarkKind::negation},
    {U"禁止", MarkKind::negation}, {U"除了", MarkKind::negation}, {U"除外", MarkKind::negation},
    {U"位于", MarkKind::place}, {U"位於", MarkKind::place}, {U"坐落", MarkKind::place},
    {U"先生", MarkKind::person}, {U"教授", MarkKind::person}, {U"总统", MarkKind::person}, {U"總統", MarkKind::person}, {U"皇帝", MarkKind::person}, {U"国王", MarkKind::person}, {U"國王", MarkKind::person},
    {U"博士", MarkKind::person}, {U"导演", MarkKind::person}, {U"導演", MarkKind::person}, {U"作家", MarkKind::person}, {U"将军", MarkKind::person}, {U"將軍", MarkKind::person}, {U"主席", MarkKind::person},
    {U"校长", MarkKind::person}, {U"校長", MarkKind::person}, {U"科学家", MarkKind::person}, {U"科學家", MarkKind::person}, {U"他", MarkKind::person}, {U"她", MarkKind::person},
};

const auto& cues_by_first() {
  static const auto table = [] {
    std::unordered_map<char32_t, std::vector<const Cue*>> out;
    for (const Cue& cue : cues) out[cue.text[0]].push_back(&cue);
    return out;
  }();
  return table;
}

bool in(std::u32string_view set, char32_t c) { return set.find(c) != std::u32string_view::npos; }

// Full-width letters and digits as their ASCII forms, so that one scan reads both.
char32_t narrow(char32_t c) { return c >= 0xFF01 && c <= 0xFF5E ? c - 0xFEE0 : c; }
bool is_ascii_letter(char32_t c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_ascii_digit(char32_t c) { return c >= '0' && c <= '9'; }
bool is_upper(char32_t c) { return (c >= 'A' && c <= 'Z') || (c >= 0xC0 && c <= 0xDE); }
bool is_latin(char32_t c) { return is_ascii_letter(c) || (c >= 0xC0 && c <= 0x24F && c != 0xD7 && c != 0xF7); }

std::string lower(std::u32string_view text) {
  std::string out;
  for (char32_t c : text) encode(c >= 'A' && c <= 'Z' ? c + 32 : c >= 0xC0 && c <= 0xDE && c != 0xD7 ? c + 32 : c, out);
  return out;
}

class Scan {
 public:
  explicit Scan(std::string_view text) : text_(code_points_of(text)) {
    for (char32_t& c : text_) c = narrow(c) == U'\u00A0' ? U' ' : narrow(c);
  }

  std::vector<Mark> run() {
    while (at_ < text_.size()) {
      const char32_t c = text_[at_];
      if (is_ascii_digit(c)) digits();
      else if (is_latin(c)) word();
      else if (in(numerals, c)) chinese_numeral();
      else if (is_han(c)) han();
      else if (c == U'《' || c == U'「' || c == U'『' || c == U'“' || c == U'"' || c == U'〈') quoted();
      else {
        if (c == '.' || c == '!' || c == '?' || c == '\n' || c == U'。') sentence_start_ = true;
        ++at_;
      }
    }
    std::sort(marks_.begin(), marks_.end(), [](const Mark& a, const Mark& b) { return std::tie(a.start, a.kind, a.end) < std::tie(b.start, b.kind, b.end); });
    return std::move(marks_);
  }

 private:
  char32_t peek(std::size_t i) const { return i < text_.size() ? text_[i] : 0; }
  void put(MarkKind kind, std::size_t start, std::size_t end, std::uint64_t key = 0, std::uint64_t unit = 0) {
    marks_.push_back({kind, static_cast<std::uint32_t>(start), static_cast<std::uint32_t>(end), key, unit});
  }

  // The Han character or English word that stands behind a number, after at most one space.
  std::uint64_t unit_behind(std::size_t i) const {
    if (peek(i) == ' ' || peek(i) == '-') ++i;
    if (peek(i) == '%') return mark_key("%");
    if (is_han(peek(i))) {
      std::string out;
      encode(peek(i), out);
      return mark_key(out);
    }
    std::size_t end = i;
    while (is_latin(peek(end))) ++end;
    if (end == i) return 0;
    std::string name = lower(std::u32string_view(text_).substr(i, end - i));
    if (name.size() > 3 && name.back() == 's') name.pop_back();
    return mark_key(name);
  }

  bool date_unit(std::size_t i) const {
    const char32_t c = peek(i), next = peek(i + 1);
    return c == U'年' || c == U'月' || (c == U'日' && next != U'本') || ((c == U'世') && (next == U'纪' || next == U'紀')) || c == U'號' || c == U'号';
  }

  void digits() {
    const std::size_t start = at_;
    std::string value;
    while (at_ < text_.size()) {
      const char32_t c = text_[at_];
      if (is_ascii_digit(c)) value.push_back(static_cast<char>(c));
      else if (c == ',' && is_ascii_digit(peek(at_ + 1)) && is_ascii_digit(peek(at_ + 2)) && is_ascii_digit(peek(at_ + 3))) {}
      else if (c == '.' && is_ascii_digit(peek(at_ + 1))) value.push_back('.');
      else break;
      ++at_;
    }
    const bool letter_behind = is_ascii_letter(peek(at_)) || peek(at_) == '_';
    std::string tail;
    for (std::size_t i = at_; is_ascii_letter(peek(i)) && tail.size() < 4; ++i) tail.push_back(static_cast<char>(peek(i) | 0x20));
    const bool year = value.size() == 4 && (value[0] == '1' || (value[0] == '2' && value[1] == '0')) && !letter_behind && value.find('.') == std::string::npos;
    const bool dated = year || date_unit(at_) || (value.size() == 4 && tail == "s") ||
                       ((tail == "th" || tail == "st" || tail == "nd" || tail == "rd") && (word_at(at_ + tail.size() + 1) == "century" || months.contains(word_at(at_ + tail.size() + 1))));
    put(MarkKind::number, start, at_, mark_key(value), unit_behind(at_));
    if (dated) put(MarkKind::date, start, at_, mark_key(value), unit_behind(at_));
    sentence_start_ = false;
    while (is_ascii_letter(peek(at_))) ++at_;  // 20th, 5km: the letters belong to the number
  }

  std::string word_at(std::size_t i) const {
    std::size_t end = i;
    while (is_latin(peek(end))) ++end;
    return lower(std::u32string_view(text_).substr(std::min(i, text_.size()), end - i));
  }

  void word() {
    const std::size_t start = at_;
    bool code = false;
    while (is_latin(peek(at_)) || is_ascii_digit(peek(at_)) ||
           ((peek(at_) == '_' || peek(at_) == '-' || peek(at_) == '/' || peek(at_) == '\'' || peek(at_) == U'’') && (is_latin(peek(at_ + 1)) || is_ascii_digit(peek(at_ + 1))))) {
      if (is_ascii_digit(peek(at_)) || peek(at_) == '_') code = true;
      ++at_;
    }
    std::u32string_view raw = std::u32string_view(text_).substr(start, at_ - start);
    std::string name = lower(raw);
    if (const auto apostrophe = name.find("’"); apostrophe != std::string::npos) name.replace(apostrophe, 3, "'");
    const std::size_t end = at_;
    if (code) put(MarkKind::identifier, start, end, mark_key(name));
    if (negations.contains(name) || name.ends_with("n't")) put(MarkKind::negation, start, end);
    if (reasons.contains(name)) put(MarkKind::reason, start, end);
    if (means.contains(name)) put(MarkKind::means, start, end);
    if (beings.contains(name)) put(MarkKind::being, start, end);
    if (persons.contains(name)) put(MarkKind::person, start, end, mark_key(name));
    if (months.contains(name) && (name != "may" || is_upper(raw[0])) && (name != "march" || is_upper(raw[0]))) put(MarkKind::date, start, end, mark_key(name));
    if (const auto found = english_numbers.find(name); found != english_numbers.end()) put(MarkKind::number, start, end, mark_key(std::to_string(found->second)), unit_behind(end));
    if (name.size() > 2 && name.ends_with("'s")) name.resize(name.size() - 2);
    const bool capital = is_upper(raw[0]) && raw.size() > 1;
    if (capital && (!sentence_start_ || !english_stop.contains(name))) {
      const std::uint64_t key = mark_key(name);
      put(MarkKind::name, start, end, key, sentence_start_ ? 1 : 0);
      if (place_words.contains(previous_)) put(MarkKind::place, start, end, key);
    } else {
      if (place_words.contains(name) && name.size() > 4) put(MarkKind::place, start, end, mark_key(name));
    }
    previous_ = name;
    sentence_start_ = false;
  }

  void chinese_numeral() {
    const std::size_t start = at_;
    while (in(numerals, peek(at_))) ++at_;
    const std::u32string_view run = std::u32string_view(text_).substr(start, at_ - start);
    const bool counted = in(measures, peek(at_)) || (start > 0 && text_[start - 1] == U'第');
    const std::int64_t value = chinese_number(run);
    if (value >= 0 && (run.size() >= 2 || counted)) {
      const std::uint64_t key = mark_key(std::to_string(value));
      put(MarkKind::number, start, at_, key, unit_behind(at_));
      if (date_unit(at_)) put(MarkKind::date, start, at_, key, unit_behind(at_));
    }
    sentence_start_ = false;
  }

  void han() {
    const char32_t c = text_[at_];
    if (const auto found = cues_by_first().find(c); found != cues_by_first().end()) {
      for (const Cue* cue : found->second)
        if (std::u32string_view(text_).substr(at_, cue->text.size()) == cue->text) {
          put(cue->kind, at_, at_ + cue->text.size());
          break;
        }
    }
    const bool han_before = at_ > 0 && is_han(text_[at_ - 1]);
    if (han_before && in(place_ends, c)) put(MarkKind::place, at_ - 1, at_ + 1, mark_key(lower(std::u32string_view(text_).substr(at_ - 1, 2))));
    if (in(surnames, c) && is_han(peek(at_ + 1))) put(MarkKind::person, at_, at_ + 2, mark_key(lower(std::u32string_view(text_).substr(at_, 2))));
    if ((peek(at_ + 1) == U'·' || peek(at_ + 1) == U'‧' || peek(at_ + 1) == U'•') && is_han(peek(at_ + 2))) {
      std::size_t start = at_, end = at_ + 2;
      while (start > 0 && is_han(text_[start - 1]) && at_ - start < 3) --start;
      while (is_han(peek(end)) && end - at_ < 6) ++end;
      put(MarkKind::person, start, end, mark_key(lower(std::u32string_view(text_).substr(at_, 3))));
    }
    sentence_start_ = false;
    ++at_;
  }

  void quoted() {
    const char32_t open = text_[at_];
    const char32_t close = open == U'《' ? U'》' : open == U'「' ? U'」' : open == U'『' ? U'』' : open == U'“' ? U'”' : open == U'〈' ? U'〉' : U'"';
    constexpr std::size_t longest = 60;
    for (std::size_t i = at_ + 1; i < text_.size() && i <= at_ + longest; ++i)
      if (text_[i] == close) {
        if (i > at_ + 1) put(MarkKind::quoted, at_ + 1, i, mark_key(nfkc_casefold(lower(std::u32string_view(text_).substr(at_ + 1, i - at_ - 1)))));
        break;
      }
    ++at_;
  }

  std::u32string text_;
  std::size_t at_ = 0;
  std::vector<Mark> marks_;
  bool sentence_start_ = true;
  std::string previous_;
};

}  // namespace

std::u32string code_points_of(std::string_view text) {
  std::u32string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) out.push_back(decode(text, at));
  return out;
}

std::uint64_t mark_key(std::string_view folded) { return hash64(folded); }

std::int64_t chinese_number(std::u32string_view text) {
  constexpr std::u32string_view digits = U"零一二三四五六七八九";
  const auto digit = [&](char32_t c) -> std::int64_t {
    if (c == U'〇') return 0;
    if (c == U'两' || c == U'兩') return 2;
    const auto at = digits.find(c);
    return at == std::u32string_view::npos ? -1 : static_cast<std::int64_t>(at);
  };
  if (text.empty() || text.size() > 20) return -1;
  if (std::all_of(text.begin(), text.end(), [&](char32_t c) { return digit(c) >= 0; })) {
    if (text.size() > 15) return -1;
    std::int64_t total = 0;
    for (char32_t c : text) total = total * 10 + digit(c);
    return total;
  }
  // high: full 亿; middle: full 万; section: below 万; current: a digit that waits for its unit.
  std::int64_t high = 0, middle = 0, section = 0, current = -1;
  for (char32_t c : text) {
    if (const std::int64_t d = digit(c); d >= 0) { current = d; continue; }
    const std::int64_t small = c == U'十' ? 10 : c == U'百' ? 100 : c == U'千' ? 1000 : 0;
    if (small > 0) {
      section += (current < 0 ? 1 : current) * small;
      current = -1;
      continue;
    }
    section += current < 0 ? 0 : current;
    current = -1;
    if (c == U'万' || c == U'萬') {
      middle = (section == 0 ? std::max<std::int64_t>(middle, 1) : middle + section) * 10'000;
    } else if (c == U'亿' || c == U'億') {
      if (high + middle + section > 10'000'000'000) return -1;  // 万 and 亿 over and over: no number
      high = std::max<std::int64_t>(high + middle + section, 1) * 100'000'000;
      middle = 0;
    } else {
      return -1;
    }
    if (middle > 1'000'000'000) return -1;
    section = 0;
  }
  return high + middle + section + (current < 0 ? 0 : current);
}

bool is_english_stop_word(std::string_view word) { return english_stop.contains(word); }
bool is_han_function_character(char32_t c) { return in(function_characters, c); }

std::vector<Mark> marks_of(std::string_view text) { return Scan(text).run(); }

}  // namespace gw
