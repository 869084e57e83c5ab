#include "answer/passage_read.h"

#include <algorithm>
#include <unordered_map>

namespace gw {
namespace {

void keep_keys(const std::vector<Mark>& marks, std::unordered_set<std::uint64_t>& keys) {
  for (const Mark& mark : marks)
    if (mark.key != 0) keys.insert(mark.key);
}

PassageRead read_passage(const Sought& sought, const Passage& passage) {
  PassageRead out;
  out.reading = read(passage.text);
  for (const Unit& unit : out.reading.units) out.unit_ids.push_back(sought.unit(unit.key));
  for (const TermAt& term : out.reading.terms) {
    out.term_ids.push_back(sought.term(term.key));
    if (out.term_ids.back() != Sought::none) out.terms.set(static_cast<std::size_t>(out.term_ids.back()));
  }
  const Reading frame = read(passage.title + "\n" + passage.context);
  for (const TermAt& term : frame.terms)
    if (const auto id = sought.term(term.key); id != Sought::none) out.frame.set(static_cast<std::size_t>(id));
  keep_keys(out.reading.marks, out.keys);
  keep_keys(frame.marks, out.keys);
  return out;
}

}  // namespace

std::pair<std::size_t, std::size_t> PassageRead::units_between(std::uint32_t start, std::uint32_t end) const {
  const auto& units = reading.units;
  const auto first = std::lower_bound(units.begin(), units.end(), start, [](const Unit& u, std::uint32_t at) { return u.start < at; });
  const auto last = std::lower_bound(first, units.end(), end, [](const Unit& u, std::uint32_t at) { return u.start < at; });
  return {static_cast<std::size_t>(first - units.begin()), static_cast<std::size_t>(last - units.begin())};
}

Mask PassageRead::terms_between(std::uint32_t start, std::uint32_t end) const {
  Mask out;
  auto at = std::lower_bound(reading.terms.begin(), reading.terms.end(), start, [](const TermAt& t, std::uint32_t s) { return t.start < s; });
  for (; at != reading.terms.end() && at->start < end; ++at) {
    const std::int16_t id = term_ids[static_cast<std::size_t>(at - reading.terms.begin())];
    if (id != Sought::none && at->end <= end) out.set(static_cast<std::size_t>(id));
  }
  return out;
}

std::vector<PassageRead> read_passages(const Sought& sought, const std::vector<Passage>& passages) {
  std::vector<PassageRead> out;
  std::unordered_map<std::int64_t, Mask> documents;
  std::unordered_map<std::int64_t, std::size_t> document_ranks;
  for (const Passage& passage : passages) {
    PassageRead read = read_passage(sought, passage);
    documents[passage.document] |= read.terms | read.frame;
    read.rank = out.size();
    read.document_rank = document_ranks.insert({passage.document, document_ranks.size()}).first->second;
    out.push_back(std::move(read));
  }
  for (std::size_t p = 0; p < passages.size(); ++p) out[p].document = documents[passages[p].document];
  return out;
}

}  // namespace gw
