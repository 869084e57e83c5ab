// The quality of what applications are fed with: copies, documents that contradict each other, what is stale, what could not be read, what nobody could answer.
//
// Everything under the caller's rights: nothing is counted or named that they may not see. Bounded: at 100,000 documents it takes memory for some numbers a
// document and some a sentence with a number, a date or a denial.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "answer/answer.h"
#include "flow/runner.h"
#include "library/library.h"

namespace gw {

struct DocumentName {
  std::string collection, document, title;
  bool operator==(const DocumentName&) const = default;
};

/// Two documents that say the same, wholly or nearly.
struct Duplicate {
  DocumentName first, second;
  bool exact = false;
  double alike = 1;  ///< share of the pieces of five words (Chinese: characters) that both have, of those that either has; estimated for large ones
};

/// Two sentences about the same whose numbers, dates or denials differ.
struct Contradiction {
  Citation first, second;
  std::string differs;  ///< "number", "date", "denial"
  double alike = 0;     ///< of the words beside
};

struct Stale {
  DocumentName document;
  std::string why;       ///< "old", "expired", "superseded"
  std::string when;      ///< the date that says so; "" for superseded
  std::string sentence;  ///< in English
  std::optional<Citation> at;         ///< where the date stands
  std::optional<DocumentName> newer;  ///< of superseded
};

struct OpenQuestion {
  std::string app, collection, question;  ///< of an app's gap, or asked of a collection
  std::int64_t times = 1;
  std::string last;  ///< RFC 3339
};

struct Quality {
  std::int64_t documents = 0;
  std::vector<Duplicate> duplicates;
  std::vector<Contradiction> contradictions;
  std::vector<Stale> stale;
  std::vector<Library::UnreadRow> unread;
  std::vector<OpenQuestion> gaps;
};

struct QualityOptions {
  std::optional<std::string> collection;
  std::string today;          ///< "2026-11-25"
  int months = 36;            ///< a document whose own time is longer ago is old
  std::size_t most = 200;     ///< findings of each sort
};

/// Error(not_found) as scope_of.
Quality quality_of(Runner& runner, const Caller& caller, const QualityOptions& options);

/// {"documents","duplicates":[..],"contradictions":[..],"stale":[..],"unread":[..],"gaps":[..]}
json::object quality_json(const Quality& quality);

}  // namespace gw
