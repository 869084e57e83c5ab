// render: a document out of values: docx, html or Markdown, with tables and charts; kept as a file of the run.
#include <fmt/format.h>

#include "base/files.h"
#include "base/text.h"
#include "flow/artifacts.h"
#include "flow/report_template.h"
#include "flow/step_kind.h"
#include "flow/workspace_file.h"
#include "render/render.h"

namespace gw {
namespace {

constexpr std::uint64_t template_bytes_most = 1 << 20;

struct Format { std::string_view name, media; std::string (*write)(const Report&); };
constexpr Format formats[]{
    {"docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", docx_of},
    {"html", "text/html; charset=utf-8", html_of},
    {"md", "text/markdown; charset=utf-8", markdown_of},
};

const Format& format_named(std::string_view name) {
  for (const auto& format : formats)
    if (format.name == name) return format;
  throw Error(Code::invalid, fmt::format("There is no format \"{}\" to render.", name));
}

std::string markdown_for(const StepCall& call) {
  const std::string file = string_or(call.settings, "template");
  if (file.empty()) return string_or(call.settings, "text");
  const auto* values = call.settings.if_contains("values");
  const std::string text = call.bundle != nullptr ? call.bundle->file(file) : read_workspace_file(call.doors.store.workspace().root, file, template_bytes_most);
  return fill_report(text, file, {{"values", values == nullptr ? json::value(json::object()) : *values}}, call.deadline);
}

std::string title_in(const json::value& title, ReportTongue tongue) {
  if (title.is_string()) return {title.get_string().data(), title.get_string().size()};
  if (!title.is_object()) return {};
  const std::string wanted = string_or(title.get_object(), tongue == ReportTongue::zh ? "zh" : "en");
  return wanted.empty() ? string_or(title.get_object(), tongue == ReportTongue::zh ? "en" : "zh") : wanted;
}

StepOutcome run(const StepCall& call) {
  const Format& format = format_named(string_of(call.settings, "format"));
  const std::string markdown = markdown_for(call), language = string_or(call.settings, "language");
  const ReportTongue tongue = language.empty() ? tongue_of(markdown) : language == "zh" ? ReportTongue::zh : ReportTongue::en;
  const Report report = read_report(markdown, title_in(call.settings.at("title"), tongue), tongue);
  const std::string bytes = format.write(report);
  const std::string named = string_or(call.settings, "name");
  std::string name = file_name_of(fmt::format("{}.{}", named.empty() ? report.title.empty() ? "report" : report.title : named, format.name));
  if (!call.run.empty() && !call.measuring) name = keep_artifact(call.doors.store, call.run, name, format.media, bytes).name;
  StepOutcome out;
  out.result = {{"file", name}, {"format", format.name}, {"media", format.media}, {"bytes", bytes.size()}};
  return out;
}

void check(const Yaml& settings, std::vector<Problem>& problems) {
  const bool text = settings.find("text") != nullptr, file = settings.find("template") != nullptr;
  if (text == file) problems.push_back({settings.place, "a \"render\" step needs either \"text\" or \"template\": what the document says"});
  if (const Yaml* values = settings.find("values"); values != nullptr && !file) problems.push_back({values->place, "\"values\" are for a \"template\"; a \"text\" has its own ${...}"});
}

}  // namespace

extern const StepKind render_step;
const StepKind render_step{
    .name = "render",
    .sentence = "makes a document out of values: Word, HTML or Markdown, with tables and charts",
    .example = "{id: it, kind: render, format: html, title: Report, text: \"${inputs.question}\"}",
    .settings = {
        {.name = "format", .takes = Takes::choice, .need = Need::required, .sentence = "what kind of file", .choices = {"docx", "html", "md"}},
        {.name = "title", .takes = Takes::words, .need = Need::required, .sentence = "the document's title"},
        {.name = "text", .sentence = "the document in Markdown; a ${...} in it may hold Markdown, too"},
        {.name = "template", .takes = Takes::file, .sentence = "a Markdown file of the workspace, instead of text", .known = Known::at_check},
        {.name = "values", .takes = Takes::values, .sentence = "what the template's ${values...} read; what they hold is text, never Markdown"},
        {.name = "name", .sentence = "the file's name without its ending; without one, the title"},
        {.name = "language", .takes = Takes::choice, .sentence = "which language it is set in; without one, that of its text", .choices = {"en", "zh"}},
    },
    .gives = "{file: string, format: string, media: string, bytes: integer}",
    .check = check,
    .run = run,
};

}  // namespace gw
