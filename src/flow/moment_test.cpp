#include "flow/moment.h"

#include <gtest/gtest.h>

namespace gw {
namespace {

TEST(Moment, IsReadAsRecordsWriteIt) {
  EXPECT_EQ(moment_of(std::string_view("2017-11-18T22:54:01Z")), 1511045641);
  EXPECT_EQ(moment_of(std::string_view("2017-11-18 22:54")), 1511045640);
  EXPECT_EQ(moment_of(std::string_view("2017/11/18 22:54:01")), 1511045641);
  EXPECT_EQ(moment_of(std::string_view("2017-11-18T22:54:01+08:00")), 1511045641 - 8 * 3600);
  EXPECT_EQ(moment_of(std::string_view("2017年11月18日")), 1510963200);
  EXPECT_EQ(moment_of(json::value(1511045641)), 1511045641);
  EXPECT_EQ(moment_of(json::value(1511045641000)), 1511045641);
  EXPECT_EQ(moment_of(std::string_view("soon")), std::nullopt);
  EXPECT_EQ(moment_of(std::string_view("")), std::nullopt);
}

}  // namespace
}  // namespace gw
