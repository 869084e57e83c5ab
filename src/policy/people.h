// People: users with their groups and highest label, the bearer keys they come with, and the record of administrative acts.
//
// A key is shown once; the store holds its SHA-256. A workspace without users is open to its own machine; from the first user on, a key is needed.
// Nothing here asks who is acting: that is the door's business (HTTP route, command).
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "policy/names.h"
#include "policy/rights.h"
#include "store/db.h"

namespace gw {

struct User {
  std::string name;
  std::string title;                ///< what people call them; may be empty
  Label label = Label::internal;    ///< the highest they may see
  bool administrator = false;
  std::vector<std::string> groups;  ///< sorted, without `everyone`
  std::int64_t created_at = 0;
};

/// What a change of a user leaves alone is nullopt.
struct UserChange {
  std::optional<std::string> title;
  std::optional<Label> label;
  std::optional<bool> administrator;
  std::optional<std::vector<std::string>> groups;
};

std::vector<User> users(Db&);  ///< by name
std::optional<User> user_named(Db&, std::string_view name);
std::int64_t count_users(Db&);

/// Error(conflict) when the name is taken, Error(invalid) for a bad name. Returns the row as stored.
User add_user(Db&, User user);
/// Error(not_found) without such a user; Error(conflict) when it would leave the workspace without its last administrator.
User change_user(Db&, std::string_view name, const UserChange& change);
/// Removes the user and their keys; their runs are nobody's from then on, also when the name is given again. Same errors as change_user.
void remove_user(Db&, std::string_view name);

void join_group(Db&, std::string_view user, std::string_view group);   ///< no error when already in
void leave_group(Db&, std::string_view user, std::string_view group);  ///< Error(not_found) when not in

struct GroupRow {
  std::string name;
  std::int64_t users = 0;
};
/// Every group that a user belongs to or a document is given to, by name.
std::vector<GroupRow> groups(Db&);

struct KeyRow {
  std::string id, user, title;
  std::int64_t created_at = 0;
  std::optional<std::int64_t> expires_at, used_at;
};
struct IssuedKey {
  std::string id;
  std::string key;  ///< "gw_..." ; not kept anywhere, never log it
};
/// Error(not_found) without such a user; Error(invalid) when it would be expired at once.
IssuedKey issue_key(Db&, std::string_view user, std::string_view title, std::optional<std::int64_t> expires_at);
void revoke_key(Db&, std::string_view id);  ///< Error(not_found)
std::vector<KeyRow> keys(Db&);              ///< by user and time of creation

/// What a presented key opens.
struct KeyHolder {
  Caller caller;
  std::string key_id;
  bool use_due = false;  ///< its last use was noted more than a minute ago: call note_use
};
/// nullopt for a key that is unknown or expired at `now`.
std::optional<KeyHolder> caller_by_key(Db&, std::string_view key, std::int64_t now);
/// Notes the use of a key, at most once a minute.
void note_use(Db&, std::string_view key_id, std::int64_t now);

/// What the audit says of a user: "label internal, administrator, group hr".
std::string in_words(const User& user);
Caller caller_of(const User& user);
/// For `--as`: Error(invalid, "There is no user ...").
Caller caller_named(Db&, std::string_view name);

struct AuditRow {
  std::int64_t seq = 0, at = 0;
  std::string who, act, subject, detail;
};
/// One row for one administrative act, in the transaction of the act itself. `who` is "" for the command line. Never text of documents, never keys.
void audit(Db&, std::string_view who, std::string_view act, std::string_view subject, std::string_view detail = "");
/// Latest first, those before row `before` when given (0: from the end); at most `limit`.
std::vector<AuditRow> recent_audit(Db&, std::int64_t before, std::int64_t limit);

}  // namespace gw
