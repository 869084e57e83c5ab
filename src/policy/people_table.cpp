// The tables users, members, keys and audit.
#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "base/error.h"
#include "base/hash.h"
#include "base/text.h"
#include "base/time.h"
#include "policy/behind.h"
#include "policy/people.h"

namespace gw {
namespace {

constexpr std::int64_t note_every = 60;  // seconds between two notes of a key's use: a write costs an fsync

std::vector<std::string> groups_of(Db& db, std::string_view user) {
  std::vector<std::string> out;
  auto rows = db.query("SELECT grp FROM members WHERE user = ? ORDER BY grp", user);
  while (rows.next()) out.push_back(rows.text(0));
  return out;
}

User user_row(const Rows& rows) {
  User user;
  user.name = rows.text(0);
  user.title = rows.text(1);
  user.label = label_named(rows.view(2));
  user.administrator = rows.integer(3) != 0;
  user.created_at = rows.integer(4);
  return user;
}

Error no_user(std::string_view name, Code code) {
  return {code, fmt::format("There is no user \"{}\".", valid_utf8(name.substr(0, 100)))};
}

User must_find(Db& db, std::string_view name) {
  auto user = user_named(db, name);
  if (!user) throw no_user(name, Code::not_found);
  return *user;
}

std::string checked_title(std::string_view title) {
  title = trim(title);
  if (title.size() > 200 || !is_utf8(title)) throw Error(Code::invalid, "A title has at most 200 bytes of UTF-8.");
  for (const char c : title)
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) throw Error(Code::invalid, "A title has no control characters.");
  return std::string(title);
}

void set_groups(Db& db, const std::string& user, const std::vector<std::string>& groups) {
  db.run("DELETE FROM members WHERE user = ?", user);
  for (const auto& group : groups) {
    if (trim(group) == everyone) continue;  // implied
    db.run("INSERT OR IGNORE INTO members(user, grp) VALUES(?, ?)", user, checked_name(NameOf::group, group));
  }
}

/// Asked after the change, inside its transaction: what is thrown undoes it.
void keep_an_administrator(Db& db, bool was_administrator) {
  if (!was_administrator) return;
  auto rows = db.query("SELECT 1 FROM users WHERE admin <> 0 LIMIT 1");
  if (!rows.next()) throw Error(Code::conflict, "This is the last administrator; make another user administrator first.");
}

}  // namespace

std::vector<User> users(Db& db) {
  std::vector<User> out;
  {
    auto rows = db.query("SELECT name, title, label, admin, created_at FROM users ORDER BY name");
    while (rows.next()) out.push_back(user_row(rows));
  }
  std::map<std::string, std::vector<std::string>, std::less<>> members;
  {
    auto rows = db.query("SELECT user, grp FROM members ORDER BY user, grp");
    while (rows.next()) members[rows.text(0)].push_back(rows.text(1));
  }
  for (auto& user : out) user.groups = std::move(members[user.name]);
  return out;
}

std::optional<User> user_named(Db& db, std::string_view name) {
  std::optional<User> user;
  {
    auto rows = db.query("SELECT name, title, label, admin, created_at FROM users WHERE name = ?", name);
    if (!rows.next()) return std::nullopt;
    user = user_row(rows);
  }
  user->groups = groups_of(db, user->name);
  return user;
}

std::int64_t count_users(Db& db) {
  auto rows = db.query("SELECT COUNT(*) FROM users");
  rows.next();
  return rows.integer(0);
}

std::string in_words(const User& user) {
  std::string out = fmt::format("label {}{}", name_of(user.label), user.administrator ? ", administrator" : "");
  for (const auto& group : user.groups) out += ", group " + group;
  return out;
}

User add_user(Db& db, User user) {
  user.name = checked_name(NameOf::user, user.name);
  if (user.name == nobody_named) throw Error(Code::invalid, "\"everyone\" is nobody's name; choose another.");
  if (user_named(db, user.name)) throw Error(Code::conflict, fmt::format("There is a user \"{}\" already.", user.name));
  db.run("INSERT INTO users(name, title, label, admin, created_at) VALUES(?, ?, ?, ?, ?)", user.name, checked_title(user.title), name_of(user.label),
         user.administrator ? 1 : 0, now_seconds());
  set_groups(db, user.name, user.groups);
  return must_find(db, user.name);
}

User change_user(Db& db, std::string_view name, const UserChange& change) {
  const User before = must_find(db, name);
  if (change.title) db.run("UPDATE users SET title = ? WHERE name = ?", checked_title(*change.title), before.name);
  if (change.label) db.run("UPDATE users SET label = ? WHERE name = ?", name_of(*change.label), before.name);
  if (change.administrator) db.run("UPDATE users SET admin = ? WHERE name = ?", *change.administrator ? 1 : 0, before.name);
  if (change.groups) set_groups(db, before.name, *change.groups);
  keep_an_administrator(db, before.administrator);
  return must_find(db, name);
}

void remove_user(Db& db, std::string_view name) {
  const User before = must_find(db, name);
  db.run("DELETE FROM keys WHERE user = ?", before.name);
  db.run("DELETE FROM members WHERE user = ?", before.name);
  db.run("DELETE FROM users WHERE name = ?", before.name);
  db.run("UPDATE runs SET by = '(removed)' WHERE by = ?", before.name);  // no name: those begin with a letter or digit
  keep_an_administrator(db, before.administrator);
}

