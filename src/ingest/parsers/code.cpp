// Source code and configuration: text whose line breaks and indents mean something. Known by the extension, and by being text.
#include <algorithm>
#include <array>

#include "base/text.h"
#include "ingest/builder.h"
#include "ingest/kind.h"

namespace gw {
namespace {

constexpr auto extensions = std::to_array<std::string_view>({"asm", "awk", "bash", "bat", "c", "cc", "cfg", "clj", "cmake", "cmd", "conf", "cpp", "cs", "css",
  "cu", "cxx", "dart", "diff", "dockerfile", "el", "erl", "ex", "f90", "go", "gradle", "graphql", "groovy", "h", "hcl", "hh", "hpp", "hs", "ini", "ipynb", "java",
  "jl", "js", "json", "jsonl", "jsx", "kt", "less", "lisp", "lua", "m", "mjs", "ml", "mm", "patch", "php", "pl", "pm", "properties", "proto", "ps1", "py", "r", "rb",
  "rs", "s", "sass", "scala", "scm", "scss", "sh", "sql", "st", "svelte", "swift", "tcl", "tex", "tf", "toml", "ts", "tsx", "v", "vb", "vhd", "vue", "xml", "xsd",
  "xsl", "yaml", "yml", "zig"});

bool recognises(Source& source) {
  const bool known = std::find(extensions.begin(), extensions.end(), source.extension()) != extensions.end();
  return (known || source.bytes().starts_with("#!/")) && source.is_text();
}

bool opens(std::string_view line) { return !line.empty() && line[0] != ' ' && line[0] != '\t' && line[0] != '}' && line[0] != ')' && line[0] != ']'; }

// A block is what stands together: a function, a class, a group of lines between empty ones.
Parsed read(Source& source, const ParseOptions&) {
  Builder builder;
  std::string block;
  bool gap = false;
  const std::string& text = source.text();
  for (const auto line : split(text, '\n')) {
    const bool empty = trim(line).empty();
    if (!empty && gap && opens(line)) {
      builder.code(block);
      block.clear();
    }
    gap = empty;
    block += line;
    block += '\n';
  }
  builder.code(block);
  return builder.finish();
}

}  // namespace

extern const ParserKind code_parser;
const ParserKind code_parser{"code", "source code and configuration, known by extension: a block for each function or group of lines", "alarm_rules.py", recognises, read};

}  // namespace gw
