#include "policy/outgoing.h"

#include <fmt/format.h>

#include "base/error.h"
#include "base/result.h"
#include "base/text.h"
#include "net/client.h"
#include "policy/people.h"

namespace gw {
namespace {

// Declared names lead where people meant them to, or nowhere: nobody means a service that the machine's own network offers.
std::string refused_address(const Destination& destination, const IpAddress& ip) {
  if (ip.text == destination.url.host || !is_local_service(ip)) return "";
  return fmt::format("{} leads to {}, which is no address of another system, so nothing was sent.", destination.url.host, ip.text);
}

}  // namespace

std::optional<std::string_view> WireReply::header(std::string_view name) const {
  const std::string wanted = lower_ascii(name);
  for (const auto& [key, value] : headers)
    if (lower_ascii(key) == wanted) return value;
  return std::nullopt;
}

WireReply Egress::ask(WireRequest request) {
  auto answer = policy_.clear(request);
  if (const auto* refusal = std::get_if<Refusal>(&answer)) {
    record(request, "send.refused", refusal->destination, refusal->reason);
    throw Error(Code::forbidden, refusal->reason);
  }
  return send(std::get<Cleared<WireRequest>>(answer));
}

// The ledger's reserve, send, commit will stand here; the record is written when the outcome is known.
WireReply Egress::send(const Cleared<WireRequest>& cleared) {
  const WireRequest& request = cleared.value();
  const Destination& to = cleared.destination();
  const ClientRequest wire{.tls = to.url.tls, .host = to.url.host, .port = to.url.port, .method = request.method, .target = to.url.target(), .headers = request.headers, .body = request.body,
                           .deadline = request.deadline, .refuse_address = [&](const IpAddress& ip) { return refused_address(to, ip); }};
  auto reply = as_result([&] { return exchange(wire); });
  if (!reply) {
    record(request, reply.error().code() == Code::forbidden ? "send.refused" : "send", to.name, fmt::format("{} nothing sent: {}", request.method, reply.error().message()));
    if (reply.error().code() != Code::unavailable) throw reply.error();
    throw Error(Code::unavailable, fmt::format("Nothing was sent to {}: {}.", to.name, reply.error().message()));
  }
  record(request, "send", to.name,
         fmt::format("{} {}, {} {}, {} bytes out, {} in, {}", request.method, reply->status == 0 ? "no answer" : fmt::format("{}", reply->status), name_of(to.where), reply->address, reply->bytes_out, reply->bytes_in,
                     name_of(request.label)));
  return {.status = reply->status, .headers = std::move(reply->headers), .body = std::move(reply->body), .broken = std::move(reply->broken), .destination = to.name};
}

void Egress::record(const WireRequest& request, std::string_view act, std::string_view destination, std::string_view detail) {
  const std::string whole = request.run.empty() ? std::string(detail) : fmt::format("{}, run {}", detail, request.run);
  store_.write([&](Db& db) { audit(db, request.who, act, destination, whole); }, Space::freed);
}

}  // namespace gw