void join_group(Db& db, std::string_view user, std::string_view group) {
  const User member = must_find(db, user);
  if (trim(group) == everyone) return;
  db.run("INSERT OR IGNORE INTO members(user, grp) VALUES(?, ?)", member.name, checked_name(NameOf::group, group));
}

void leave_group(Db& db, std::string_view user, std::string_view group) {
  const User member = must_find(db, user);
  if (db.run("DELETE FROM members WHERE user = ? AND grp = ?", member.name, trim(group)) == 0)
    throw Error(Code::not_found, fmt::format("\"{}\" is not in the group \"{}\".", member.name, valid_utf8(group.substr(0, 100))));
}

std::vector<GroupRow> groups(Db& db) {
  std::map<std::string, std::int64_t> found;
  for (const auto& compartment : compartments(db))
    for (const auto& group : compartment.groups) found[group];
  auto rows = db.query("SELECT grp, COUNT(*) FROM members GROUP BY grp");
  while (rows.next()) found[rows.text(0)] = rows.integer(1);
  std::vector<GroupRow> out;
  for (auto& [name, count] : found) out.push_back({name, count});
  return out;
}

IssuedKey issue_key(Db& db, std::string_view user, std::string_view title, std::optional<std::int64_t> expires_at) {
  const User owner = must_find(db, user);
  const auto now = now_seconds();
  if (expires_at && *expires_at <= now) throw Error(Code::invalid, "The key would be expired already.");
  const IssuedKey issued{"k" + to_hex(random_bytes(6)), "gw_" + to_hex(random_bytes(32))};
  db.run("INSERT INTO keys(id, user, hash, title, created_at, expires_at, used_at) VALUES(?, ?, ?, ?, ?, ?, NULL)", issued.id, owner.name,
         sha256_hex(issued.key), checked_title(title), now, expires_at);
  return issued;
}

void revoke_key(Db& db, std::string_view id) {
  if (db.run("DELETE FROM keys WHERE id = ?", id) == 0) throw Error(Code::not_found, "There is no such key.");
}

std::vector<KeyRow> keys(Db& db) {
  std::vector<KeyRow> out;
  auto rows = db.query("SELECT id, user, title, created_at, expires_at, used_at FROM keys ORDER BY user, created_at, id");
  while (rows.next()) {
    KeyRow key{rows.text(0), rows.text(1), rows.text(2), rows.integer(3), std::nullopt, std::nullopt};
    if (!rows.null(4)) key.expires_at = rows.integer(4);
    if (!rows.null(5)) key.used_at = rows.integer(5);
    out.push_back(std::move(key));
  }
  return out;
}

std::optional<KeyHolder> caller_by_key(Db& db, std::string_view key, std::int64_t now) {
  if (key.size() > 200 || !key.starts_with("gw_")) return std::nullopt;
  KeyHolder holder;
  std::string user;
  {
    // The look-up by hash tells nothing by its time: to steer it, one would need preimages of SHA-256.
    auto rows = db.query("SELECT id, user, used_at FROM keys WHERE hash = ? AND (expires_at IS NULL OR expires_at > ?)", sha256_hex(key), now);
    if (!rows.next()) return std::nullopt;
    holder.key_id = rows.text(0);
    user = rows.text(1);
    holder.use_due = rows.null(2) || rows.integer(2) <= now - note_every;
  }
  const auto owner = user_named(db, user);
  if (!owner) return std::nullopt;
  holder.caller = caller_of(*owner);
  return holder;
}

void note_use(Db& db, std::string_view key_id, std::int64_t now) {
  db.run("UPDATE keys SET used_at = ? WHERE id = ? AND (used_at IS NULL OR used_at <= ?)", now, key_id, now - note_every);
}

Caller caller_of(const User& user) {
  if (!user.administrator) return {user.name, false, user.label, user.groups};
  Caller caller = administrator();
  caller.name = user.name;
  caller.groups = user.groups;
  return caller;
}

Caller caller_named(Db& db, std::string_view name) {
  const auto user = user_named(db, nfc(name));
  if (!user) throw no_user(name, Code::invalid);
  return caller_of(*user);
}

Caller caller_behind(Db& db, std::string_view by) {
  if (by.empty()) return administrator();
  return by == nobody_named ? Caller{.name = std::string(by)} : caller_named(db, by);
}

void audit(Db& db, std::string_view who, std::string_view act, std::string_view subject, std::string_view detail) {
  db.run("INSERT INTO audit(at, who, act, subject, detail) VALUES(?, ?, ?, ?, ?)", now_seconds(), who, act, subject, detail);
}

std::vector<AuditRow> recent_audit(Db& db, std::int64_t before, std::int64_t limit) {
  std::vector<AuditRow> out;
  auto rows = db.query("SELECT seq, at, who, act, subject, detail FROM audit WHERE seq < ? ORDER BY seq DESC LIMIT ?", before > 0 ? before : INT64_MAX,
                       std::clamp<std::int64_t>(limit, 0, 1000));
  while (rows.next()) out.push_back({rows.integer(0), rows.integer(1), rows.text(2), rows.text(3), rows.text(4), rows.text(5)});
  return out;
}

}  // namespace gw
