#include "http/mcp_tool.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/error.h"
#include "base/result.h"
#include "base/text.h"
#include "flow/run_table.h"

namespace gw {
namespace {

constexpr std::size_t citations_most = 20, quote_most = 500;
constexpr int applications_deep = 8;

std::string both(const Words& words) { return words.zh.empty() || words.zh == words.en ? words.en : words.en.empty() ? words.zh : words.en + " / " + words.zh; }

// Whatever begins something, a run of another application too: that one's live version may be another tomorrow.
bool has_effect(const App& app) {
  return std::ranges::any_of(app.steps, [](const Step& step) { return step.kind->effect != Effect::none; });
}

// As far as can be seen now: itself or a live application that it runs; of what cannot be looked at the worst is assumed.
bool acts_outside(Runner& runner, const App& app, int deep = 0) {
  return std::ranges::any_of(app.steps, [&](const Step& step) {
    if (step.kind->effect != Effect::another_run) return step.kind->effect == Effect::outside;
    const Yaml* name = step.written.find("app");
    if (name == nullptr || deep == applications_deep) return true;
    const auto live = runner.doors().store.reading<std::optional<std::int64_t>>([&](Db& db) { return live_number(db, nfc(name->text)); });
    const auto inner = as_result([&] { return live ? runner.app(nfc(name->text), *live) : nullptr; });
    return !inner || *inner == nullptr || acts_outside(runner, **inner, deep + 1);
  });
}

json::array citations_of(const Run& run) {
  json::array out;
  for (const auto& step : run.steps)
    for (const auto& evidence : step.evidence) {
      if (!is_of_document(evidence) || evidence.at.quote.empty() || out.size() == citations_most) continue;
      json::object row{{"collection", evidence.at.collection}, {"document", evidence.at.document}, {"title", evidence.at.title}, {"quote", slice(evidence.at.quote, 0, quote_most)},
                       {"start", evidence.at.start}, {"end", evidence.at.end}};
      if (evidence.at.page > 0) row["page"] = evidence.at.page;
      if (std::ranges::find(out, json::value(row)) == out.end()) out.push_back(std::move(row));
    }
  return out;
}

std::string shown(const json::object& output) {
  std::string out;
  for (const auto& member : output) {
    const std::string value = member.value().is_string() ? std::string(member.value().get_string()) : json_text(member.value());
    out += output.size() == 1 ? value : fmt::format("{}: {}\n", std::string_view(member.key()), value);
  }
  return std::string(trim(out));
}

std::string sources(const json::array& citations) {
  std::string out;
  for (std::size_t i = 0; i < citations.size(); ++i) {
    const auto& one = citations[i].as_object();
    const auto* page = one.if_contains("page");
    const std::string title = string_or(one, "title");
    out += fmt::format("\n[{}] {}{}: \"{}\"", i + 1, title.empty() ? string_or(one, "document") : title, page != nullptr ? fmt::format(", page {}", json_text(*page)) : "", string_or(one, "quote"));
  }
  return out.empty() ? out : "\n\nSources / 出处:" + out;
}

std::int64_t open_task(const Store& store, const Run& run) {
  for (const auto& task : store.reading<std::vector<PersonTask>>([&](Db& db) { return tasks_of_run(db, run.id); }))
    if (task.state == "open") return task.number;
  return 0;
}

}  // namespace

std::shared_ptr<const App> runnable_app(Runner& runner, const Caller& caller, const std::string& name) {
  const auto live = runner.doors().store.reading<std::optional<std::int64_t>>([&](Db& db) { return live_number(db, name); });
  if (!live) return nullptr;
  const auto app = as_result([&] { return runner.app(name, *live); });  // one that does not hold any more is no tool
  return app && may_run(caller, **app) ? *app : nullptr;
}

std::vector<std::shared_ptr<const App>> runnable_apps(Runner& runner, const Caller& caller) {
  std::vector<std::shared_ptr<const App>> out;
  for (const auto& name : runner.doors().store.reading<std::vector<std::string>>(live_apps))
    if (auto app = runnable_app(runner, caller, name)) out.push_back(std::move(app));
  return out;
}

json::object tool_json(Runner& runner, const App& app) {
  const bool outside = acts_outside(runner, app), effect = has_effect(app);
  const auto text = [](std::string_view sentence) { return json::object{{"type", "string"}, {"description", sentence}}; };
  json::object citation{{"type", "object"}, {"properties", json::object{{"collection", json::object{{"type", "string"}}}, {"document", json::object{{"type", "string"}}}, {"title", json::object{{"type", "string"}}},
                        {"quote", text("the passage, word for word")}, {"start", json::object{{"type", "integer"}}}, {"end", json::object{{"type", "integer"}}}, {"page", json::object{{"type", "integer"}}}}}};
  json::object properties{
      {"status", json::object{{"type", "string"}, {"enum", json::array{"done", "refused", "waiting", "failed"}}, {"description", "refused: no answer is sure enough; waiting: a person has been asked"}}},
      {"run", text("the run's id")},
      {"output", json_of(schema_of(app.outputs), Tongue::en)},
      {"reason", text("why it was refused, waits or failed")},
      {"task", json::object{{"type", "integer"}, {"description", "the number of what a person is asked"}}},
      {"citations", json::object{{"type", "array"}, {"items", std::move(citation)}}}};
  json::object output_schema{{"type", "object"}, {"properties", std::move(properties)}, {"required", json::array{"status", "run", "citations"}}};
  return {{"name", app.name},
          {"title", both(app.title)},
          {"description", both(app.purpose)},
          {"inputSchema", json_of(schema_of(app.inputs), Tongue::en)},
          {"outputSchema", std::move(output_schema)},
          {"annotations", json::object{{"title", both(app.title)}, {"readOnlyHint", !effect}, {"destructiveHint", outside}, {"idempotentHint", !outside}, {"openWorldHint", outside}}}};
}

json::object tool_result(const Store& store, const Run& run) {
  const bool waits = !has_ended(run.state);
  json::array citations = citations_of(run);
  json::object structured{{"status", waits ? "waiting" : name_of(run.state)}, {"run", run.id}};
  std::string text;
  if (run.state == RunState::done) {
    structured["output"] = run.output;
    text = shown(run.output) + sources(citations);
  } else {
    std::string reason = run.reason;
    if (const auto task = waits ? open_task(store, run) : 0; task != 0) {
      structured["task"] = task;
      reason = fmt::format("It waits for a person's answer to task {}.", task);
    } else if (waits) {
      reason = "It is tried again later.";
    }
    structured["reason"] = reason;
    text = fmt::format("{}: {}", string_of(structured, "status"), reason);
  }
  structured["citations"] = std::move(citations);
  return {{"content", json::array{json::object{{"type", "text"}, {"text", text}}}}, {"structuredContent", std::move(structured)}, {"isError", run.state == RunState::failed}};
}

std::string base64_decoded(std::string_view text) {
  constexpr std::string_view letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  while (text.ends_with('=')) text.remove_suffix(1);
  std::string out;
  std::uint32_t bits = 0;
  int have = 0;
  for (const char c : text) {
    const auto at = letters.find(c);
    if (at == letters.npos) return "";
    bits = bits << 6 | static_cast<std::uint32_t>(at);
    have += 6;
    if (have < 8) continue;
    have -= 8;
    out += static_cast<char>(bits >> have & 0xff);
  }
  return out;
}

}  // namespace gw
