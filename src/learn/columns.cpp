#include "learn/columns.h"

#include <algorithm>
#include <array>
#include <span>
#include <unordered_map>
#include <unordered_set>

#include "base/text.h"
#include "flow/moment.h"
#include "learn/column_words.h"
#include "rules/number.h"
#include "rules/values.h"

namespace gw {
namespace {

constexpr std::size_t looked_at_most = 100'000;
constexpr double nearly_all = 0.95, hardly_any = 0.02;
constexpr std::size_t text_from = 40, label_characters = 60, sentence_han = 8, name_han = 4;

struct Seen {
  std::int64_t filled = 0, times = 0, numbers = 0, lists = 0, spaced = 0, wordy = 0;
  std::size_t characters = 0;
  std::unordered_set<std::string> different;
};

std::size_t count_han(std::string_view text) {
  std::size_t out = 0;
  for (std::size_t at = 0; at < text.size();) out += is_cjk(decode(text, at)) ? 1 : 0;
  return out;
}

void look(const json::value& value, Seen& seen) {
  ++seen.filled;
  if (value.is_array() || value.is_object()) {
    ++seen.lists;
    return;
  }
  const std::string text = written(value);
  const std::string_view begin = std::string_view(text).substr(0, 4000);
  const std::size_t length = count_code_points(begin), han = count_han(begin);
  seen.characters += length;
  // Chinese has no spaces, and says in eight characters what English says in as many words.
  seen.spaced += length > text_from || std::ranges::count(text, ' ') > 3 || han >= sentence_han ? 1 : 0;
  seen.wordy += han >= name_han ? 1 : 0;
  // Bare numbers of seconds are taken for numbers; a time looks like one.
  const bool looks_like_time = text.find_first_of("-/.:年T") != text.npos;
  seen.times += looks_like_time && moment_of(std::string_view(text)) ? 1 : 0;
  seen.numbers += is_number(value) || (length <= 60 && read_number(text)) ? 1 : 0;
  if (seen.different.size() < looked_at_most) seen.different.insert(text.substr(0, 500));
}

Column::Is guess(const Seen& seen, std::size_t rows) {
  using Is = Column::Is;
  const auto filled = static_cast<double>(seen.filled), different = static_cast<double>(seen.different.size());
  if (filled <= static_cast<double>(rows) * hardly_any) return Is::nothing;
  const auto nearly = [&](std::int64_t count) { return static_cast<double>(count) >= filled * nearly_all; };
  if (static_cast<double>(seen.lists) > filled / 2) return Is::list;
  if (seen.different.size() == 1) return Is::constant;
  if (nearly(seen.times)) return Is::time;
  const double mean = static_cast<double>(seen.characters) / filled;
  const bool few = different <= std::max(2.0, std::min(filled / 3, 2000.0));
  if (nearly(seen.numbers)) return different <= 12 && few ? Is::label : different >= filled * 0.98 && filled > 20 && mean > 3 ? Is::id : Is::number;
  if (static_cast<double>(seen.spaced) > filled / 3 && !(few && different < filled / 10)) return Is::text;
  if (few && mean <= label_characters) return Is::label;
  if (different >= filled * 0.98 && mean <= text_from && static_cast<double>(seen.spaced) < filled / 10 && static_cast<double>(seen.wordy) < filled / 2) return Is::id;
  return Is::value;
}

bool has_one_of(std::string_view name, std::span<const std::string_view> words) {
  const std::string folded = nfkc_casefold(name);
  return std::ranges::any_of(words, [&](std::string_view word) { return folded.find(word) != folded.npos; });
}

}  // namespace

std::string_view name_of(Column::Is is) {
  constexpr std::array names{"nothing", "always the same", "an id", "a time", "a number", "a label", "a value", "text", "a list"};
  return names[static_cast<std::size_t>(is)];
}

std::vector<Column> columns_of(const RecordTable& table) {
  std::vector<Column> out;
  std::vector<Seen> seen(table.columns.size());
  std::unordered_set<std::string> words{"id", "inputs", "steps", "run", "item", "index"};
  std::unordered_map<std::string_view, std::size_t> places;
  for (std::size_t i = 0; i < table.columns.size(); ++i) places.emplace(table.columns[i], i);
  for (const auto& row : table.rows)
    for (const auto& member : row)
      if (const auto place = places.find(std::string_view(member.key())); place != places.end()) look(member.value(), seen[place->second]);
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    ColumnWord called = word_for(table.columns[i], i);
    Column column{.name = table.columns[i], .word = std::move(called.word), .title = std::move(called.title), .is = guess(seen[i], table.rows.size())};
    // The records have the time that each was decided under this name.
    if (column.word == "time" && column.is != Column::Is::time) column.word = "time_2";
    while (!words.insert(column.word).second) column.word += "_2";
    column.filled = seen[i].filled;
    column.different = static_cast<std::int64_t>(seen[i].different.size());
    column.characters = seen[i].filled == 0 ? 0 : static_cast<double>(seen[i].characters) / static_cast<double>(seen[i].filled);
    out.push_back(std::move(column));
  }
  return out;
}

bool names_a_decision(std::string_view name) {
  constexpr std::array<std::string_view, 33> words{"label", "class", "categor", "intent", "type", "decision", "result", "outcome", "department", "team", "priority", "severity", "queue", "resolution", "verdict",
                                                   "target", "answer", "标签", "类别", "分类", "类型", "结果", "结论", "部门", "决定", "优先级", "级别", "意图", "队列", "是否", "处理组", "班组", "团队"};
  return names_a_person(name) || has_one_of(name, words);
}

bool names_a_person(std::string_view name) {
  constexpr std::array<std::string_view, 12> words{"assign", "owner", "handler", "agent", "responsible", "resolver", "person", "负责人", "处理人", "经办人", "受理人", "指派"};
  return has_one_of(name, words);
}

bool names_a_place(std::string_view name) {
  constexpr std::array<std::string_view, 13> words{"component", "module", "area", "product", "place", "project", "system", "service", "模块", "组件", "产品", "系统", "项目"};
  return has_one_of(name, words);
}

bool names_a_title(std::string_view name) {
  constexpr std::array<std::string_view, 9> words{"title", "subject", "summary", "headline", "question", "标题", "主题", "摘要", "问题"};
  return has_one_of(name, words);
}

}  // namespace gw
