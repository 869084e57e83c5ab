#include "answer/confidence.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "answer/features.h"

namespace gw {
namespace {

constexpr std::array<const char*, 17> own = {"ranked", "ranked_margin", "ranked_margin_document", "ranked_margin_passage", "ranked_share", "ranked_entropy", "ranked_close", "ranked_mean_5", "ranked_spread",
                                             "ranked_document_share", "best_passage", "second_adjacent", "second_same_document", "cover_second", "cover_other_document", "units_other_document", "fit_other_document"};

}  // namespace

const std::vector<std::string>& confidence_names() {
  static const std::vector<std::string> names = [] {
    std::vector<std::string> out = feature_names();
    out.insert(out.end(), own.begin(), own.end());
    return out;
  }();
  return names;
}

std::vector<float> confidence_inputs(const std::vector<std::vector<float>>& rows, const std::vector<float>& scores, const std::vector<Spot>& places, std::size_t best) {
  static const auto column = [](const char* name) {
    const auto& names = feature_names();
    return static_cast<std::size_t>(std::find(names.begin(), names.end(), name) - names.begin());
  };
  static const std::size_t cover = column("cover_near_frame"), units = column("units"), fit = column("fit_near");
  constexpr float nothing = -10;  // the score of a candidate that is not there
  std::vector<std::size_t> order(rows.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return scores[a] > scores[b]; });
  float second = nothing, other_document = nothing, other_passage = nothing, cover_other = 0, units_other = 0, fit_other = 0, sum_5 = 0;
  std::size_t second_at = best;
  double total = 0, same_document = 0, entropy = 0, mean = 0, spread = 0;
  std::size_t close = 0;
  for (std::size_t i = 0; i < order.size(); ++i) {
    const std::size_t at = order[i];
    const double e = std::exp(static_cast<double>(scores[at] - scores[best]));
    total += e;
    mean += scores[at];
    if (places[at].document == places[best].document) same_document += e;
    if (i < 5) sum_5 += scores[at];
    if (at == best) continue;
    close += scores[at] > scores[best] - 0.7F;
    if (second == nothing) { second = scores[at]; second_at = at; }
    if (places[at].document != places[best].document) {
      other_document = std::max(other_document, scores[at]);
      cover_other = std::max(cover_other, rows[at][cover]);
      units_other = std::max(units_other, rows[at][units]);
      fit_other = std::max(fit_other, rows[at][fit]);
    } else if (places[at].passage == places[best].passage) {
      other_passage = std::max(other_passage, scores[at]);
    }
  }
  mean /= static_cast<double>(rows.size());
  for (float s : scores) {
    const double p = std::exp(static_cast<double>(s - scores[best])) / total;
    if (p > 1e-9) entropy -= p * std::log(p);
    spread += (s - mean) * (s - mean);
  }
  const auto same = [&](std::size_t a) { return places[a].document == places[best].document; };
  const std::size_t gap = second_at == best || places[second_at].passage != places[best].passage ? 99
                          : std::max(places[second_at].sentence, places[best].sentence) - std::min(places[second_at].sentence, places[best].sentence);
  std::vector<float> out = rows[best];
  for (double value : std::array<double, own.size()>{scores[best], scores[best] - second, scores[best] - other_document, scores[best] - other_passage, 1 / total, entropy, static_cast<double>(close),
                                                     sum_5 / static_cast<double>(std::min<std::size_t>(5, rows.size())), std::sqrt(spread / static_cast<double>(rows.size())), same_document / total,
                                                     static_cast<double>(places[best].passage), gap == 1 ? 1.0 : 0.0, second_at != best && same(second_at) ? 1.0 : 0.0,
                                                     rows[best][cover] - (second_at == best ? 0 : rows[second_at][cover]), rows[best][cover] - cover_other, rows[best][units] - units_other, fit_other})
    out.push_back(static_cast<float>(value));
  return out;
}

}  // namespace gw
