#include "answer/reason.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "index/fold.h"

namespace gw {
namespace {

enum class Voice { english, simplified, traditional };

// Traditional when a character of the question has another, simplified form.
Voice voice_of(const Question& question) {
  if (question.language == Language::english) return Voice::english;
  std::size_t han = 0, other = 0;
  for (char32_t c : code_points_of(question.text)) {
    if (!is_han(c) || c >= 65536) { other += is_letter(c) && !is_han(c); continue; }
    ++han;
    if (const auto to = fold_table()[c].to; to != 0 && to != Fold::several && to != c) return Voice::traditional;
  }
  return question.language == Language::mixed && other > 4 * han ? Voice::english : Voice::simplified;
}

std::string pick(Voice voice, std::string english, std::string simplified, std::string traditional) {
  return voice == Voice::english ? std::move(english) : voice == Voice::simplified ? std::move(simplified) : std::move(traditional);
}

// Words that carry a question rather than what it is about; naming one as missing would tell nobody anything.
bool carries_nothing(std::string_view word) {
  constexpr std::string_view frame[] = {"does", "time", "much", "many", "long", "what", "which", "when", "where", "will", "would", "could", "should", "have", "must",
                                        "need", "take", "kind", "type", "name", "often", "used", "call", "called", "happen", "happens", "mean", "means", "with", "within"};
  return word.size() < 4 || std::ranges::find(frame, word) != std::end(frame);
}

// Chinese is cut into pairs, so a missing run may begin or end inside a word; it is named only where the sentence itself shows its edges.
bool is_edge(std::u32string_view text, std::size_t at) {
  constexpr std::u32string_view edges = U"的是在有和与與吗嗎呢了为為被由从從对對把将將";
  return at >= text.size() || !is_han(text[at]) || edges.find(text[at]) != std::u32string_view::npos;
}

bool worth_naming(std::u32string_view question, std::uint32_t start, std::uint32_t end) {
  if (end <= start || end > question.size()) return false;
  if (is_han(question[start])) return (start == 0 || is_edge(question, start - 1)) && is_edge(question, end);
  std::string word;
  for (char32_t c : question.substr(start, end - start)) encode(c, word);
  return !carries_nothing(lower_ascii(word));
}

std::string shown(const Passage& passage) { return passage.title.empty() ? passage.name : passage.title; }

}  // namespace

std::string missing_words(const Gathered& gathered) {
  std::vector<std::pair<std::uint32_t, std::uint32_t>> spans;
  for (std::size_t t = 0; t < gathered.question.terms.size(); ++t) {
    const auto lacks = [&](const std::vector<Features::Missing>& of) { return std::ranges::any_of(of, [&](const auto& missing) { return missing.term == t; }); };
    if (!gathered.features.missing.empty() && std::ranges::all_of(gathered.features.missing, lacks)) spans.push_back({gathered.question.terms[t].start, gathered.question.terms[t].end});
  }
  std::sort(spans.begin(), spans.end());
  std::vector<std::pair<std::uint32_t, std::uint32_t>> runs;  // spans that overlap, joined
  for (const auto& span : spans) {
    if (!runs.empty() && span.first <= runs.back().second) runs.back().second = std::max(runs.back().second, span.second);
    else runs.push_back(span);
  }
  const auto question = code_points_of(gathered.question.text);
  std::pair<std::uint32_t, std::uint32_t> best{0, 0};
  const auto in_a_pair = [&](const auto& run) {
    const std::string said = normalised(slice(gathered.question.text, run.first, run.second));
    return std::ranges::any_of(gathered.pairs, [&](const CuratedPair& p) { return normalised(p.pair.question + " " + p.pair.answer).contains(said); });
  };
  for (const auto& run : runs)
    if (worth_naming({question.data(), question.size()}, run.first, run.second) && run.second - run.first > best.second - best.first && !in_a_pair(run)) best = run;
  return std::string(slice(gathered.question.text, best.first, best.second));
}

std::string reason_nothing(const Question& question) {
  return pick(voice_of(question), "Nothing in the files bears on this question.", "资料里没有找到与这个问题有关的内容。", "資料裡沒有找到與這個問題有關的內容。");
}

std::string reason_other_questions(const Gathered& gathered) {
  const std::string name = shown(gathered.pairs.front().answer);
  return pick(voice_of(gathered.question), fmt::format("Experts have answered other questions, in {}, but not this one.", name), fmt::format("《{}》中有专家对其他问题的回答，但没有回答这个问题。", name),
              fmt::format("《{}》中有專家對其他問題的回答，但沒有回答這個問題。", name));
}

std::string reason_waiting(const WaitingQuestion& waiting) {
  const Question question = analyse_question(waiting.question, [](std::string_view) { return std::vector<std::pair<std::string, double>>{}; });
  if (waiting.why == Unanswered::nothing) return reason_nothing(question);
  return pick(voice_of(question), "A document comes close, but it is not certain enough that it answers the question.", "有内容相近的资料，但不能确定它回答了这个问题。",
              "有內容相近的資料，但不能確定它回答了這個問題。");
}

std::string reason_answered(const Gathered& gathered, const Judgement& judgement) {
  const Voice voice = voice_of(gathered.question);
  if (judgement.pair) return pick(voice, "A curated answer to this question.", "这个问题有审定过的标准答案。", "這個問題有審定過的標準答案。");
  const std::string name = shown(gathered.passages[gathered.candidates[judgement.best].passage]);
  return pick(voice, fmt::format("Quoted from {}.", name), fmt::format("原文引自《{}》。", name), fmt::format("原文引自《{}》。", name));
}

namespace {

std::string reason_contradiction(Voice voice, const std::string& name, const std::string& other) {
  if (name == other)
    return pick(voice, fmt::format("The curated answers to this question in {} differ.", name), fmt::format("《{}》中对这个问题审定的标准答案不一致。", name),
                fmt::format("《{}》中對這個問題審定的標準答案不一致。", name));
  return pick(voice, fmt::format("The curated answers to this question in {} and {} differ.", name, other), fmt::format("《{}》与《{}》中对这个问题审定的标准答案不一致。", name, other),
              fmt::format("《{}》與《{}》中對這個問題審定的標準答案不一致。", name, other));
}

}  // namespace

std::string reason_refused(const Gathered& gathered, const Judgement& judgement, double threshold) {
  const Voice voice = voice_of(gathered.question);
  if (judgement.pair && judgement.veto == Veto::conflict)
    return reason_contradiction(voice, shown(gathered.pairs[*judgement.pair].answer), shown(gathered.pairs[*judgement.other].answer));
  if (judgement.pair)
    return pick(voice, fmt::format("A curated question is much like this one, but not surely the same ({:.2f}, needed {:.2f}).", judgement.confidence, threshold),
                fmt::format("有一个审定过的问题与此相近，但不能确定是同一个问题（把握 {:.2f}，需要 {:.2f}）。", judgement.confidence, threshold),
                fmt::format("有一個審定過的問題與此相近，但不能確定是同一個問題（把握 {:.2f}，需要 {:.2f}）。", judgement.confidence, threshold));
  const std::string name = shown(gathered.passages[gathered.candidates[judgement.best].passage]);
  if (judgement.veto == Veto::conflict && judgement.other) {
    const std::string other = shown(gathered.passages[*judgement.other]);
    return pick(voice, fmt::format("{} and {} give different figures.", name, other), fmt::format("《{}》与《{}》给出的数字不一致。", name, other), fmt::format("《{}》與《{}》給出的數字不一致。", name, other));
  }
  if (judgement.veto == Veto::number)
    return pick(voice, fmt::format("The closest document, {}, does not mention {} there.", name, judgement.said), fmt::format("最接近的资料《{}》相关处没有提到“{}”。", name, judgement.said),
                fmt::format("最接近的資料《{}》相關處沒有提到「{}」。", name, judgement.said));
  if (const std::string words = missing_words(gathered); !words.empty())
    return pick(voice, fmt::format("Nothing that was found mentions \"{}\"; the closest document is {}.", words, name), fmt::format("找到的资料都没有提到“{}”；最接近的是《{}》。", words, name),
                fmt::format("找到的資料都沒有提到「{}」；最接近的是《{}》。", words, name));
  return pick(voice, fmt::format("{} comes close, but it is not certain enough that it answers the question ({:.2f}, needed {:.2f}).", name, judgement.confidence, threshold),
              fmt::format("《{}》内容相近，但不能确定它回答了这个问题（把握 {:.2f}，需要 {:.2f}）。", name, judgement.confidence, threshold),
              fmt::format("《{}》內容相近，但不能確定它回答了這個問題（把握 {:.2f}，需要 {:.2f}）。", name, judgement.confidence, threshold));
}

}  // namespace gw
