// What each command was asked for, as plain structs; filled by cli.cpp, read by the command's own file.
#pragma once
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "base/text.h"

namespace gw::cli {

struct Common {
  std::optional<std::filesystem::path> workspace;
  bool json = false;
};
/// A name on the command line that may be left out: nullopt when it was, else in the form in which names are kept.
inline std::optional<std::string> named(const std::string& word) { return word.empty() ? std::nullopt : std::optional(nfc(word)); }

struct InitArguments { std::string folder, example; };
struct AddArguments {
  std::vector<std::string> paths;
  std::string collection = "default", label;
  std::vector<std::string> groups;
  bool allow_removals = false;
  std::string passwords;  ///< a file, one password a line
};
struct DocumentsArguments { std::string collection, as; bool unread = false; };
struct ShowArguments { std::string document, collection, as; bool blocks = false; };
struct RemoveArguments { std::vector<std::string> documents; std::string collection; bool erase = false; };
struct ClassifyArguments { std::string document, collection, label; std::vector<std::string> groups; bool everyone = false; };
struct SearchArguments { std::string query, queries, collection, as; int k = 10; bool exhaustive = false; };
struct AskArguments { std::string question, questions, collection, as; std::optional<double> threshold; };
struct EvalArguments { std::string app, cases; bool draft = false; std::int64_t version = 0; int repeat = 1; std::string questions, collection, as; std::optional<double> threshold; bool rows = false; };
struct ServeArguments { std::string listen; };
struct McpArguments { std::string as; };
struct UserArguments { std::string act, name, title, label; std::vector<std::string> groups; std::optional<bool> administrator; };
struct KeyArguments { std::string act, user, id, title; int days = 0; };
struct FileArguments { std::string file; };
struct KindsArguments { std::string family; };
struct CheckArguments { std::vector<std::string> apps; bool schema = false; };
struct RunArguments {
  std::string app, inputs, each, as;
  std::vector<std::string> input;  ///< NAME=VALUE, or NAME=@FILE
  bool draft = false;
  std::int64_t version = 0;
  bool steps = false;
};
struct NewArguments {
  std::string app, from, target;
  std::vector<std::string> inputs, without;
  bool anyway = false;
};
struct TrainArguments { std::string app; bool quick = false; };
struct RunsArguments { std::string act, id, name, state, out; int days = 90, limit = 50; };
struct TasksArguments { std::string state = "open", as; int limit = 100; };
struct AnswerArguments {
  std::int64_t task = 0;
  bool approve = false, reject = false;
  std::optional<std::string> text, json;
  std::string note, as;
  std::vector<std::string> groups, questions;
  std::string label;
};
struct GapsArguments { std::string app, state = "open", as; int limit = 100; };
struct FeedbackArguments {
  std::string run;
  bool right = false, wrong = false;
  std::optional<std::string> expected;
  std::string why, as;
};
struct QualityArguments { std::string collection, as; int months = 36, limit = 50; };
struct OutcomeArguments { std::string run, kind, note, as; double amount = 0; };
struct ValueArguments { std::string app; int months = 12; };
struct CasesArguments { std::string app, add, remove, to; };
struct ReleaseArguments { std::string app, note, anyway; std::int64_t version = 0; bool as_trained = false; };
struct CertifyArguments { std::string app; std::int64_t version = 0; double wrong_most = 0.02, sure = 0.95; };
struct VerifyArguments { bool rebuild = false; };

}  // namespace gw::cli
