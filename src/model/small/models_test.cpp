// What holds for the stored form of every small model.
#include <gtest/gtest.h>

#include <numeric>

#include "base/error.h"
#include "model/small/shuffle.h"
#include "model/small/tiny_models.h"

namespace gw {
namespace {

// What an enemy wrote has a right checksum: it is refused, or used without harm.
TEST(Models, HostileBytesDoNoHarm) {
  const std::string sound[] = {tiny::linear().print(), tiny::blend(40).print(), tiny::finder(6).print()};
  std::vector<unsigned char> noise(256);
  std::iota(noise.begin(), noise.end(), static_cast<unsigned char>(0));
  Shuffle shuffle(11);
  int refused = 0;
  for (int i = 0; i < 600; ++i) {
    shuffle(noise);
    const std::string edits(noise.begin(), noise.begin() + 3 * (1 + i % 3) + (i % 5 == 0));
    try {
      tiny::use(i % 3, tiny::damaged(sound[i % 3], edits));
    } catch (const Error& error) {
      EXPECT_EQ(error.code(), Code::invalid);
      ++refused;
    }
  }
  EXPECT_GT(refused, 100);
}

}  // namespace
}  // namespace gw
