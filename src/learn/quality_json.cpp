#include "base/time.h"
#include "learn/quality.h"

namespace gw {
namespace {

json::object name_json(const DocumentName& name) { return {{"collection", name.collection}, {"document", name.document}, {"title", name.title}}; }

json::object place_json(const Citation& at) {
  return {{"collection", at.collection}, {"document", at.document}, {"title", at.title}, {"quote", at.quote}, {"start", at.start}, {"end", at.end}, {"page", at.page}};
}

template <class All, class Make>
json::array array_of(const All& all, const Make& make) {
  json::array out;
  for (const auto& one : all) out.push_back(make(one));
  return out;
}

json::object stale_json(const Stale& one) {
  json::object out = name_json(one.document);
  out["why"] = one.why;
  out["sentence"] = one.sentence;
  if (!one.when.empty()) out["when"] = one.when;
  if (one.at) out["at"] = place_json(*one.at);
  if (one.newer) out["newer"] = name_json(*one.newer);
  return out;
}

}  // namespace

json::object quality_json(const Quality& quality) {
  return {{"documents", quality.documents},
          {"duplicates", array_of(quality.duplicates, [](const Duplicate& one) { return json::object{{"first", name_json(one.first)}, {"second", name_json(one.second)}, {"exact", one.exact}, {"alike", one.alike}}; })},
          {"contradictions", array_of(quality.contradictions, [](const Contradiction& one) { return json::object{{"first", place_json(one.first)}, {"second", place_json(one.second)}, {"differs", one.differs}, {"alike", one.alike}}; })},
          {"stale", array_of(quality.stale, stale_json)},
          {"unread", array_of(quality.unread, [](const Library::UnreadRow& one) { return json::object{{"collection", one.collection}, {"document", one.name}, {"path", one.path}, {"format", one.format}, {"reason", one.reason}, {"at", rfc3339(one.at)}}; })},
          {"gaps", array_of(quality.gaps, [](const OpenQuestion& one) { return json::object{{"app", one.app}, {"collection", one.collection}, {"question", one.question}, {"times", one.times}, {"last_at", one.last}}; })}};
}

}  // namespace gw
