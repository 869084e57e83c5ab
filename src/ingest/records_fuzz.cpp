// Tables of past records from hostile bytes: the first byte says which form they claim to have.
#include "base/error.h"
#include "ingest/fuzz.h"
#include "ingest/records.h"

using namespace gw;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string_view bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
  try {
    const RecordTable table = read_records(bytes, data[0] % 2 == 0 ? "a.csv" : "a.jsonl");
    GW_ASSERT(table.rows.size() == table.lines.size() && table.rows.size() <= records_most);
    for (const auto& row : table.rows) GW_ASSERT(!row.empty());
  } catch (const Error&) {
  }
  return 0;
}
