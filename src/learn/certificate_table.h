// The rows of certificates.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"
#include "store/db.h"

namespace gw {

struct CertificateRow { std::int64_t number = 0, version = 0, at = 0; json::object body; };
std::int64_t keep_certificate(Db&, std::string_view app, const CertificateRow& row);
std::optional<CertificateRow> latest_certificate(Db&, std::string_view app);
/// How often the most looked at of these sealed cases has been looked at; `marks` as in the certificates' "sealed".
std::int64_t looks_at(Db&, std::string_view app, const std::vector<std::string>& marks);

}  // namespace gw
