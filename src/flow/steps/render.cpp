// render: a document out of values: docx, html or Markdown, with tables and charts.
#include "flow/step_kind.h"

namespace gw {

extern const StepKind render_step;
const StepKind render_step{
    .name = "render",
    .sentence = "makes a document out of values",
    .example = "{id: it, kind: render, format: html, title: Report, text: \"${inputs.question}\"}",
    .settings = {
        {.name = "format", .takes = Takes::choice, .need = Need::required, .sentence = "what kind of file", .choices = {"docx", "html", "md"}},
        {.name = "title", .takes = Takes::words, .need = Need::required, .sentence = "the document's title"},
        {.name = "text", .sentence = "the document in Markdown"},
        {.name = "template", .takes = Takes::file, .sentence = "a Markdown file of the workspace, instead of text", .known = Known::at_check},
        {.name = "values", .takes = Takes::values, .sentence = "what the template's ${...} may read"},
    },
    .gives = "{file: string, format: string, bytes: integer}",
    .run = nullptr,
};

}  // namespace gw
