// New files of a folder.
#include <fmt/format.h>

#include <algorithm>
#include <unordered_map>

#include "base/error.h"
#include "base/hash.h"
#include "base/open_folder.h"
#include "base/text.h"
#include "flow/watch.h"
#include "flow/workspace_file.h"

namespace gw {
namespace {

constexpr std::size_t files_most = 100'000;
constexpr std::uint64_t file_bytes_most = 64 << 20;
constexpr int whole_look_every = 15;  // looks; in between a folder whose own stamp stands still is not listed

bool is_passed_over(const std::string& name) { return name.starts_with('.') || name.starts_with("~$"); }

class FolderWatch : public Watch {
 public:
  explicit FolderWatch(const Trigger& trigger) : folder_(trigger.what), with_text_(trigger.reads_text), members_(trigger.names_no_inputs) {}

  std::vector<std::string> there(const Look& look) override {
    std::vector<std::string> out;
    for (const auto& entry : files(OpenFolder(workspace_path(look.root, folder_)))) out.push_back(token_of(entry));
    return out;
  }

  std::vector<Arrival> look(const Look& look) override {
    const OpenFolder folder(workspace_path(look.root, folder_));
    if (++looks_ % whole_look_every != 1 && unsettled_ == 0 && stamp(look) == stamp_) return {};
    stamp_ = stamp(look);
    std::vector<OpenFolder::Entry> steady;
    std::vector<std::string> tokens;
    std::unordered_map<std::string, Seen> now;
    unsettled_ = 0;
    for (auto& entry : files(folder)) {
      Seen seen{entry.stamp, false};
      const auto before = seen_.find(entry.name);
      const bool same = before != seen_.end() && before->second.stamp == entry.stamp;
      if (same) seen.done = before->second.done;
      unsettled_ += seen.done ? 0 : 1;
      if (same && !seen.done) {
        tokens.push_back(token_of(entry));
        steady.push_back(entry);
      }
      now.emplace(entry.name, seen);
    }
    seen_ = std::move(now);
    return arrivals(look, folder, steady, look.met(tokens));
  }

  void done(const Arrival& arrival) override { settle(arrival.name.substr(folder_.size() + 1)); }

 private:
  struct Seen {
    FileStamp stamp;
    bool done = false;
  };

  static std::vector<OpenFolder::Entry> files(const OpenFolder& folder) {
    std::vector<OpenFolder::Entry> out;
    for (auto& entry : folder.list(""))
      if (entry.kind == OpenFolder::Entry::file && !is_passed_over(entry.name)) out.push_back(std::move(entry));
    if (out.size() > files_most) throw Error(Code::invalid, fmt::format("The folder holds more than {} files; move away what is done.", files_most));
    std::ranges::sort(out, {}, [](const OpenFolder::Entry& entry) { return std::pair(entry.stamp.modified, entry.name); });
    return out;
  }

  // The folder's own time of change: a file that comes or goes moves it, one that is written to in place does not.
  std::int64_t stamp(const Look& look) const {
    std::error_code failed;
    const auto time = fs::last_write_time(look.root / folder_, failed);
    return failed ? 0 : time.time_since_epoch().count();
  }

  // A file as it lies there, without reading it.
  std::string token_of(const OpenFolder::Entry& entry) const {
    return fmt::format("there {}/{} {} {} {}", folder_, valid_utf8(entry.name), entry.stamp.bytes, entry.stamp.modified, entry.stamp.node);
  }

  std::vector<Arrival> arrivals(const Look& look, const OpenFolder& folder, const std::vector<OpenFolder::Entry>& steady, const std::vector<bool>& old) {
    std::vector<Arrival> out;
    for (std::size_t i = 0; i < steady.size() && out.size() < look.most; ++i) {
      const auto& entry = steady[i];
      if (old[i]) {
        settle(entry.name);
        continue;
      }
      const std::string name = valid_utf8(entry.name), path = fmt::format("{}/{}", folder_, name);
      Arrival one{fmt::format("file {} {} bytes", path, entry.stamp.bytes), fmt::format("{}/{}", folder_, entry.name), nullptr};
      if (entry.stamp.bytes > file_bytes_most) {
        one.given = [path]() -> json::object { throw Error(Code::invalid, fmt::format("{} is larger than {} MB.", path, file_bytes_most >> 20)); };
      } else {
        auto bytes = std::make_shared<std::string>(folder.open(entry.name)->all(file_bytes_most));
        one.token = fmt::format("file {} {}", path, sha256_hex(*bytes));
        if (look.met({one.token}).front()) {
          settle(entry.name);
          continue;
        }
        one.given = [this, &look, bytes, name, path] { return given(look, *bytes, name, path); };
      }
      out.push_back(std::move(one));
    }
    return out;
  }

  json::object given(const Look& look, const std::string& bytes, const std::string& name, const std::string& path) const {
    if (members_) {
      auto value = parse_json(bytes);
      if (!value.is_object()) throw Error(Code::invalid, fmt::format("{} holds no JSON object; say under \"inputs\" of the trigger what each input is made of.", path));
      return {{"row", std::move(value.get_object())}};
    }
    std::string text;
    if (with_text_) text = look.parse(bytes, name, {}).text;
    return {{"file", json::object{{"name", name}, {"path", path}, {"text", std::move(text)}}}};
  }

  void settle(const std::string& name) {
    const auto known = seen_.find(name);
    if (known == seen_.end() || known->second.done) return;
    known->second.done = true;
    --unsettled_;
  }

  const std::string folder_;
  const bool with_text_, members_;
  std::unordered_map<std::string, Seen> seen_;
  std::size_t unsettled_ = 0;
  std::int64_t stamp_ = 0;
  int looks_ = 0;
};

}  // namespace

std::unique_ptr<Watch> watch_folder(const Trigger& trigger) { return std::make_unique<FolderWatch>(trigger); }

}  // namespace gw
