// The rows of certificates.
#pragma once
#include <optional>
#include <string_view>

#include "base/json.h"
#include "store/db.h"

namespace gw {

struct CertificateRow { std::int64_t number = 0, version = 0, at = 0; json::object body; };
std::int64_t keep_certificate(Db&, std::string_view app, const CertificateRow& row);
std::optional<CertificateRow> latest_certificate(Db&, std::string_view app);
/// How often these sealed cases have been looked at.
std::int64_t looks_at(Db&, std::string_view app, std::string_view cases_hash);

}  // namespace gw
