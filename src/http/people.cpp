// People, their keys and groups, and the record of what was done. For administrators.
#include <fmt/format.h>

#include <map>

#include "answer/question_table.h"
#include "base/error.h"
#include "base/time.h"
#include "http/route.h"
#include "policy/people.h"

namespace gw {
namespace {

constexpr std::int64_t day = 86'400;

json::array strings(const std::vector<std::string>& list) {
  json::array out;
  for (const auto& one : list) out.emplace_back(one);
  return out;
}

std::string when(const std::optional<std::int64_t>& at) { return at ? rfc3339(*at) : ""; }

json::object user_json(const User& user, json::array keys) {
  return {{"name", user.name}, {"title", user.title}, {"label", std::string(name_of(user.label))}, {"administrator", user.administrator},
          {"groups", strings(user.groups)}, {"created_at", rfc3339(user.created_at)}, {"keys", std::move(keys)}};
}

json::array keys_of(Db& db, std::string_view user) {
  json::array out;
  for (const auto& key : keys(db))
    if (key.user == user)
      out.push_back(json::object{{"id", key.id}, {"title", key.title}, {"created_at", rfc3339(key.created_at)}, {"expires_at", when(key.expires_at)},
                                 {"used_at", when(key.used_at)}});
  return out;
}


UserChange change_from(const json::object& body) {
  UserChange change;
  if (body.contains("title")) change.title = string_or(body, "title");
  if (body.contains("label")) change.label = label_named(string_of(body, "label"));
  if (body.contains("groups")) change.groups = strings_of(body, "groups");
  if (const auto* administrator = body.if_contains("administrator"); administrator != nullptr && !administrator->is_null()) {
    if (!administrator->is_bool()) throw Error(Code::invalid, "\"administrator\" must be true or false.");
    change.administrator = administrator->get_bool();
  }
  return change;
}

Response list_users(Call& call) {
  return call.store().reading<Response>([&](Db& db) {
    std::map<std::string, json::array> held;
    for (const auto& key : keys(db))
      held[key.user].push_back(json::object{{"id", key.id}, {"title", key.title}, {"created_at", rfc3339(key.created_at)}, {"expires_at", when(key.expires_at)},
                                            {"used_at", when(key.used_at)}});
    json::array out;
    for (const auto& user : users(db)) out.push_back(user_json(user, std::move(held[user.name])));
    return json_response({{"users", std::move(out)}});
  });
}

Response add_person(Call& call) {
  const auto body = call.body();
  const auto wanted = change_from(body);
  User user;
  user.name = string_of(body, "name");
  user.title = wanted.title.value_or("");
  user.label = wanted.label.value_or(Label::internal);
  user.administrator = wanted.administrator.value_or(false);
  user.groups = wanted.groups.value_or(std::vector<std::string>{});
  return call.store().writing<Response>([&](Db& db) {
    // The first user closes the open door. One who came in by it must not lock themselves out, so that user is an administrator and gets a key at once.
    const bool first = count_users(db) == 0;
    if (first && !user.administrator) throw Error(Code::conflict, "The first user must be an administrator: from then on a key is needed, and someone must be able to give one.");
    const User made = add_user(db, user);
    audit(db, call.caller.name, "user.add", made.name, in_words(made));
    std::optional<IssuedKey> issued;
    if (first) {
      issued = issue_key(db, made.name, "first key", std::nullopt);
      audit(db, call.caller.name, "key.add", made.name, issued->id);
    }
    auto out = user_json(made, keys_of(db, made.name));
    if (issued) out["key"] = json::object{{"id", issued->id}, {"key", issued->key}};
    return json_response(out, 201);
  });
}

Response change_person(Call& call) {
  const auto change = change_from(call.body());
  const auto name = call.required("name");
  return call.store().writing<Response>([&](Db& db) {
    const User changed = change_user(db, name, change);
    audit(db, call.caller.name, "user.set", changed.name, in_words(changed));
    return json_response(user_json(changed, keys_of(db, changed.name)));
  });
}

Response remove_person(Call& call) {
  const auto name = call.required("name");
  call.store().write([&](Db& db) {
    remove_user(db, name);
    forget_refusals(db, name);
    audit(db, call.caller.name, "user.rm", name);
  });
  return json_response({{"removed", name}});
}

/// "2026-12-31" or "2026-12-31T09:30:00Z" as seconds.
std::int64_t seconds_of(const std::string& text) {
  std::tm parts{};
  const char* end = ::strptime(text.c_str(), "%Y-%m-%d", &parts);
  if (end != nullptr && *end == 'T') end = ::strptime(end, "T%H:%M:%SZ", &parts);
  if (end == nullptr || *end != '\0') throw Error(Code::invalid, "\"expires_at\" must be a time like 2026-12-31T09:30:00Z.");
  return ::timegm(&parts);
}

std::optional<std::int64_t> expiry(const json::object& body) {
  const auto text = string_or(body, "expires_at");
  if (!text.empty()) return seconds_of(text);
  const auto* days = body.if_contains("days");
  if (days == nullptr || days->is_null()) return std::nullopt;
  if (!days->is_int64() || days->get_int64() < 1 || days->get_int64() > 3650) throw Error(Code::invalid, "\"days\" must be a whole number from 1 to 3650.");
  return now_seconds() + days->get_int64() * day;
}

Response add_key(Call& call) {
  const auto body = call.body();
  const auto user = string_of(body, "user");
  const auto title = string_or(body, "title");
  const auto expires_at = expiry(body);
  return call.store().writing<Response>([&](Db& db) {
    const auto issued = issue_key(db, user, title, expires_at);
    audit(db, call.caller.name, "key.add", user, issued.id);
    return json_response({{"id", issued.id}, {"key", issued.key}}, 201);
  });
}

Response remove_key(Call& call) {
  const auto id = call.required("id");
  call.store().write([&](Db& db) {
    revoke_key(db, id);
    audit(db, call.caller.name, "key.rm", id);
  });
  return json_response({{"removed", id}});
}

Response list_groups(Call& call) {
  std::map<std::string, std::int64_t> documents;
  for (const auto& [compartment, count] : *call.desk.counts.now())
    for (const auto& group : compartment.groups) documents[group] += count.documents;
  json::array out;
  call.store().read([&](Db& db) {
    for (const auto& group : groups(db)) out.push_back(json::object{{"name", group.name}, {"users", group.users}, {"documents", documents[group.name]}});
  });
  return json_response({{"groups", std::move(out)}});
}

Response list_audit(Call& call) {
  const auto before = call.number("before", 0, 0, INT64_MAX);
  const auto limit = call.number("limit", 100, 1, 1000);
  json::array out;
  call.store().read([&](Db& db) {
    for (const auto& row : recent_audit(db, before, limit))
      out.push_back(json::object{{"seq", row.seq}, {"at", rfc3339(row.at)}, {"who", row.who}, {"act", row.act}, {"subject", row.subject}, {"detail", row.detail}});
  });
  return json_response({{"audit", std::move(out)}});
}

const Parameter name{Parameter::query, "name", "The user.", "string", true};

}  // namespace

std::vector<Route> people_routes() {
  constexpr auto who = Access::administrator;
  return {
      {"get", "/api/v1/users", "people", "list_users", "All users with their keys (never the keys themselves).", who, {}, "", "Users", 200, list_users},
      {"post", "/api/v1/users", "people", "add_user", "Adds a user. The first one must be an administrator and comes with a key.", who, {}, "UserChange", "User", 201, add_person},
      {"patch", "/api/v1/users", "people", "change_user", "Changes what the body names, from the next request on.", who, {name}, "UserChange", "User", 200, change_person},
      {"delete", "/api/v1/users", "people", "remove_user", "Removes a user and their keys; the last administrator stays.", who, {name}, "", "Gone", 200, remove_person},
      {"post", "/api/v1/keys", "people", "add_key", "Gives a user a key; it is shown in this reply and never again.", who, {}, "KeyRequest", "IssuedKey", 201, add_key},
      {"delete", "/api/v1/keys", "people", "remove_key", "Revokes a key at once.", who, {{Parameter::query, "id", "The key's id.", "string", true}}, "", "Gone", 200, remove_key},
      {"get", "/api/v1/groups", "people", "list_groups", "Every group that a user belongs to or a document is given to.", who, {}, "", "Groups", 200, list_groups},
      {"get", "/api/v1/audit", "people", "list_audit", "What was done, latest first.", who,
       {{Parameter::query, "before", "Only rows before this number.", "integer"}, {Parameter::query, "limit", "At most so many, 1 to 1000 (100).", "integer"}}, "", "Audit",
       200, list_audit},
  };
}

}  // namespace gw
