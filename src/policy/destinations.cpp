#include "policy/destinations.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <optional>

#include "base/error.h"
#include "base/result.h"
#include "base/spelling.h"
#include "base/text.h"

namespace gw {
namespace {

constexpr std::size_t destinations_most = 200, headers_most = 20;
constexpr std::uint64_t secret_bytes_most = 16 * 1024;

constexpr std::array own_headers{std::string_view("host"), std::string_view("content-length"), std::string_view("transfer-encoding"), std::string_view("connection"), std::string_view("keep-alive"),
                                 std::string_view("te"), std::string_view("trailer"), std::string_view("upgrade"), std::string_view("expect"), std::string_view("idempotency-key"), std::string_view("proxy-authorization"),
                                 std::string_view("proxy-connection")};

bool is_header_name(std::string_view name) {
  return !name.empty() && name.size() <= 100 && std::ranges::all_of(name, [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_'; });
}

class Reader {
 public:
  explicit Reader(std::vector<Problem>& problems) : problems_(problems) {}

  std::vector<Destination> read(const Yaml& tree) {
    std::vector<Destination> out;
    if (tree.kind == Yaml::Kind::nothing) return out;
    if (!tree.is_map()) return refuse(tree.place, "policy.yaml must be a table with \"destinations\""), out;
    known(tree, {"destinations"}, "policy.yaml");
    const Yaml* list = tree.find("destinations");
    if (list == nullptr || list->kind == Yaml::Kind::nothing) return out;
    if (!list->is_map()) return refuse(list->place, "\"destinations\" must be a table of names and what each is"), out;
    if (list->members.size() > destinations_most) return refuse(list->members[destinations_most].place, fmt::format("at most {} destinations are read", destinations_most)), out;
    for (const auto& member : list->members) out.push_back(destination(member));
    return out;
  }

 private:
  void refuse(Place place, std::string message) { problems_.push_back({place, std::move(message)}); }

  void known(const Yaml& table, const std::vector<std::string>& names, std::string_view owner) {
    for (const auto& member : table.members)
      if (std::ranges::find(names, member.name) == names.end()) refuse(member.place, fmt::format("{} has no \"{}\"; {}", owner, member.name, or_rather(member.name, names)));
  }

  // The text of a required or optional member; nullptr when there is none, which is told when it is needed.
  const Yaml* text(const Yaml& table, std::string_view name, std::string_view needed) {
    const Yaml* value = table.find(name);
    if (value == nullptr) {
      if (!needed.empty()) refuse(table.place, fmt::format("a destination needs \"{}\": {}", name, needed));
      return nullptr;
    }
    if (value->is_scalar() && !value->text.empty()) return value;
    refuse(value->place, fmt::format("\"{}\" must be a text", name));
    return nullptr;
  }

  Destination destination(const YamlMember& member) {
    Destination out{.name = member.name};
    const Yaml& table = member.value;
    if (!table.is_map()) return refuse(table.place, fmt::format("destination \"{}\" must be a table like {{url: \"https://host/path\", where: inside}}", member.name)), out;
    known(table, {"url", "where", "highest", "headers"}, "a destination");
    if (const Yaml* url = text(table, "url", "the address under which requests may go")) address(*url, out);
    if (const Yaml* where = text(table, "where", "inside (this machine or company) or outside")) {
      if (where->text == "inside") out.where = Where::inside;
      else if (where->text != "outside") refuse(where->place, fmt::format("\"where\" is inside or outside, not \"{}\"", where->text));
    }
    if (const Yaml* highest = text(table, "highest", "")) {
      const auto label = as_result([&] { return label_named(highest->text); });
      if (label) out.highest = *label;
      else refuse(highest->place, fmt::format("\"highest\" is public, internal, confidential or restricted, not \"{}\"", highest->text));
    }
    if (out.where == Where::outside && !out.url.tls) refuse(table.find("url")->place, "what goes outside goes by https");
    if (const Yaml* headers = table.find("headers")) read_headers(*headers, out);
    return out;
  }

  void address(const Yaml& url, Destination& out) {
    const auto read = as_result([&] { return parse_web_address(url.text); });
    if (!read) return refuse(url.place, fmt::format("\"url\": {}", read.error().message()));
    if (!read->query.empty()) return refuse(url.place, "\"url\": a destination has no \"?\"; requests bring their own");
    out.url = *read;
  }

  void read_headers(const Yaml& headers, Destination& out) {
    if (!headers.is_map()) return refuse(headers.place, "\"headers\" must be a table of names and values");
    if (headers.members.size() > headers_most) return refuse(headers.members[headers_most].place, fmt::format("a destination has at most {} headers", headers_most));
    for (const auto& [name, place, value] : headers.members) {
      if (!is_header_name(name)) refuse(place, fmt::format("\"{}\" is no name of a header", name));
      else if (is_own_header(lower_ascii(name))) refuse(place, fmt::format("\"{}\" is set by the program", name));
      if (value.is_scalar()) {
        const std::string lower = lower_ascii(name);
        if (lower == "authorization" || lower == "cookie") refuse(value.place, fmt::format("a secret does not stand in this file; write {}: {{env: NAME}} or {{file: secrets/x}}", name));
        out.headers.emplace_back(name, HeaderSource{HeaderSource::From::text, value.text, ""});
      } else if (auto source = reference(value)) {
        out.headers.emplace_back(name, std::move(*source));
      }
    }
  }

  std::optional<HeaderSource> reference(const Yaml& value) {
    if (!value.is_map()) return refuse(value.place, "a header is a text, {env: NAME} or {file: secrets/x}"), std::nullopt;
    known(value, {"env", "file", "prefix"}, "a header");
    const Yaml *env = value.find("env"), *file = value.find("file"), *prefix = value.find("prefix");
    if ((env == nullptr) == (file == nullptr)) return refuse(value.place, "a header's secret comes from either \"env\" or \"file\""), std::nullopt;
    const Yaml& what = env != nullptr ? *env : *file;
    if (!what.is_scalar() || what.text.empty()) return refuse(what.place, "this must be a text"), std::nullopt;
    if (prefix != nullptr && !prefix->is_scalar()) return refuse(prefix->place, "\"prefix\" must be a text"), std::nullopt;
    if (file != nullptr) {
      const fs::path path(what.text);
      if (path.is_absolute() || std::ranges::find(path, "..") != path.end()) return refuse(what.place, "\"file\" is a path in the workspace"), std::nullopt;
    }
    return HeaderSource{env != nullptr ? HeaderSource::From::env : HeaderSource::From::file, what.text, prefix == nullptr ? "" : prefix->text};
  }

  std::vector<Problem>& problems_;
};

}  // namespace

std::string_view name_of(Where where) { return where == Where::inside ? "inside" : "outside"; }

bool is_own_header(std::string_view lower_name) { return std::ranges::find(own_headers, lower_name) != own_headers.end(); }

std::vector<Destination> read_destinations(std::string_view text, std::vector<Problem>& problems) {
  Place at;
  const auto tree = as_result([&] { return parse_yaml(text, &at); });
  if (!tree) {
    problems.push_back({at, tree.error().message()});
    return {};
  }
  const auto before = problems.size();
  auto out = Reader(problems).read(*tree);
  std::ranges::sort(problems.begin() + static_cast<std::ptrdiff_t>(before), problems.end(), {}, &Problem::place);
  return out;
}

std::string value_of(const HeaderSource& source, std::string_view destination, const fs::path& workspace) {
  if (source.from == HeaderSource::From::text) return source.what;
  if (source.from == HeaderSource::From::env) {
    const char* value = std::getenv(source.what.c_str());
    if (value == nullptr || *value == '\0') throw Error(Code::invalid, fmt::format("The secret of destination {} is not set: the environment has no {}.", destination, source.what));
    return source.prefix + value;
  }
  const fs::path path = workspace / source.what;
  std::error_code failed;
  const auto status = fs::symlink_status(path, failed);
  if (status.type() != fs::file_type::regular) throw Error(Code::invalid, fmt::format("The secret of destination {} is not there: {} is no file.", destination, source.what));
  if ((status.permissions() & (fs::perms::group_all | fs::perms::others_all)) != fs::perms::none)
    throw Error(Code::invalid, fmt::format("{} holds a secret and others may read it; `chmod 600 {}` mends that.", source.what, source.what));
  return source.prefix + std::string(trim(read_file(path, secret_bytes_most)));
}

}  // namespace gw
