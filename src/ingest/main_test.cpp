// Runs the tests of the room; started as `ingest_test parse-worker` it is the confined child that they talk to.
#include <gtest/gtest.h>

#include <string_view>

#include "ingest/ingest.h"

int main(int argc, char** argv) {
  if (argc == 2 && std::string_view(argv[1]) == "parse-worker") return gw::parse_worker_main();
  testing::InitGoogleTest(&argc, argv);
  return RUN_ALL_TESTS();
}
