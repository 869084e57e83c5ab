// What a caller finds: search hits with their documents and passages, rights tested once more when the text is opened.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "base/json.h"
#include "library/library.h"

namespace gw {

struct Found {
  DocumentRow document;
  Chunk chunk;
  double score = 0;
};

/// The best passages for `query` that the caller may see. Error(invalid) when the query is empty or over 2,000 code points.
std::vector<Found> find(Store&, Index&, const std::string& query, const Caller&, const std::optional<std::string>& collection, const SearchOptions&);

/// The document of that name, in any Unicode form, that the caller may see, in `collection` when given. Error(not_found) when there is none or it is not theirs (both look
/// alike from outside); Error(conflict) when several collections have it.
DocumentRow open_document(Db&, const Caller&, const std::string& name, const std::optional<std::string>& collection);

json::object found_json(const Found&, std::size_t rank);
json::object document_json(const DocumentRow&, const Compartment&);
json::object block_json(const Block&);
json::object report_json(const AddReport&);

}  // namespace gw
