// Question folders, brought into a workspace and gathered as the product would: every candidate of every question with its numbers.
#pragma once
#include <filesystem>
#include <string>
#include <vector>

#include "answer/confidence.h"
#include "answer/measure.h"

namespace gw::train {

struct Asked {
  std::string set, article;
  Labelled question;
  std::vector<std::vector<float>> rows;
  std::vector<Spot> places;
  std::vector<std::uint8_t> correct;  ///< by the measure
  std::vector<std::uint8_t> gold;     ///< correct, and from the labelled passage
  std::vector<std::uint32_t> lengths;
  std::uint8_t vetoes = 0;            ///< bit 0: a number is missing from the best passage by coverage (for measuring the veto alone)
  std::vector<std::string> found;
  std::vector<std::string> texts;     ///< of the candidates; kept only when asked for
};

std::vector<Asked> gather_folders(const std::vector<std::filesystem::path>& folders, bool keep_texts);

}  // namespace gw::train
