#include "policy/policy.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/error.h"
#include "base/result.h"
#include "base/text.h"

namespace gw {
namespace {

constexpr std::uint64_t file_bytes_most = 1 << 20;

std::vector<Destination> declared(const fs::path& workspace, std::vector<Problem>& problems) {
  const auto text = as_result([&] { return read_file(workspace / "policy.yaml", file_bytes_most); });
  if (text) return read_destinations(*text, problems);
  if (text.error().code() != Code::not_found) problems.push_back({{}, text.error().message()});
  return {};
}

void check_headers(const WireRequest& request, const Destination& destination) {
  for (const auto& header : request.headers) {
    const std::string name = lower_ascii(header.first);
    const bool fixed = std::ranges::any_of(destination.headers, [&](const auto& own) { return lower_ascii(own.first) == name; });
    if (is_own_header(name) || name == "authorization" || name == "cookie" || fixed)
      throw Error(Code::invalid, fmt::format("The header {} is not set by a request; policy.yaml and the program do.", header.first));
  }
}

}  // namespace

std::variant<Cleared<WireRequest>, Refusal> Policy::clear(WireRequest request) const {
  std::vector<Problem> problems;
  auto all = declared(workspace_, problems);
  if (!problems.empty()) return Refusal{"policy.yaml", fmt::format("policy.yaml:{}:{} has a mistake, so nothing leaves: {}.", problems[0].place.line, problems[0].place.column, problems[0].message)};
  const auto url = as_result([&] { return parse_web_address(request.url); });
  if (!url) throw Error(Code::invalid, fmt::format("The address to send to is none: {}.", url.error().message()));
  Destination* destination = nullptr;
  for (auto& one : all)
    if (one.url.holds(*url) && (destination == nullptr || one.url.path.size() > destination->url.path.size())) destination = &one;
  if (destination == nullptr) return Refusal{url->origin(), fmt::format("policy.yaml declares no destination for this address at {}, so nothing is sent there.", url->origin())};
  if (request.label > destination->highest)
    return Refusal{destination->name, fmt::format("This rests on what is {}, and policy.yaml lets at most what is {} go to {}.", name_of(request.label), name_of(destination->highest), destination->name)};
  check_headers(request, *destination);
  for (const auto& [name, source] : destination->headers) request.headers.emplace_back(name, value_of(source, destination->name, workspace_));
  if (!request.key.empty()) request.headers.emplace_back("Idempotency-Key", request.key);
  destination->url = *url;  // pinned: this address and no other
  request.url = url->origin() + url->target();
  return Cleared<WireRequest>(std::move(request), std::move(*destination));
}

std::vector<Problem> check_policy(const fs::path& workspace) {
  std::vector<Problem> problems;
  declared(workspace, problems);
  return problems;
}

}  // namespace gw
