// What a training came to, in sentences.
#include <fmt/format.h>

#include <algorithm>

#include "learn/train.h"

namespace gw {
namespace {

constexpr std::int64_t few_tested = 100;

std::string percent(double share) { return fmt::format("{:.1f} %", share * 100); }

std::string chance(double p) { return p < 0.001 ? "p < 0.001" : fmt::format("p = {:.3f}", p); }

std::string against(const TrainReport& r, Tongue language) {
  const bool chinese = language == Tongue::zh;
  const std::string frequent = percent(r.frequent.accuracy()), nearest = percent(r.nearest.accuracy());
  if (r.kind == "clauses") return chinese ? fmt::format("总是回答最常见的标签可达 {}。", frequent) : fmt::format("Always saying a clause's most frequent label would get {}.", frequent);
  if (r.kind == "people") return chinese ? fmt::format("总是选同一位置最常见的人可达 {}，相似记录投票可达 {}。", frequent, nearest) : fmt::format("Always naming who is most frequent at the place would get {}, the nearest records {}.", frequent, nearest);
  return chinese ? fmt::format("总是回答最常见的结果可达 {}，相似记录投票可达 {}。", frequent, nearest) : fmt::format("Always saying the most frequent would get {}, the nearest records {}.", frequent, nearest);
}

std::string verdict(const TrainReport& r, Tongue language) {
  const bool chinese = language == Tongue::zh;
  if (r.beats_baseline) return chinese ? fmt::format("模型确实更好（{}）。", chance(r.p)) : fmt::format("The model is better than that ({}).", chance(r.p));
  // Neighbours that surely beat the most frequent show that the data do tell something, only that it takes no model.
  if (wilson(r.nearest.right, r.nearest.tested).low > r.frequent.accuracy())
    return chinese ? "模型不优于相似记录的投票，但两者都说明数据有用：用 `similar` 步骤也能做到。" : "The model is not better than the nearest records, which do tell: a `similar` step does as well.";
  std::string out = chinese ? "模型没有胜过这些简单做法：数据目前不足以支撑它。" : "The model does not beat this: so far the data do not carry it.";
  if (r.first.tested < few_tested) out += chinese ? fmt::format("只检验了 {} 条，太少，说明不了什么。", r.first.tested) : fmt::format(" Only {} were tested, too few to tell.", r.first.tested);
  return out;
}

std::string reached(const TrainReport& r, Tongue language) {
  const bool chinese = language == Tongue::zh;
  const Interval likely = wilson(r.first.right, r.first.tested);
  if (r.kind == "clauses") {
    std::string out = chinese ? fmt::format("在未见过的文本中，首选句子正确 {}，前三句含有 {}", percent(r.place.accuracy()), percent(r.three.accuracy()))
                              : fmt::format("In texts it had not seen, the first sentence is right for {}, one of three for {}", percent(r.place.accuracy()), percent(r.three.accuracy()));
    if (r.first.tested == 0) return out + (chinese ? "。标签还不能判断，至少需要五份改正过的文本。" : ". Labels are not judged yet: that takes five corrected texts.");
    return out + (chinese ? fmt::format("；标签正确 {}（很可能在 {:.0f} 至 {:.0f} 之间）。", percent(r.first.accuracy()), likely.low * 100, likely.high * 100)
                          : fmt::format("; the label is right for {} (likely {:.0f} to {:.0f}).", percent(r.first.accuracy()), likely.low * 100, likely.high * 100));
  }
  const std::string order = r.in_time ? (chinese ? "按时间顺序" : "in time order") : (chinese ? "随机分组" : "in shuffled folds");
  std::string out = chinese ? fmt::format("{}检验 {} 条：首选正确 {}（很可能在 {:.0f} 至 {:.0f} 之间）", order, r.first.tested, percent(r.first.accuracy()), likely.low * 100, likely.high * 100)
                            : fmt::format("Of {} tested {}, the first is right for {} (likely {:.0f} to {:.0f})", r.first.tested, order, percent(r.first.accuracy()), likely.low * 100, likely.high * 100);
  if (r.labels > 5) out += chinese ? fmt::format("，前五含有 {}", percent(r.five.accuracy())) : fmt::format(", one of five for {}", percent(r.five.accuracy()));  // of five or fewer it says nothing
  return out + (chinese ? "。" : ".");
}

}  // namespace

std::string sentence(const TrainReport& r, Tongue language) {
  const bool chinese = language == Tongue::zh;
  const std::string_view things = r.kind == "clauses" ? (chinese ? "份改正过的文本" : "corrected texts") : (chinese ? "条记录" : "records");
  const std::string_view kinds = r.kind == "clauses" ? (chinese ? "个条款" : "clauses") : r.kind == "people" ? (chinese ? "个人" : "people") : (chinese ? "种结果" : "labels");
  std::string out = chinese ? fmt::format("{}：{} {}，{} {}。", r.name, r.records, things, r.labels, kinds) : fmt::format("{}: {} {}, {} {}. ", r.name, r.records, things, r.labels, kinds);
  if (r.unlabelled > 0) out += chinese ? fmt::format("{} 条没有结果，未使用。", r.unlabelled) : fmt::format("{} records do not say what was decided and were left out. ", r.unlabelled);
  if (r.first.tested == 0 && r.place.tested == 0) return out + (chinese ? "太少，无法检验。" : "Too few to be measured.");
  out += reached(r, language);
  if (r.first.tested == 0) return out;
  const std::string_view gap = chinese ? "" : " ";
  return fmt::format("{}{}{}{}{}", out, gap, against(r, language), gap, verdict(r, language));
}

}  // namespace gw
