// similar: past records like this one, by text and fields, with what was decided then; the nearer and the newer count more.
#include <fmt/format.h>

#include <unordered_map>

#include "base/text.h"
#include "base/time.h"
#include "flow/duration.h"
#include "flow/past_records.h"
#include "flow/step_kind.h"
#include "flow/steps/passages.h"
#include "ingest/records.h"
#include "rules/values.h"

namespace gw {
namespace {

constexpr std::size_t shown_text = 2000, shown_field = 500, shown_fields = 50, quote_most = 200;

std::vector<std::string> texts_at(const json::object& settings, std::string_view name) {
  std::vector<std::string> out;
  if (const auto* value = settings.if_contains(json::string_view(name.data(), name.size())); value != nullptr && value->is_array())
    for (const auto& item : value->get_array()) out.push_back(written(item));
  return out;
}

std::vector<std::pair<std::string, std::string>> equal_at(const json::object& settings) {
  std::vector<std::pair<std::string, std::string>> out;
  if (const auto* value = settings.if_contains("fields"); value != nullptr && value->is_object())
    for (const auto& member : value->get_object()) out.emplace_back(std::string(member.key()), written(member.value()));
  return out;
}

RecordsWanted wanted_by(const json::object& settings, const std::vector<std::pair<std::string, std::string>>& equal) {
  RecordsWanted out{.records = string_of(settings, "records"), .like = texts_at(settings, "like"), .decided = string_of(settings, "decided"), .time = string_of(settings, "time")};
  for (const auto& [name, value] : equal) out.equal.push_back(name);
  if (const std::string half_life = string_or(settings, "half_life"); !half_life.empty())
    if (const auto duration = read_duration(half_life)) out.half_life_days = static_cast<double>(duration->count()) / 86'400'000;
  out.duplicates = string_of(settings, "mode") == "duplicates";
  return out;
}

json::object shown_fields_of(const PastRecord& record) {
  json::object out;
  for (const auto& member : record.fields) {
    if (out.size() == shown_fields) break;
    if (member.value().is_string()) out[member.key()] = slice(std::string_view(member.value().get_string()), 0, shown_field);
    else if (!member.value().is_object() && !member.value().is_array()) out[member.key()] = member.value();
    else if (std::string text = json_text(member.value()); text.size() <= shown_field) out[member.key()] = member.value();
  }
  return out;
}

json::value decided_of(const PastRecord& record, const std::string& name) {
  const auto* value = record.fields.if_contains(name);
  return value == nullptr ? json::value(nullptr) : *value;
}

Evidence evidence_of(const PastRecord& record, double score) {
  Evidence out{.of = Evidence::Of::record, .at = {}, .note = "", .score = score};
  out.at.collection = record.collection;
  if (!record.collection.empty()) out.at.document = record.document;
  out.at.title = record.title;
  out.at.quote = slice(record.title.empty() ? record.text : record.title, 0, quote_most);
  out.note = fmt::format("{}{}{}", record.collection.empty() ? record.document : "", record.collection.empty() && !record.decided.empty() ? ": " : "", record.decided);
  return out;
}

void check(const Yaml& settings, std::vector<Problem>& problems) {
  const Yaml* records = settings.find("records");
  if (records == nullptr || !records->is_scalar() || !is_record_file(records->text)) return;
  if (records->text.starts_with('/') || records->text.find("..") != std::string::npos) problems.push_back({records->place, fmt::format("\"records\" is a path below the workspace, not {}", quoted(*records))});
}

StepOutcome run(const StepCall& call) {
  const json::object& settings = call.settings;
  const auto equal = equal_at(settings);
  const RecordsWanted wanted = wanted_by(settings, equal);
  const auto past = call.doors.records.find(wanted, call.caller);

  const std::string text = string_of(settings, "text");
  const auto line = text.find('\n');
  const Bag bag = record_bag(std::string_view(text).substr(0, line), line == text.npos ? std::string_view() : std::string_view(text).substr(line + 1), equal);
  const auto found = past->nearest.find(bag, static_cast<std::size_t>(settings.at("k").to_number<std::int64_t>()), now_seconds());

  StepOutcome out;
  json::array records, labels;
  for (const auto& [number, score] : found) {
    const PastRecord& record = past->records[number];
    records.push_back(json::object{{"collection", record.collection}, {"document", record.document}, {"title", slice(record.title, 0, shown_field)}, {"text", slice(record.text, 0, shown_text)},
                                   {"time", record.time}, {"score", score}, {"decided", decided_of(record, wanted.decided)}, {"fields", shown_fields_of(record)}});
    out.evidence.push_back(evidence_of(record, score));
  }
  const auto votes = votes_of(found, [&](std::uint32_t number) { return past->records[number].decided; });
  for (const auto& vote : votes) labels.push_back(json::object{{"label", vote.decision}, {"confidence", vote.share}, {"records", vote.records.size()}});
  out.result["best"] = votes.empty() ? json::object{{"label", nullptr}, {"confidence", 0.0}} : json::object{{"label", votes[0].decision}, {"confidence", votes[0].share}};
  out.result["labels"] = std::move(labels);
  out.result["records"] = std::move(records);

  const auto* least = settings.if_contains("at_least");
  if (least == nullptr || least->is_null()) return out;
  const double best = votes.empty() ? 0 : votes[0].share;
  if (!votes.empty() && best >= least->to_number<double>()) return out;
  const bool chinese = is_chinese(text);
  out.status = StepOutcome::Status::refused;
  if (votes.empty()) out.reason = chinese ? "没有与此相似的历史记录。" : "No past record is like this one.";
  else
    out.reason = chinese ? fmt::format("相似的历史记录中，最多的决定只占 {:.0f}%，低于 {:.0f}%。", best * 100, least->to_number<double>() * 100)
                         : fmt::format("Of the past records like this one, the most common decision has only {:.0f} %, below {:.0f} %.", best * 100, least->to_number<double>() * 100);
  return out;
}

}  // namespace

extern const StepKind similar_step;
const StepKind similar_step{
    .name = "similar",
    .sentence = "finds past records like this one and what was decided in them",
    .example = "{id: it, kind: similar, records: tickets, text: \"${inputs.question}\", decided: assignee}",
    .settings = {
        {.name = "records", .need = Need::required, .sentence = "the past records: a .csv, .tsv, .jsonl or .xlsx file of the workspace, else the name of a collection", .known = Known::at_check},
        {.name = "text", .need = Need::required, .sentence = "the words that they should be like; the first line is the title"},
        {.name = "decided", .need = Need::required, .sentence = "the field of a record that says what was decided", .known = Known::at_check},
        {.name = "like", .takes = Takes::texts, .sentence = "the fields with a record's words, the title first; without it, all of its texts", .known = Known::at_check},
        {.name = "time", .sentence = "the field that says when it was", .standard = "time", .known = Known::at_check},
        {.name = "fields", .takes = Takes::values, .sentence = "fields that count when they are equal"},
        {.name = "mode", .takes = Takes::choice, .sentence = "duplicates asks from both sides whether it is the same matter", .standard = "similar", .choices = {"similar", "duplicates"}, .known = Known::at_check},
        {.name = "k", .takes = Takes::integer, .sentence = "how many records", .standard = "20", .least = 1, .most = 200},
        {.name = "half_life", .takes = Takes::duration, .sentence = "after how long a record counts half; without it, all times count alike"},
        {.name = "at_least", .takes = Takes::number, .sentence = "the least share of the best decision; below it the step refuses", .least = 0, .most = 1},
    },
    .gives = "{best: {label: string or null, confidence: number}, labels: [{label: string, confidence: number, records: integer}], "
             "records: [{collection: string, document: string, title: string, text: string, time: string, score: number, decided: any, fields: object}]}",
    .refuses = Refuses::sometimes,
    .check = check,
    .run = run,
};

}  // namespace gw
