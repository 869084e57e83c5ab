// What makes the copy of a store a backup: its mark, the table of settings, and that it is without an index.
#pragma once
#include <functional>
#include <string>
#include <string_view>

#include "store/db.h"

namespace gw {

bool is_backup_store(Db&);
/// Marks the copy, makes the table, drops what is derived (segments, moves) and puts all documents on the list for the index.
void make_backup_store(Db&);
void make_plain_store(Db&);  ///< the inverse
void put_backup_file(Db&, const std::string& path, std::string_view bytes);
void each_backup_file(Db&, const std::function<void(const std::string& path, std::string_view bytes)>&);
void note_backup(Db&, const std::string& file);  ///< an audit row

}  // namespace gw
