#include "http/door.h"

#include <fmt/format.h>

#include "base/text.h"
#include "base/time.h"
#include "policy/people.h"

namespace gw {
namespace {

Refused needs_key(std::string message) { return {401, Error(Code::forbidden, std::move(message))}; }

/// Whether a header says so. Some proxies send none of these (nginx with no more than proxy_pass), so this is a second net, not a wall.
bool through_a_proxy(const Request& request) {
  for (const auto& [name, value] : request.headers.fields()) {
    const auto lower = lower_ascii(name);
    if (lower == "via" || lower == "forwarded" || lower == "x-real-ip" || lower.starts_with("x-forwarded-")) return true;
  }
  return false;
}

}  // namespace

std::string_view bearer(const Request& request) {
  const auto header = request.headers.find("authorization");
  if (!header || header->size() < 7 || lower_ascii(header->substr(0, 7)) != "bearer ") return {};
  return trim(header->substr(7));
}

Caller who_asks(Desk& desk, const Request& request) {
  const auto token = bearer(request);
  const auto now = now_seconds();
  bool open = false;
  std::optional<KeyHolder> holder;
  desk.served.store.read([&](Db& db) {
    open = count_users(db) == 0;
    if (!open && !token.empty()) holder = caller_by_key(db, token, now);
  });
  if (open) {
    // An open door is for this machine alone; behind a proxy, loopback is the whole network.
    if (desk.listen.loopback() && !through_a_proxy(request)) return administrator();
    throw needs_key("This workspace has no users yet; add one on the server: groundwork user add NAME --administrator, then groundwork key add NAME.");
  }
  if (token.empty()) throw needs_key("A key is needed: send it as Authorization: Bearer KEY.");
  if (!holder) throw needs_key("This key is not known or has expired.");
  if (holder->use_due) desk.key_uses.note(holder->key_id, now);
  return holder->caller;
}

void check_access(const Route& route, const Caller& caller) {
  if (route.access == Access::administrator && !caller.administrator) throw Error(Code::forbidden, "This is for administrators.");
}

void check_listening(Store& store, const Address& listen) {
  if (listen.loopback()) return;
  if (store.reading<std::int64_t>([](Db& db) { return count_users(db); }) > 0) return;
  throw Error(Code::forbidden, fmt::format("{} can be reached by other machines, and this workspace has no users, so anyone could read and change everything. "
                                           "Add one first (groundwork user add NAME --administrator, then groundwork key add NAME), or listen on 127.0.0.1.",
                                           listen.url()));
}

}  // namespace gw
