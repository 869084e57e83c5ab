// Documents on their way in: files sent by a browser, and folders of the server's own disk.
#include <fmt/format.h>

#include <map>

#include "base/error.h"
#include "base/files.h"
#include "base/text.h"
#include "base/time.h"
#include "http/route.h"
#include "library/find.h"
#include "net/multipart.h"
#include "net/tasks.h"

namespace gw {
namespace {

constexpr std::size_t parts_max = 10'000;
constexpr std::size_t batch_bytes = 16 << 20;  // so that an upload of 512 MB is never in memory at once
constexpr std::size_t batch_files = 256;

AddOptions options_from(Call& call, const std::string& collection, std::vector<std::string> groups, const std::string& label) {
  AddOptions options;
  if (!collection.empty()) options.collection = collection;
  options.groups = std::move(groups);
  if (!label.empty()) options.label = label_named(label);
  options.who = call.caller.name;
  options.progress = [&stopping = call.desk.stopping](std::string_view, std::int64_t, std::int64_t) {
    if (stopping) throw Error(Code::unavailable, "The server stopped; what was brought in by then stays.");
  };
  return options;
}

/// The files of the form in batches that fit into memory.
class Batches {
 public:
  Batches(Library& library, const AddOptions& options) : library_(library), options_(options) {}
  void put(std::string name, std::string_view content) {
    if (!files_.empty() && (bytes_ + content.size() > batch_bytes || files_.size() == batch_files)) flush();
    bytes_ += content.size();
    files_.push_back({std::move(name), std::string(content)});
  }
  void flush() {
    if (files_.empty()) return;
    report.join(library_.add_uploads(std::move(files_), options_));
    files_.clear();
    bytes_ = 0;
  }
  AddReport report;

 private:
  Library& library_;
  const AddOptions& options_;
  std::vector<Upload> files_;
  std::size_t bytes_ = 0;
};

Response upload(Call& call) {
  const Stopwatch watch;
  std::vector<std::string> groups;
  for (const auto part : split(call.param("groups"), ','))
    if (!trim(part).empty()) groups.emplace_back(trim(part));
  const AddOptions options = options_from(call, call.param("collection"), std::move(groups), call.param("label"));
  const auto boundary = multipart_boundary(call.request.headers.find("content-type").value_or(""));
  if (!call.request.spooled) throw Error(Code::invalid, "The upload is empty.");
  const MappedFile file(call.request.spooled->path);
  Batches batches(call.served().library, options);
  std::map<std::string, int> seen;
  std::int64_t files = 0;
  for (const auto& part : parse_multipart(file.bytes(), boundary, parts_max)) {
    if (part.filename.empty()) continue;  // a plain field, or a file input left empty
    std::string name = document_name(part.filename);
    if (++seen[name] > 1) throw Error(Code::conflict, fmt::format("Two files of this upload are named \"{}\".", name));
    ++files;
  }
  if (files == 0) throw Error(Code::invalid, "The upload holds no file.");
  for (const auto& part : parse_multipart(file.bytes(), boundary, parts_max))
    if (!part.filename.empty()) batches.put(document_name(part.filename), part.content);
  batches.flush();
  batches.report.seconds = watch.seconds();
  return json_response(report_json(batches.report));
}

Response begin_import(Call& call) {
  const auto body = call.body();
  std::vector<std::string> paths;
  for (const auto& path : strings_of(body, "paths")) paths.push_back((call.store().workspace().root / path).string());  // an absolute path stays
  if (paths.empty()) throw Error(Code::invalid, "\"paths\" must name at least one file or folder.");
  AddOptions options = options_from(call, string_or(body, "collection"), strings_of(body, "groups"), string_or(body, "label"));
  if (const auto* allow = body.if_contains("allow_removals"); allow != nullptr && !allow->is_null()) {
    if (!allow->is_bool()) throw Error(Code::invalid, "\"allow_removals\" must be true or false.");
    options.allow_removals = allow->get_bool();
  }
  const auto import = call.desk.imports.add(std::move(paths), std::move(options));
  return json_response({{"id", import->id}}, 202);
}

json::object error_json(const Error& error) { return {{"code", std::string(name_of(error.code()))}, {"message", error.message()}}; }

json::object progress_json(const Imports::Progress& progress) { return {{"stage", progress.stage}, {"done", progress.done}, {"all", progress.all}}; }

Response import_state(Call& call) {
  const auto import = call.desk.imports.find(call.path.at(0));
  const auto progress = import->progress();
  constexpr const char* states[] = {"running", "done", "failed"};
  auto out = progress_json(progress);
  out["id"] = import->id;
  out["state"] = states[static_cast<int>(progress.state)];
  if (progress.report) out["report"] = report_json(*progress.report);
  if (progress.error) out["error"] = error_json(*progress.error);
  return json_response(out);
}

/// Says what changed, and something every ten seconds, so that both sides notice when the other has gone.
Task<void> tell(std::shared_ptr<Imports::Import> import, Outgoing& out) {
  std::string last;
  for (int quiet = 0; !out.stopping(); ++quiet) {
    const auto progress = import->progress();
    std::string now = json::serialize(progress_json(progress));
    if (now != last || progress.state != Imports::State::running) {
      co_await out.send(sse_event("progress", now));
      last = std::move(now);
      quiet = 0;
    } else if (quiet > 50) {
      co_await out.send(": still here\n\n");
      quiet = 0;
    }
    if (progress.state == Imports::State::done) {
      co_await out.send(sse_event("done", json::serialize(report_json(*progress.report))));
      co_return;
    }
    if (progress.state == Imports::State::failed) {
      co_await out.send(sse_event("error", json::serialize(error_json(*progress.error))));
      co_return;
    }
    co_await pause(std::chrono::milliseconds(200));
  }
}

Response import_events(Call& call) {
  Response response;
  response.headers.add("Content-Type", "text/event-stream");
  response.stream = [import = call.desk.imports.find(call.path.at(0))](Outgoing& out) { return tell(import, out); };
  return response;
}

const Parameter import_id{Parameter::path, "id", "The import.", "string", true};

}  // namespace

std::vector<Route> upload_routes() {
  return {
      {"post", "/api/v1/documents", "documents", "upload_documents", "Brings files in; each file's name is its document's id. One bad file costs one line of \"failed\".",
       Access::administrator,
       {{Parameter::query, "collection", "Into this collection (default)."},
        {Parameter::query, "groups", "Who may see them, with commas (everyone)."},
        {Parameter::query, "label", "How secret they are (internal)."}},
       "multipart", "AddReport", 200, upload},
      {"post", "/api/v1/imports", "documents", "begin_import", "Begins to bring in files and folders of the server's own disk; a folder is synchronised.", Access::administrator, {},
       "Import", "Begun", 202, begin_import},
      {"get", "/api/v1/imports/{id}", "documents", "import_state", "How far an import is.", Access::administrator, {import_id}, "", "ImportState", 200, import_state},
      {"get", "/api/v1/imports/{id}/events", "documents", "import_events", "The same as server-sent events: progress .., then done or error.", Access::administrator,
       {import_id}, "", "events", 200, import_events},
  };
}

}  // namespace gw
