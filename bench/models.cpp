// How good the small models of src/model/small are, on labelled data; tables as Markdown.
//
//   models bugs FOLDER               records_*.jsonl: who takes which bug, in time order
//   models duplicates FOLDER         reports.jsonl, duplicates.jsonl: earlier reports of the same matter
//   models contracts FOLDER [ORDERS] documents.jsonl, hypotheses.jsonl, questions.jsonl: clauses found after so many corrected contracts; labels
#include "models/models.h"

#include <fmt/format.h>

#include <cstdlib>
#include <string_view>

#include "base/error.h"

int main(int count, char** words) {
  const std::string_view what = count > 2 ? words[1] : "";
  try {
    if (what == "bugs") gw::bench::measure_bugs(words[2]);
    else if (what == "duplicates") gw::bench::measure_duplicates(words[2]);
    else if (what == "contracts") gw::bench::measure_contracts(words[2], count > 3 ? std::atoi(words[3]) : 5);
    else {
      fmt::print(stderr, "usage: models bugs|duplicates|contracts FOLDER [ORDERS]\n");
      return 2;
    }
  } catch (const gw::Error& error) {
    fmt::print(stderr, "{}\n", error.message());
    return gw::exit_code(error.code());
  }
}
