// A table of past records as people keep them: a row is one record, its values stand under the names of columns.
//
// CSV, TSV and other separated values (in any encoding that decode.h knows), JSON lines, and the first table with a header of an Excel workbook.
#pragma once
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"
#include "ingest/document.h"

namespace gw {

constexpr std::size_t records_most = 200'000, record_columns_most = 500;
constexpr std::uint64_t record_bytes_most = 256u << 20;  ///< of a file

struct RecordTable {
  std::vector<std::string> columns;  ///< in the order in which they were met
  std::vector<json::object> rows;    ///< cells are texts, values of JSON lines as they are; what is empty is not there; a row without anything is left out
  std::vector<std::uint32_t> lines;  ///< of each row: its line or row in the file, from 1
};

/// A workbook's bytes to a document.
using ReadWorkbook = std::function<Parsed(std::string_view bytes, std::string_view name)>;

/// The end of `name` says which of them it is. A workbook is read in a confined child of its own pool, as documents are, unless told otherwise. Error(invalid) with one sentence: no header, two columns of one name, a line that is no object, or over
/// a limit above.
RecordTable read_records(std::string_view bytes, std::string_view name, const ReadWorkbook& read_workbook = {});

/// The rows under headers in a parsed document's text, without hidden ones; empty when it has no table with a header.
RecordTable records_in(std::string_view text, const std::vector<Block>& blocks);

/// Whether `name` ends like a file of records: .csv, .tsv, .jsonl, .xlsx.
bool is_record_file(std::string_view name);

}  // namespace gw
