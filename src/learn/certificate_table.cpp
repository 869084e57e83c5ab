#include "learn/certificate_table.h"

#include <algorithm>
#include <unordered_map>

namespace gw {

std::int64_t keep_certificate(Db& db, std::string_view app, const CertificateRow& row) {
  db.run("INSERT INTO certificates(app, version, at, body) VALUES(?, ?, ?, ?)", app, row.version, row.at, json::serialize(row.body));
  return db.last_id();
}

std::optional<CertificateRow> latest_certificate(Db& db, std::string_view app) {
  auto row = db.query("SELECT number, version, at, body FROM certificates WHERE app = ? ORDER BY number DESC LIMIT 1", app);
  if (!row.next()) return std::nullopt;
  return CertificateRow{row.integer(0), row.integer(1), row.integer(2), parse_json(row.text(3)).as_object()};
}

std::int64_t looks_at(Db& db, std::string_view app, const std::vector<std::string>& marks) {
  std::unordered_map<std::string, std::int64_t> looks;
  for (const auto& mark : marks) looks[mark] = 0;
  std::int64_t out = 0;
  auto row = db.query("SELECT body FROM certificates WHERE app = ?", app);
  while (row.next()) {
    const auto body = parse_json(row.text(0)).as_object();
    const auto* sealed = body.if_contains("sealed");
    if (sealed == nullptr || !sealed->is_array()) continue;
    for (const auto& mark : sealed->get_array())
      if (const auto known = looks.find(std::string(mark.as_string())); known != looks.end()) out = std::max(out, ++known->second);
  }
  return out;
}

}  // namespace gw
