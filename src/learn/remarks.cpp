#include "learn/remarks.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <unordered_map>

#include "base/text.h"
#include "learn/targets.h"
#include "rules/values.h"

namespace gw {
namespace {

constexpr std::int64_t label_least = 5;
constexpr std::size_t examples_shown = 3;

using Counts = std::map<std::string, std::int64_t>;

Counts labels_of(const Examples& examples) {
  Counts out;
  for (const auto& one : examples.all) ++out[one.label];
  return out;
}

std::int64_t greatest(const Counts& counts) {
  std::int64_t out = 0;
  for (const auto& [label, count] : counts) out = std::max(out, count);
  return out;
}

std::int64_t sum(const Counts& counts) {
  std::int64_t out = 0;
  for (const auto& [label, count] : counts) out += count;
  return out;
}

// Records whose inputs are the same but for spaces and capitals, and what was decided in them.
void contradictions(const Examples& examples, std::vector<Remark>& out) {
  std::unordered_map<std::string, Counts> groups;
  for (const auto& one : examples.all) {
    std::string key;
    for (const auto& input : one.inputs) key += std::string(input.key()) + "\x01" + nfkc_casefold(trim(written(input.value()))) + "\x02";
    ++groups[key][one.label];
  }
  std::int64_t rows = 0, best = 0;
  std::vector<std::string> shown;
  for (const auto& [key, counts] : groups) {
    best += greatest(counts);
    if (counts.size() < 2) continue;
    rows += sum(counts);
    std::string labels;
    for (const auto& [label, count] : counts) labels += fmt::format("{}{} ({})", labels.empty() ? "" : ", ", slice(label, 0, 40), count);
    std::string begin = key.substr(key.find('\x01') + 1);
    begin = std::string(slice(begin.substr(0, begin.find('\x02')), 0, 60));
    shown.push_back(fmt::format("\"{}\": {}", begin, labels));
  }
  if (rows == 0) return;
  std::ranges::sort(shown);
  const std::size_t groups_found = shown.size();
  shown.resize(std::min(shown.size(), examples_shown));
  const double ceiling = static_cast<double>(best) / static_cast<double>(examples.all.size()) * 100;
  out.push_back({"contradictions",
                 {fmt::format("{} records in {} groups say the same but were decided differently, so nothing can get more than {:.1f} % right. For example {}", rows, groups_found, ceiling, join(shown, "; ")),
                  fmt::format("{} 条记录（{} 组）内容相同而决定不同，因此正确率不可能超过 {:.1f}%。例如 {}", rows, groups_found, ceiling, join(shown, "；"))}});
}

// A column that alone gives the target away was probably filled in afterwards.
void telling_columns(const Proposal& proposal, const Examples& examples, std::vector<Remark>& out) {
  for (const std::size_t i : proposal.inputs) {
    if (proposal.kind == "people" || (proposal.columns[i].is != Column::Is::label && proposal.columns[i].is != Column::Is::value)) continue;
    std::vector<std::pair<std::string, std::string>> pairs;
    for (const auto& one : examples.all)
      if (const auto* value = one.inputs.if_contains(proposal.columns[i].word)) pairs.emplace_back(written(*value), one.label);
    if (pairs.size() * 2 < examples.all.size() || !gives_away(pairs)) continue;
    const std::string& name = proposal.columns[i].name;
    out.push_back({"telling",
                   {fmt::format("The column \"{}\" alone gives the answer away. If it is filled in only afterwards, leave it out: --without \"{}\".", name, name),
                    fmt::format("仅凭列“{}”就能得出结果。如果它是事后才填写的，请排除它：--without \"{}\"。", name, name)}});
  }
}

}  // namespace

std::vector<Remark> remarks_on(const Proposal& proposal, const Examples& examples) {
  std::vector<Remark> out;
  const auto n = static_cast<std::int64_t>(examples.all.size());
  const Counts labels = labels_of(examples);
  const auto& measured = proposal.measured;
  if (n < records_least)
    out.push_back({"few", {fmt::format("{} records are too few; at least {} are needed before anything can be said, and some hundred to say it well.", n, records_least), fmt::format("只有 {} 条记录，太少；至少需要 {} 条才能作出判断，几百条才可靠。", n, records_least)}, true});
  if (labels.size() < 2) out.push_back({"one_label", {"Every record was decided the same way, so there is nothing to decide.", "所有记录的决定都相同，没有可判断的内容。"}, true});
  else if (n >= records_least && !measured.beats_baseline) {
    const bool by_nearest = measured.nearest.right > measured.frequent.right;
    const double reached = measured.first.accuracy() * 100, trivial = (by_nearest ? measured.nearest : measured.frequent).accuracy() * 100;
    // Neighbours that do well without a model carry an app as well: it asks them.
    const Interval nearest = wilson(measured.nearest.right, measured.nearest.tested);
    if (by_nearest && nearest.low > measured.frequent.accuracy())
      out.push_back({"nearest_is_enough", {fmt::format("The model gets {:.1f} % right and is not better than what similar records say ({:.1f} %); both beat always saying the most frequent ({:.1f} %).", reached, trivial, measured.frequent.accuracy() * 100),
                                           fmt::format("模型正确率 {:.1f}%，不优于相似记录的投票（{:.1f}%）；两者都优于总是回答最常见的结果（{:.1f}%）。", reached, trivial, measured.frequent.accuracy() * 100)}});
    else
      out.push_back({"no_signal", {fmt::format("There is no signal above the trivial: the model gets {:.1f} % right, {} gets {:.1f} %. These columns do not tell \"{}\".", reached, by_nearest ? "asking similar records" : "always saying the most frequent", trivial, proposal.columns[proposal.target].name),
                                   fmt::format("没有超出简单做法的信号：模型正确率 {:.1f}%，{}可达 {:.1f}%。这些列不能说明“{}”。", reached, by_nearest ? "相似记录投票" : "总是回答最常见的结果", trivial, proposal.columns[proposal.target].name)}, true});
  }
  const auto rare = std::ranges::count_if(labels, [](const auto& one) { return one.second < label_least; });
  if (rare > 0 && labels.size() >= 2)
    out.push_back({"rare_labels", {fmt::format("{} of {} values of \"{}\" have fewer than {} records and will hardly be learned.", rare, labels.size(), proposal.columns[proposal.target].name, label_least),
                                   fmt::format("“{}”的 {} 种取值中，有 {} 种不足 {} 条记录，难以学会。", proposal.columns[proposal.target].name, labels.size(), rare, label_least)}});
  contradictions(examples, out);
  for (const std::size_t i : proposal.left_out)
    out.push_back({"left_out", {fmt::format("The column \"{}\" comes after \"{}\" and alone gives it away, so it is taken to be filled in afterwards and left out; --inputs puts it in.", proposal.columns[i].name, proposal.columns[proposal.target].name),
                                fmt::format("列“{}”排在“{}”之后，而且仅凭它就能得出结果，因此视为事后填写而未使用；可用 --inputs 加入。", proposal.columns[i].name, proposal.columns[proposal.target].name)}});
  telling_columns(proposal, examples, out);
  if (measured.unlabelled > 0) out.push_back({"unlabelled", {fmt::format("{} records do not say what was decided and are left out.", measured.unlabelled), fmt::format("{} 条记录没有结果，未使用。", measured.unlabelled)}});
  if (!proposal.time) out.push_back({"no_time", {"No column says when each was decided, so records and cases are split at random; with times the test would be harder and truer.", "没有说明决定时间的列，因此随机划分记录与用例；有时间时检验会更严格也更真实。"}});
  return out;
}

}  // namespace gw
