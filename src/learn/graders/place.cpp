// The evidence stands at the right place: the first place given overlaps an expected one.
#include <algorithm>

#include "base/error.h"
#include "base/text.h"
#include "learn/comparable.h"
#include "learn/graded_values.h"

namespace gw {
namespace {

struct Place {
  std::string document, quote;  ///< the quote comparable; "" where it is not given
  double start = -1, end = -1;  ///< -1 where not given
};

double number_at(const json::object& object, std::string_view name) {
  const auto* value = object.if_contains(name);
  return value != nullptr && value->is_number() ? value->to_number<double>() : -1;
}

std::optional<Place> place_in(const json::value& value) {
  Place out;
  if (value.is_string()) out.quote = comparable(text_of(value));
  else if (value.is_object()) {
    const auto& object = value.get_object();
    const auto text = [&](std::string_view name) { return object.contains(name) ? text_of(object.at(name)) : ""; };
    out = {text("document"), comparable(text("quote")), number_at(object, "start"), number_at(object, "end")};
  }
  if (out.quote.empty() && !(out.start >= 0 && out.end > out.start)) return std::nullopt;
  return out;
}

// Twice what both have of what each has: of code points where both say from where to where, else of one quote that holds the other.
double overlap(const Place& a, const Place& b) {
  if (!a.document.empty() && !b.document.empty() && a.document != b.document) return 0;
  if (a.end > a.start && a.start >= 0 && b.end > b.start && b.start >= 0) {
    const double shared = std::min(a.end, b.end) - std::max(a.start, b.start);
    return shared <= 0 ? 0 : 2 * shared / (a.end - a.start + b.end - b.start);
  }
  if (a.quote.empty() || b.quote.empty()) return 0;
  const std::string &shorter = a.quote.size() < b.quote.size() ? a.quote : b.quote, &longer = a.quote.size() < b.quote.size() ? b.quote : a.quote;
  if (!longer.contains(shorter)) return 0;
  const auto length = [](const std::string& text) { return static_cast<double>(count_code_points(text)); };
  return 2 * length(shorter) / (length(shorter) + length(longer));
}

Grade grade(const json::value& expected, const json::value& actual, const GradeOptions& options) {
  std::vector<Place> wanted;
  const auto want = [&](const json::value& one) {
    auto place = place_in(one);
    if (!place) throw Error(Code::invalid, "The grader `place` expects a quote, or {quote} or {start, end} with or without {document}, or a list of such.");
    wanted.push_back(std::move(*place));
  };
  if (!expected.is_array()) want(expected);
  else
    for (const json::value& one : expected.get_array()) want(one);
  if (wanted.empty()) throw Error(Code::invalid, "The grader `place` expects at least one place.");
  if (actual.is_array() && actual.get_array().empty()) return {};
  const auto given = place_in(actual.is_array() ? actual.get_array().front() : actual);
  if (!given) return {};
  double best = 0;
  for (const auto& one : wanted) best = std::max(best, overlap(one, *given));
  return graded(best, options, 0.5);
}

}  // namespace

extern const GraderKind place_grader;
const GraderKind place_grader{"place", "scores how far the place (the first of a list) overlaps one that is expected, by start and end or by its quote; right from a half",
                              R"({"expected": {"document": "a.docx", "start": 100, "end": 180}, "actual": [{"document": "a.docx", "start": 90, "end": 180, "quote": "..."}]})",
                              R"({"expected": {"quote": "The term is 24 months."}, "actual": {"document": "a.docx", "quote": "The price is 24 EUR."}})", grade};

}  // namespace gw
