// The table of compartments, and scopes read from it.
#include "policy/rights.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/error.h"
#include "base/hash.h"
#include "base/text.h"
#include "policy/names.h"

namespace gw {
namespace {

constexpr std::size_t groups_max = 64;  // of one document; more is a mistake in the caller's list

/// Sorted, unique, checked; empty when `everyone` is among them, since groups are any-of.
std::vector<std::string> settled(const std::vector<std::string>& groups) {
  std::vector<std::string> out;
  for (const auto& group : groups) {
    if (trim(group) == everyone) return {};
    out.push_back(checked_name(NameOf::group, group));
  }
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  if (out.size() > groups_max) throw Error(Code::invalid, fmt::format("A document may have at most {} groups.", groups_max));
  return out;
}

std::vector<std::string> unfold(std::string_view joined) {
  std::vector<std::string> out;
  if (joined.empty()) return out;
  for (const auto part : split(joined, ',')) out.emplace_back(part);
  return out;
}

/// `joined` as it stands in the table against the caller's groups, without a copy: this runs for every compartment at every query.
bool one_of_theirs(std::string_view joined, const Caller& caller) {
  if (joined.empty()) return true;
  while (true) {
    const auto comma = joined.find(',');
    const auto group = joined.substr(0, comma);
    if (std::find(caller.groups.begin(), caller.groups.end(), group) != caller.groups.end()) return true;
    if (comma == std::string_view::npos) return false;
    joined.remove_prefix(comma + 1);
  }
}

Compartment row(const Rows& rows) {
  return {rows.integer(0), rows.text(1), unfold(rows.view(2)), label_named(rows.view(3))};
}

std::uint64_t key_of(const std::vector<bool>& visible) {
  std::string ids;
  for (std::size_t id = 1; id < visible.size(); ++id)
    if (visible[id]) ids.append(reinterpret_cast<const char*>(&id), sizeof id);
  return hash64(ids);
}

}  // namespace

std::int64_t intern_compartment(Db& db, const std::string& collection, std::vector<std::string> groups, Label label) {
  const std::string in = checked_name(NameOf::collection, collection);
  const std::string of = join(settled(groups), ",");
  {
    auto rows = db.query("SELECT id FROM compartments WHERE collection = ? AND groups = ? AND label = ?", in, of, name_of(label));
    if (rows.next()) return rows.integer(0);
  }
  db.run("INSERT INTO compartments(collection, groups, label) VALUES(?, ?, ?)", in, of, name_of(label));
  return db.last_id();
}

std::vector<Compartment> compartments(Db& db) {
  std::vector<Compartment> out;
  auto rows = db.query("SELECT id, collection, groups, label FROM compartments WHERE id > 0 ORDER BY id");
  while (rows.next()) out.push_back(row(rows));
  return out;
}

std::optional<Compartment> compartment_by_id(Db& db, std::int64_t id) {
  if (id <= gone) return std::nullopt;
  auto rows = db.query("SELECT id, collection, groups, label FROM compartments WHERE id = ?", id);
  if (!rows.next()) return std::nullopt;
  return row(rows);
}

Scope scope_of(Db& db, const Caller& caller, const std::optional<std::string>& collection) {
  Scope scope;
  scope.visible.assign(1, false);
  scope.all = true;
  bool any = false;
  const std::string wanted = nfc(collection.value_or(""));
  auto rows = db.query("SELECT id, collection, groups, label FROM compartments WHERE id > 0 ORDER BY id");
  while (rows.next()) {
    const auto id = static_cast<std::size_t>(rows.integer(0));
    const bool sees = (!collection || rows.view(1) == wanted) &&
                      (caller.administrator || (label_named(rows.view(3)) <= caller.highest && one_of_theirs(rows.view(2), caller)));
    if (sees) {
      scope.visible.resize(id + 1, false);
      scope.visible[id] = true;
      any = true;
    } else {
      scope.all = false;
    }
  }
  if (collection && !any)
    throw Error(Code::not_found, fmt::format("There is no collection \"{}\".", valid_utf8(std::string_view(*collection).substr(0, 200))));
  scope.key = key_of(scope.visible);
  return scope;
}

}  // namespace gw
