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
  std::vector<float> handicaps;
  std::vector<std::string> found;
};

std::vector<Asked> gather_folders(const std::vector<std::filesystem::path>& folders);

}  // namespace gw::train
