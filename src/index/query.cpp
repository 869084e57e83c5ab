#include "index/query.h"

#include <algorithm>
#include <unordered_map>

#include "base/text.h"
#include "index/analyser.h"

namespace gw {
namespace {
constexpr std::size_t query_code_points = 512;
constexpr std::uint64_t worth_a_table = 2000;  // postings
}  // namespace

std::vector<QueryTerm> query_terms(std::string_view query) {
  std::vector<QueryTerm> terms;
  std::unordered_map<std::string, std::size_t> place;
  const auto term_of = [&](std::string_view text) -> QueryTerm& {
    const auto [known, fresh] = place.try_emplace(std::string(text), terms.size());
    if (fresh) terms.push_back({known->first});
    return terms[known->second];
  };
  thread_local Analyser analyser;
  analyser.each(slice(query, 0, query_code_points), [&](std::string_view text, std::uint32_t, std::uint32_t) { ++term_of(text).times; });
  analyser.each_single([&](std::string_view text) { ++term_of(text).singles; });
  return terms;
}

Candidate QueryPart::candidate(std::uint32_t chunk, std::uint32_t score) const {
  const Segment& segment = view->segment();
  const std::uint32_t d = segment.chunk_documents()[chunk];
  return {score, segment.chunk_ordinals()[chunk], segment.ties()[d], segment.numbers()[d]};
}

Query::Query(std::shared_ptr<const Snapshot> snapshot, std::string_view text, const Scope& scope, const Ranking& ranking)
    : snapshot_(std::move(snapshot)), terms_(query_terms(text)), holding_(terms_.size()) {
  std::vector<std::vector<TermLists>> lists;  // by part and term
  for (const auto& view : snapshot_->views) {
    auto visible = view->visible_to(scope);
    if (visible->totals().chunks == 0) continue;
    totals_.add(visible->totals());
    auto& of_part = lists.emplace_back();
    for (std::size_t t = 0; t < terms_.size(); ++t) {
      of_part.push_back(view->segment().find(terms_[t].text));
      const auto counts = visible->counts(terms_[t].text, of_part.back());
      for (const Field f : {body, context}) holding_[t][f] += counts[f];
    }
    parts_.push_back({view, std::move(visible), {}});
  }
  for (const Field f : {body, context}) norms_[f] = norms_of(ranking.field[f], totals_.chunks, totals_.length[f]);
  for (std::size_t t = 0; t < terms_.size(); ++t) {
    for (const Field f : {body, context}) {
      if (holding_[t][f] == 0) continue;
      const FieldRanking& setting = ranking.field[f];
      const double times = terms_[t].times + ranking.single * terms_[t].singles;
      const double factor = idf_of(totals_.chunks, holding_[t][f]) * times * setting.boost * (setting.k1 + 1) * weight_scale;
      scorers_.push_back(std::make_unique<TermScorer>(factor, norms_[f]));
      if (holding_[t][f] >= worth_a_table) scorers_.back()->tabulate();
      for (std::size_t p = 0; p < parts_.size(); ++p)
        if (lists[p][t].list[f].count() > 0) parts_[p].lists.push_back({lists[p][t].list[f], f, scorers_.back().get()});
    }
  }
}

std::vector<Candidate> scan_everything(const Query& query, std::size_t k, std::size_t most_per_document) {
  std::vector<Candidate> all;
  std::uint32_t chunk[block_postings], frequency[block_postings];
  for (const QueryPart& part : query.parts()) {
    std::vector<std::uint32_t> score(part.view->segment().chunks());
    for (const QueryList& l : part.lists) {
      const auto codes = part.view->segment().codes(l.field);
      for (std::size_t block = 0; block < l.list.blocks(); ++block) {
        const std::uint32_t n = l.list.decode(block, chunk, frequency);
        for (std::uint32_t p = 0; p < n; ++p) score[chunk[p]] += l.scorer->weight(frequency[p], codes[chunk[p]]);
      }
    }
    for (std::uint32_t c = 0; c < score.size(); ++c)
      if (score[c] > 0 && part.visible->sees(c)) all.push_back(part.candidate(c, score[c]));
  }
  std::ranges::sort(all, ranks_before);
  std::vector<Candidate> best;
  std::unordered_map<std::int64_t, std::size_t> taken;
  for (const Candidate& c : all) {
    if (best.size() == k) break;
    if (taken[c.document]++ < most_per_document) best.push_back(c);
  }
  return best;
}

}  // namespace gw
