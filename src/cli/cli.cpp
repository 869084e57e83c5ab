// CLI11 stands behind this file alone. Each command is declared here in a few lines and runs in the file of its topic.
#include "cli/cli.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <cstdio>
#include <cstdlib>

#include "base/error.h"
#include "base/json.h"
#include "base/log.h"
#include "cli/commands.h"
#include "cli/output.h"

namespace gw::cli {
namespace {

using Command = std::function<int(const Call&)>;

// CLI::Range lets "nan" through, and no confidence is below that.
const CLI::Validator threshold_rule(
    [](std::string& text) {
      const double number = std::strtod(text.c_str(), nullptr);
      return number >= 0 && number <= 1 ? std::string() : fmt::format("must be a number from 0 to 1, not \"{}\"", text);
    },
    "0 to 1");

struct Line {
  CLI::App app{"Groundwork: answers from your own files, with the passage they rest on, or an honest refusal."};
  Common common;
  Command chosen;

  // Declares a command whose options fill an `Arguments` and which runs `act`.
  template <class Arguments>
  CLI::App* command(const char* name, const char* sentence, int (*act)(const Call&, const Arguments&), std::shared_ptr<Arguments> arguments) {
    auto* sub = app.add_subcommand(name, sentence);
    sub->callback([this, act, arguments] { chosen = [act, arguments](const Call& call) { return act(call, *arguments); }; });
    return sub;
  }
  CLI::App* command(const char* name, const char* sentence, int (*act)(const Call&)) {
    auto* sub = app.add_subcommand(name, sentence);
    sub->callback([this, act] { chosen = act; });
    return sub;
  }
};

void workspace_commands(Line& line) {
  auto init_to = std::make_shared<InitArguments>();
  auto* c = line.command("init", "Make a new workspace, empty or from an example.", init, init_to);
  c->add_option("DIR", init_to->folder, "the folder (default: --workspace, else $GROUNDWORK_WORKSPACE, else here)");
  c->add_option("--example", init_to->example, "start from an example: company");
  auto family = std::make_shared<KindsArguments>();
  line.command("kinds", "List every parser, step, check, function, grader and other built-in part.", kinds, family)->add_option("--family", family->family, "only these: parser, step, check, function, grader");
  line.command("doctor", "Say what is missing or wrong on this machine and how to mend it.", doctor);
  line.command("config", "List every setting with its value and origin.", config);
  auto verify_what = std::make_shared<VerifyArguments>();
  c = line.command("verify", "Prove that store and index agree; print what differs.", verify, verify_what);
  c->add_flag("--rebuild", verify_what->rebuild, "build the index anew first");
  auto backup_to = std::make_shared<FileArguments>();
  line.command("backup", "Write a consistent copy of the workspace, also while it serves.", backup, backup_to)->add_option("FILE", backup_to->file)->required();
  auto restore_from = std::make_shared<FileArguments>();
  line.command("restore", "Bring a backup back into an empty folder: --workspace, else $GROUNDWORK_WORKSPACE, else here.", restore, restore_from)->add_option("FILE", restore_from->file)->required();
}

void document_commands(Line& line) {
  auto a = std::make_shared<AddArguments>();
  auto* c = line.command("add", "Bring files, folders or .jsonl records in; a folder is kept in step.", add, a);
  c->add_option("PATH", a->paths, "files and folders")->required();
  c->add_option("-c,--collection", a->collection, "collection (default: default)");
  c->add_option("--groups", a->groups, "who may see them (default: everyone)")->delimiter(',');
  c->add_option("--label", a->label, "public, internal (default), confidential or restricted");
  c->add_option("--passwords", a->passwords, "a file with passwords to try, one a line");
  c->add_flag("--allow-removals", a->allow_removals, "let a folder that vanished, is empty or lost more than half remove documents");
  auto d = std::make_shared<DocumentsArguments>();
  c = line.command("documents", "List documents.", documents, d);
  c->add_option("-c,--collection", d->collection);
  c->add_option("--as", d->as, "as this user sees it");
  c->add_flag("--unread", d->unread, "list the files that could not be read, and why");
  auto s = std::make_shared<ShowArguments>();
  c = line.command("show", "Print a document's text, or its blocks.", show, s);
  c->add_option("ID", s->document)->required();
  c->add_option("-c,--collection", s->collection);
  c->add_option("--as", s->as, "as this user sees it");
  c->add_flag("--blocks", s->blocks, "what the parser saw, block by block");
  auto r = std::make_shared<RemoveArguments>();
  c = line.command("rm", "Remove documents; --erase also from free pages and caches.", remove, r);
  c->add_option("ID", r->documents)->required();
  c->add_option("-c,--collection", r->collection);
  c->add_flag("--erase", r->erase, "leave no trace, and print a receipt");
  auto k = std::make_shared<ClassifyArguments>();
  c = line.command("classify", "Change who may see a document.", classify, k);
  c->add_option("ID", k->document)->required();
  c->add_option("-c,--collection", k->collection);
  auto* to = c->add_option("--groups", k->groups, "groups that may see it (default: those of now)")->delimiter(',');
  c->add_flag("--everyone", k->everyone, "everyone may see it whose label reaches")->excludes(to);
  c->add_option("--label", k->label, "public, internal, confidential or restricted (default: that of now)");
}

void question_commands(Line& line) {
  auto s = std::make_shared<SearchArguments>();
  auto* c = line.command("search", "Find passages.", search, s);
  auto* query = c->add_option("QUERY", s->query);
  c->add_option("--queries", s->queries, "a JSONL file of {\"id\",\"question\"}")->excludes(query);
  c->add_option("-c,--collection", s->collection);
  c->add_option("-k", s->k, "how many passages (10)")->check(CLI::Range(1, 1000));
  c->add_option("--as", s->as, "as this user");
  c->add_flag("--exhaustive", s->exhaustive, "score every passage (the oracle; same results)");
  auto a = std::make_shared<AskArguments>();
  c = line.command("ask", "Answer a question with a quote, or refuse.", ask, a);
  auto* question = c->add_option("QUESTION", a->question);
  c->add_option("--questions", a->questions, "a JSONL file of {\"id\",\"question\"}")->excludes(question);
  c->add_option("-c,--collection", a->collection);
  c->add_option("--as", a->as, "as this user");
  c->add_option("--threshold", a->threshold, "answer from this confidence on; 0 answers whenever there is a candidate")->check(threshold_rule);
  auto e = std::make_shared<EvalArguments>();
  c = line.command("eval", "Hold an app against its cases, or measure retrieval and answers on a labelled file.", eval, e);
  auto* app = c->add_option("APP", e->app, "the app whose cases are run: its live version, else its files as they stand");
  c->add_option("--questions", e->questions, "a JSONL file of {\"id\",\"question\",\"answerable\",\"answers\",\"passage_id\"}, instead of an app")->excludes(app);
  auto* draft = c->add_flag("--draft", e->draft, "the app's files as they stand now");
  c->add_option("--version", e->version, "this version of the app")->excludes(draft)->check(CLI::PositiveNumber);
  c->add_option("--repeat", e->repeat, "run every case so often, to see how steady it is")->check(CLI::Range(1, 100));
  c->add_option("--cases", e->cases, "a case file, instead of the app's own cases");
  c->add_option("-c,--collection", e->collection);
  c->add_option("--as", e->as, "as this user");
  c->add_option("--threshold", e->threshold, "the threshold to report at")->check(threshold_rule);
  c->add_flag("--rows", e->rows, "also a line per question or case");
}

void app_commands(Line& line) {
  auto which = std::make_shared<CheckArguments>();
  auto* c = line.command("check", "Say everything that is wrong with app files, and what to write instead.", check, which);
  c->add_option("APP", which->apps, "names of apps, or paths of .yaml files (default: all of apps/)");
  c->add_flag("--schema", which->schema, "print the JSON Schema of an app file, for editors");
  line.command("apps", "List the apps of the workspace.", apps);
  auto r = std::make_shared<RunArguments>();
  c = line.command("run", "Run an app: its live version, a version, or its files as they stand now.", run_app, r);
  c->add_option("APP", r->app)->required();
  c->add_option("-i,--input", r->input, "NAME=VALUE; NAME=@FILE takes the text of a file, also of a PDF, an Office file, mail");
  auto* inputs = c->add_option("--inputs", r->inputs, "a JSON file with all inputs; - is standard input");
  c->add_option("--each", r->each, "a JSONL file of {\"id\",\"inputs\"}: a run a line")->excludes(inputs);
  c->add_option("--as", r->as, "as this user");
  auto* draft = c->add_flag("--draft", r->draft, "the files as they stand now");
  c->add_option("--version", r->version, "this version")->excludes(draft)->check(CLI::PositiveNumber);
  c->add_flag("--steps", r->steps, "also what each step gave");
  auto made = std::make_shared<NewArguments>();
  c = line.command("new", "Make an app from a table of past cases, or say why the data do not carry one.", new_app, made);
  c->add_option("APP", made->app)->required();
  c->add_option("--from", made->from, "the table: .csv, .tsv, .jsonl or .xlsx, a past case a row")->required();
  c->add_option("--target", made->target, "the column that says what was decided");
  c->add_option("--inputs", made->inputs, "the columns to look at")->delimiter(',');
  c->add_option("--without", made->without, "columns that are not known yet when it is asked")->delimiter(',');
  c->add_flag("--anyway", made->anyway, "write it even when the data do not carry it");
  auto fit = std::make_shared<TrainArguments>();
  c = line.command("train", "Fit an app's small models, and say what they are worth.", train, fit);
  c->add_option("APP", fit->app)->required();
  c->add_flag("--quick", fit->quick, "fit alone, without measuring");
  auto l = std::make_shared<RunsArguments>();
  c = line.command("runs", "List runs; `runs show ID`, `runs file ID NAME`, `runs resume`, `runs prune --days N`.", runs, l);
  c->add_option("ACT", l->act, "an app's name, or show, file, resume, prune");
  c->add_option("ID", l->id, "the run's id (show, file)");
  c->add_option("NAME", l->name, "the file's name (file)");
  c->add_option("-o,--output", l->out, "where the file goes: a path, a folder, or - for standard output (file; default: its name, here)");
  c->add_option("--state", l->state, "only these")->check(CLI::IsMember({"running", "waiting", "sleeping", "done", "refused", "failed"}));
  c->add_option("--limit", l->limit, "at most so many (50)")->check(CLI::Range(1, 100'000));
  c->add_option("--days", l->days, "prune: what ended longer ago (90)")->check(CLI::Range(0, 36'500));
  auto t = std::make_shared<TasksArguments>();
  c = line.command("tasks", "List what people are asked.", tasks, t);
  c->add_option("--state", t->state, "open (default) or done")->check(CLI::IsMember({"open", "done"}));
  c->add_option("--as", t->as, "what this user may answer");
  c->add_option("--limit", t->limit, "at most so many (100)")->check(CLI::Range(1, 100'000));
  auto a = std::make_shared<AnswerArguments>();
  c = line.command("answer", "Answer a task; its run goes on.", answer, a);
  c->add_option("TASK", a->task)->required();
  c->add_flag("--approve", a->approve, "what was proposed is right");
  c->add_flag("--reject", a->reject, "it shall not be");
  c->add_option("--text", a->text, "the answer, a text");
  c->add_option("--json-answer", a->json, "the answer, as JSON");
  c->add_option("--note", a->note, "why");
  c->add_option("--groups", a->groups, "of an expert's answer: who may see it (default: whoever may run the app and see what it reads)")->delimiter(',');
  c->add_option("--label", a->label, "of an expert's answer: how secret it is");
  c->add_option("--question", a->questions, "of an expert's answer: another wording in which it was asked, to stand in the document, too; may be repeated")->allow_extra_args(false);
  c->add_option("--as", a->as, "as this user");
  line.command("triggers", "List what starts runs by itself while `serve` runs, and what is wrong with it.", triggers);
  auto m = std::make_shared<McpArguments>();
  line.command("mcp", "Serve the live apps as tools of the Model Context Protocol, over standard input and output.", mcp, m)->add_option("--as", m->as, "as this user");
}

void loop_commands(Line& line) {
  auto g = std::make_shared<GapsArguments>();
  auto* c = line.command("gaps", "List what apps refused and experts are asked for.", gaps, g);
  c->add_option("APP", g->app, "only of this app");
  c->add_option("--state", g->state, "open (default), answered, rejected or all")->check(CLI::IsMember({"open", "answering", "answered", "rejected", "all"}));
  c->add_option("--as", g->as, "what this user may answer");
  c->add_option("--limit", g->limit, "at most so many (100)")->check(CLI::Range(1, 100'000));
  auto f = std::make_shared<FeedbackArguments>();
  c = line.command("feedback", "Say whether a run's result was right; an expert's word becomes a case.", feedback, f);
  c->add_option("RUN", f->run)->required();
  c->add_flag("--right", f->right, "it was right");
  c->add_flag("--wrong", f->wrong, "it was wrong");
  c->add_option("--expected", f->expected, "what should have come out, as JSON: outputs and their values, or {\"refuse\": true}");
  c->add_option("--why", f->why, "why");
  c->add_option("--as", f->as, "as this user");
  auto q = std::make_shared<QualityArguments>();
  c = line.command("quality", "Report on what the documents are worth: copies, contradictions, what is stale, unread or unanswered.", quality, q);
  c->add_option("-c,--collection", q->collection);
  c->add_option("--months", q->months, "a document's time is old after so many months (36)")->check(CLI::Range(1, 1200));
  c->add_option("--limit", q->limit, "findings of each sort (50)")->check(CLI::Range(1, 10'000));
  c->add_option("--as", q->as, "of what this user may see");
  auto o = std::make_shared<OutcomeArguments>();
  c = line.command("outcome", "Note what became of a run's result later.", outcome, o);
  c->add_option("RUN", o->run)->required();
  c->add_option("--kind", o->kind, "accepted, bought_again, resume_taken, ...")->required();
  c->add_option("--amount", o->amount, "money that it brought");
  c->add_option("--note", o->note);
  c->add_option("--as", o->as, "as this user");
  auto v = std::make_shared<ValueArguments>();
  c = line.command("value", "Say what an app saved, earned and cost, by month, and how that is counted.", value, v);
  c->add_option("APP", v->app)->required();
  c->add_option("--months", v->months, "the latest so many (12)")->check(CLI::Range(1, 120));
}

void gate_commands(Line& line) {
  auto k = std::make_shared<CasesArguments>();
  auto* c = line.command("cases", "List an app's cases, add some, or write them to a file.", cases, k);
  c->add_option("APP", k->app)->required();
  c->add_option("--add", k->add, "a .jsonl or .csv file of cases to add");
  c->add_option("--remove", k->remove, "the id of an added case to take away");
  c->add_option("--export", k->to, "write all of them to this .jsonl file");
  auto r = std::make_shared<ReleaseArguments>();
  c = line.command("release", "Make a version live, when its cases hold.", release, r);
  c->add_option("APP", r->app)->required();
  c->add_option("--version", r->version, "this version (default: the files as they stand now)")->check(CLI::PositiveNumber);
  c->add_option("--note", r->note, "what is new");
  c->add_flag("--no-train", r->as_trained, "with the models as they are, though there are newer data");
  c->add_option("--anyway", r->anyway, "a reason to release it though the gate says no; it is kept");
  auto b = std::make_shared<ReleaseArguments>();
  c = line.command("rollback", "Make an earlier version live again.", rollback, b);
  c->add_option("APP", b->app)->required();
  c->add_option("--to", b->version, "this version (default: the one before)")->check(CLI::PositiveNumber);
  c->add_option("--note", b->note, "why");
  auto t = std::make_shared<ReleaseArguments>();
  c = line.command("retire", "Take an app's live version down; its versions, cases and runs stay.", retire, t);
  c->add_option("APP", t->app)->required();
  c->add_option("--note", t->note, "why");
  auto v = std::make_shared<ReleaseArguments>();
  line.command("versions", "List an app's versions with their scores, and what was released when.", versions, v)->add_option("APP", v->app)->required();
  auto y = std::make_shared<CertifyArguments>();
  c = line.command("certify", "State how often the app's answers are wrong at most, from its sealed cases.", certify, y);
  c->add_option("APP", y->app)->required();
  c->add_option("--version", y->version, "this version (default: the live one)")->check(CLI::PositiveNumber);
  c->add_option("--wrong-at-most", y->wrong_most, "the share of wrong answers that is promised (0.02)")->check(CLI::Range(0.0001, 0.5));
  c->add_option("--confidence", y->sure, "how sure the promise shall be (0.95)")->check(CLI::Range(0.5, 0.9999));
}

void people_commands(Line& line) {
  auto u = std::make_shared<UserArguments>();
  auto* c = line.command("user", "List, add, change or remove users.", user, u);
  c->add_option("ACT", u->act, "list, add, set or rm")->check(CLI::IsMember({"list", "add", "set", "rm"}))->required();
  c->add_option("NAME", u->name);
  c->add_option("--title", u->title, "the person's name");
  c->add_option("--label", u->label, "the highest label they may see");
  c->add_option("--groups", u->groups, "their groups; \"\" for none")->delimiter(',');
  c->add_flag_callback("--administrator", [u] { u->administrator = true; }, "may do everything");
  c->add_flag_callback("--no-administrator", [u] { u->administrator = false; }, "no longer an administrator");
  auto k = std::make_shared<KeyArguments>();
  c = line.command("key", "List, make or revoke bearer keys.", key, k);
  c->add_option("ACT", k->act, "list, add or rm")->check(CLI::IsMember({"list", "add", "rm"}))->required();
  c->add_option("USER_OR_ID", k->user, "the user (add), the key's id (rm)");
  c->add_option("--title", k->title, "what it is for");
  c->add_option("--days", k->days, "expires after so many days (default: never)")->check(CLI::Range(1, 3650));
  line.command("group", "List groups with their users and documents.", group);
  line.command("audit", "List administrative acts, the latest first.", audit);
}

int serve(const Call& call, const ServeArguments& arguments) {
  log::set_level(log::Level::info);
  House house = call.house();
  return call.doors.serve(house, arguments);
}

// The first word that is no option (nor the value of --workspace), when no command has that name.
std::string unknown_command(const CLI::App& app, int argc, char** argv) {
  for (int i = 1; i < argc; ++i) {
    const std::string word = argv[i];
    if (word == "--workspace") { ++i; continue; }
    if (word.starts_with("-")) continue;
    return app.get_subcommands([&](const CLI::App* sub) { return sub->get_name() == word; }).empty() ? word : "";
  }
  return "";
}

void report(const Error& e, bool as_json) {
  if (as_json) {
    json::object inner{{"code", json::string_view(name_of(e.code()).data(), name_of(e.code()).size())}, {"message", e.message()}};
    say(json_text(json::object{{"error", inner}}));
  } else {
    say("groundwork: " + e.message());
  }
  if (e.code() == Code::internal) log::error("cli.internal", {{"detail", e.detail()}});
}

}  // namespace

int run(int argc, char** argv, const Doors& doors) {
  if (argc == 2 && std::string_view(argv[1]) == "parse-worker") return doors.parse_worker();
  Line line;
  line.app.name("groundwork");
  line.app.set_version_flag("--version", std::string("groundwork ") + GW_VERSION);
  line.app.require_subcommand(1);
  line.app.fallthrough();
  line.app.add_option("--workspace", line.common.workspace, "the workspace's folder (default: $GROUNDWORK_WORKSPACE, else the nearest folder upward with groundwork.yaml)");
  line.app.add_flag("--json", line.common.json, "results as JSON lines");
  workspace_commands(line);
  document_commands(line);
  question_commands(line);
  app_commands(line);
  loop_commands(line);
  gate_commands(line);
  people_commands(line);
  auto to = std::make_shared<ServeArguments>();
  line.command("serve", "Serve the page and the HTTP API.", serve, to)->add_option("--listen", to->listen, "address and port (127.0.0.1:8080)");

  if (const auto word = unknown_command(line.app, argc, argv); !word.empty()) {
    report(Error(Code::invalid, fmt::format("There is no command \"{}\"; `groundwork --help` lists them.", word)), false);
    return 2;
  }
  try {
    line.app.parse(argc, argv);
  } catch (const CLI::ParseError& e) {
    return line.app.exit(e) == 0 ? 0 : 2;
  }
  try {
    return line.chosen(Call{doors, line.common});
  } catch (const Error& e) {
    report(e, line.common.json);
    return exit_code(e.code());
  } catch (const std::exception& e) {
    report(Error(Code::internal, "Something went wrong inside Groundwork; the log says what.", e.what()), line.common.json);
    return 70;
  }
}

}  // namespace gw::cli
