// user, key, group, audit: people and what was done.
#include <fmt/format.h>

#include "answer/question_table.h"
#include "base/text.h"
#include "base/time.h"
#include "cli/commands.h"
#include "cli/output.h"
#include "cli/person.h"
#include "policy/people.h"

namespace gw::cli {
namespace {

constexpr std::int64_t day = 86'400;

json::object user_json(const User& user) {
  json::array groups;
  for (const auto& group : user.groups) groups.emplace_back(group);
  const auto label = name_of(user.label);
  return {{"name", user.name}, {"title", user.title}, {"label", json::string_view(label.data(), label.size())}, {"administrator", user.administrator},
          {"groups", std::move(groups)}, {"created_at", rfc3339(user.created_at)}};
}

void list_users(const Call& call, House& house) {
  Table table({"USER", "NAME", "HIGHEST LABEL", "GROUPS", "ADMINISTRATOR"});
  house.store.read([&](Db& db) {
    for (const auto& user : users(db)) {
      if (call.common.json) print_json(user_json(user));
      else table.row({user.name, user.title, std::string(name_of(user.label)), join(user.groups, ","), user.administrator ? "yes" : ""});
    }
  });
  if (!call.common.json) table.print();
}

void print_user(const Call& call, const User& user, std::string_view done) {
  if (call.common.json) print_json(user_json(user));
  else print_line(fmt::format("{} {}: highest label {}, groups {}{}", user.name, done, name_of(user.label), user.groups.empty() ? "none" : join(user.groups, ","),
                              user.administrator ? ", administrator" : ""));
}

std::string when(const std::optional<std::int64_t>& at) { return at ? rfc3339(*at) : "never"; }

}  // namespace

Caller caller_for(Store& store, const std::string& as) {
  if (as.empty()) return administrator();
  return store.reading<Caller>([&](Db& db) { return caller_named(db, as); });
}

int user(const Call& call, const UserArguments& a) {
  House house = call.house();
  if (a.act == "list") {
    list_users(call, house);
    return 0;
  }
  if (a.name.empty()) throw Error(Code::invalid, fmt::format("Name the user: groundwork user {} NAME", a.act));
  if (a.act == "add") {
    const User made = house.store.writing<User>([&](Db& db) {
      User user{.name = a.name, .title = a.title, .administrator = a.administrator.value_or(false), .groups = a.groups};
      if (!a.label.empty()) user.label = label_named(a.label);
      user = add_user(db, user);
      audit(db, "", "user.add", user.name, in_words(user));
      return user;
    });
    print_user(call, made, "added");
  } else if (a.act == "set") {
    UserChange change;
    if (!a.title.empty()) change.title = a.title;
    if (!a.label.empty()) change.label = label_named(a.label);
    if (!a.groups.empty()) {
      change.groups = a.groups;
      std::erase(*change.groups, "");  // `--groups ""` leaves none
    }
    change.administrator = a.administrator;
    const User changed = house.store.writing<User>([&](Db& db) {
      auto user = change_user(db, a.name, change);
      audit(db, "", "user.set", user.name, in_words(user));
      return user;
    });
    print_user(call, changed, "changed");
  } else {
    house.store.write([&](Db& db) {
      remove_user(db, a.name);
      forget_refusals(db, a.name);
      audit(db, "", "user.rm", a.name);
    });
    if (call.common.json) print_json({{"removed", a.name}});
    else print_line(fmt::format("{} removed, with their keys", a.name));
  }
  return 0;
}

int key(const Call& call, const KeyArguments& a) {
  House house = call.house();
  if (a.act == "list") {
    Table table({"ID", "USER", "FOR", "MADE", "EXPIRES", "LAST USED"});
    house.store.read([&](Db& db) {
      for (const auto& row : keys(db)) {
        if (call.common.json)
          print_json({{"id", row.id}, {"user", row.user}, {"title", row.title}, {"created_at", rfc3339(row.created_at)}, {"expires_at", when(row.expires_at)}, {"used_at", when(row.used_at)}});
        else table.row({row.id, row.user, row.title, rfc3339(row.created_at), when(row.expires_at), when(row.used_at)});
      }
    });
    if (!call.common.json) table.print();
    return 0;
  }
  if (a.user.empty()) throw Error(Code::invalid, a.act == "add" ? "Name the user: groundwork key add USER" : "Name the key: groundwork key rm ID");
  if (a.act == "add") {
    const auto issued = house.store.writing<IssuedKey>([&](Db& db) {
      auto made = issue_key(db, a.user, a.title, a.days > 0 ? std::optional(now_seconds() + a.days * day) : std::nullopt);
      audit(db, "", "key.add", a.user, made.id);
      return made;
    });
    if (call.common.json) print_json({{"id", issued.id}, {"key", issued.key}});
    else {
      print_line(issued.key);
      say("This key is shown once; keep it safe.");
    }
  } else {
    house.store.write([&](Db& db) {
      revoke_key(db, a.user);
      audit(db, "", "key.rm", a.user);
    });
    if (call.common.json) print_json({{"removed", a.user}});
    else print_line(fmt::format("{} revoked", a.user));
  }
  return 0;
}

int group(const Call& call) {
  House house = call.house();
  Table table({"GROUP", "USERS"});
  house.store.read([&](Db& db) {
    for (const auto& row : groups(db)) {
      if (call.common.json) print_json({{"name", row.name}, {"users", row.users}});
      else table.row({row.name, std::to_string(row.users)});
    }
  });
  if (!call.common.json) table.print();
  return 0;
}

int audit(const Call& call) {
  House house = call.house();
  Table table({"AT", "WHO", "ACT", "SUBJECT", "DETAIL"});
  house.store.read([&](Db& db) {
    for (const auto& row : recent_audit(db, 0, 1000)) {
      if (call.common.json) print_json({{"seq", row.seq}, {"at", rfc3339(row.at)}, {"who", row.who}, {"act", row.act}, {"subject", row.subject}, {"detail", row.detail}});
      else table.row({rfc3339(row.at), row.who.empty() ? "command line" : row.who, row.act, one_line(row.subject, 60), one_line(row.detail, 60)});
    }
  });
  if (!call.common.json) table.print();
  return 0;
}

}  // namespace gw::cli
