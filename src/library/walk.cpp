#include "library/walk.h"

#include <algorithm>

#include "base/error.h"

namespace gw {
namespace {

constexpr std::size_t files_most = 2'000'000;
constexpr std::size_t path_most = 3000;  // bytes; deeper nests are links of a kind that we cannot see, or malice

bool is_hidden(const std::string& name) { return name.starts_with('.') || name.starts_with("~$"); }

}  // namespace

bool Walked::unknown(const std::string& path) const {
  return std::any_of(unreadable.begin(), unreadable.end(), [&](const std::string& folder) { return path.starts_with(folder + "/"); });
}

Walked walk(const OpenFolder& folder, const std::vector<std::string>& except) {
  Walked out;
  std::vector<std::string> waiting{""};
  while (!waiting.empty()) {
    const std::string at = std::move(waiting.back());
    waiting.pop_back();
    std::vector<OpenFolder::Entry> entries;
    try {
      entries = folder.list(at);
    } catch (const Error&) {
      if (at.empty()) throw;
      out.unreadable.push_back(at);
      continue;
    }
    for (auto& entry : entries) {
      if (is_hidden(entry.name)) continue;
      if (at.empty() && std::find(except.begin(), except.end(), entry.name) != except.end()) continue;
      std::string path = at.empty() ? entry.name : at + "/" + entry.name;
      if (entry.kind == OpenFolder::Entry::folder) {
        if (path.size() > path_most) out.unreadable.push_back(std::move(path));
        else waiting.push_back(std::move(path));
      } else if (entry.kind == OpenFolder::Entry::file) {
        out.files.push_back({std::move(path), entry.stamp});
        if (out.files.size() > files_most) throw Error(Code::invalid, "The folder holds over two million files; add its parts.");
      } else if (entry.kind == OpenFolder::Entry::link) {
        ++out.links;
      }
    }
  }
  std::sort(out.files.begin(), out.files.end(), [](const SeenFile& a, const SeenFile& b) { return a.path < b.path; });
  return out;
}

}  // namespace gw
