// script: a program of the workspace in a confined process: JSON in, JSON out, no network, limits on time and memory.
//
// The program comes from the app's version, not from the disk; it is a text whose first line names its interpreter.
#include <fmt/format.h>

#include <algorithm>

#include "base/error.h"
#include "base/log.h"
#include "base/result.h"
#include "base/text.h"
#include "flow/step_kind.h"
#include "proc/confine.h"
#include "proc/spawn.h"

namespace gw {
namespace {

constexpr std::uint64_t output_bytes_most = 2 << 20;
constexpr std::size_t first_line_most = 200;

Schema gives(const Yaml& settings) {
  Schema out = shape("{}");
  out.properties.push_back({"output", schema_in(settings, "output")});
  return out;
}

std::string_view first_line(std::string_view text) { return trim(text.substr(0, std::min(text.find('\n'), text.size()))); }

// `#!/usr/bin/python3 -I` as the kernel reads it: the interpreter and at most one argument.
std::vector<std::string> interpreter_of(const std::string& path, std::string_view text) {
  if (!text.starts_with("#!")) throw Error(Code::invalid, fmt::format("{} must begin with a line that names its interpreter, like #!/usr/bin/python3.", path));
  const std::string_view line = first_line(text.substr(2));
  const auto space = std::min(line.find_first_of(" \t"), line.size());
  std::vector<std::string> out{std::string(line.substr(0, space))};
  if (!out[0].starts_with('/')) throw Error(Code::invalid, fmt::format("The first line of {} must name its interpreter by its whole path.", path));
  if (const auto argument = trim(line.substr(space)); !argument.empty()) out.emplace_back(argument);
  return out;
}

[[noreturn]] void give_up(const StepCall& call, const std::string& path, const Outcome& outcome, Code code, const std::string& why) {
  log::warning("script.failed", {{"run", call.run}, {"program", path}, {"status", outcome.status}, {"said", slice(valid_utf8(first_line(outcome.err)), 0, first_line_most)}});
  throw Error(code, fmt::format("The program {} {}.", path, why));
}

StepOutcome run(const StepCall& call) {
  if (call.bundle == nullptr) throw Error(Code::invalid, "A program can be run within a run only.");
  if (!can_confine_programs()) throw Error(Code::unavailable, "Programs of applications are not run on this machine, because its kernel cannot confine them.");
  const std::string path = string_of(call.settings, "program");
  const std::string& text = call.bundle->file(path);
  const auto* given = call.settings.if_contains("input");
  const std::string input = (given == nullptr ? std::string("null") : json_text(*given)) + "\n";
  const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(call.deadline - std::chrono::steady_clock::now());
  Program program{.command = interpreter_of(path, text), .input = text, .standard_input = input};
  program.command.emplace_back("/proc/self/fd/3");
  program.limits = {.time = std::max(left, std::chrono::milliseconds(1)), .memory_bytes = static_cast<std::uint64_t>(call.settings.at("memory_mb").to_number<std::int64_t>()) << 20, .output_bytes = output_bytes_most};
  const Outcome outcome = gw::run(program);
  switch (outcome.end) {
    case Outcome::End::exited: break;
    case Outcome::End::time: give_up(call, path, outcome, Code::timeout, "took too long");
    case Outcome::End::memory: give_up(call, path, outcome, Code::invalid, "used more memory than it may");
    case Outcome::End::output: give_up(call, path, outcome, Code::invalid, "wrote more than 2 MB");
    case Outcome::End::crashed: give_up(call, path, outcome, Code::invalid, "crashed");
  }
  if (outcome.status != 0) give_up(call, path, outcome, Code::invalid, fmt::format("ended with status {}", outcome.status));
  auto output = as_result([&] { return parse_json(outcome.out); });
  if (!output) give_up(call, path, outcome, Code::invalid, "did not write JSON");
  const auto unfit = faults_of(schema_in(call.written, "output"), *output);
  if (!unfit.empty()) give_up(call, path, outcome, Code::invalid, fmt::format("wrote what does not fit{}{}: {}", unfit.front().path.empty() ? "" : " at ", unfit.front().path, unfit.front().message.en));
  StepOutcome out;
  out.result["output"] = std::move(*output);
  return out;
}

void check(const Yaml& settings, std::vector<Problem>& problems) {
  const Yaml* program = settings.find("program");
  if (program != nullptr && program->is_scalar() && !program->text.starts_with("scripts/")) problems.push_back({program->place, "a program lies in scripts/ of the workspace, like scripts/score"});
}

}  // namespace

extern const StepKind script_step;
const StepKind script_step{
    .name = "script",
    .sentence = "runs a program of the workspace, confined: JSON in, JSON out",
    .example = "{id: it, kind: script, program: scripts/score, input: {text: \"${inputs.question}\"}}",
    .settings = {
        {.name = "program", .takes = Takes::file, .need = Need::required, .sentence = "a file below scripts/ whose first line names its interpreter", .known = Known::at_check},
        {.name = "input", .takes = Takes::value, .sentence = "what it reads on standard input, as JSON"},
        {.name = "output", .takes = Takes::schema, .sentence = "what its output must be", .known = Known::at_check},
        {.name = "memory_mb", .takes = Takes::integer, .sentence = "how much memory it may use", .standard = "256", .least = 16, .most = 4096, .known = Known::at_check},
    },
    .gives = "{}",
    .gives_for = gives,
    .check = check,
    .run = run,
};

}  // namespace gw
