// Brings a store to the schema that this program knows.
#pragma once
#include <span>

#include "store/db.h"
#include "store/migrations.h"
#include "store/workspace.h"

namespace gw {

/// Applies what is missing of `history` in one transaction, under the database's lock: two programs that open at once do it once. A store that
/// holds something is first copied to `workspace.put_aside()/store-vN.db`. Error(unavailable) when there is no room for the copy,
/// Error(conflict) when the store is newer than `history`. Returns the version found before.
int migrate(Db& db, const Workspace& workspace, std::span<const Migration> history);

/// A consistent, durable copy of the database of `db` into a file that does not exist yet.
void copy_database(Db& db, const std::filesystem::path& file);

}  // namespace gw
