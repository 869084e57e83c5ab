// Every room that steps work with, over a workspace that lives as long as a test.
#pragma once
#include <gtest/gtest.h>

#include <optional>
#include <vector>

#include "base/folder_test.h"
#include "flow/past_records.h"
#include "flow/run_table.h"
#include "flow/step_kind.h"
#include "model/small/shelf.h"

namespace gw {

class DoorsTest : public testing::Test {
 protected:
  using Run = gw::Run;  // not the one that the base hides

  StepDoors doors() { return {store, index, answerer, library, outgoing, shelf, records}; }
  std::vector<PersonTask> open_tasks() {
    return store.reading<std::vector<PersonTask>>([](Db& db) { return list_tasks(db, "open", 0, 100); });
  }
  Run stored(const std::string& id) {
    return *store.reading<std::optional<Run>>([&](Db& db) { return run_by_id(db, id); });
  }

  const TestWorkspace place;
  const fs::path root = place.path;
  Store store{Workspace{root}};
  Index index{store};
  Answerer answerer{store, index};
  Library library{store, index};
  Egress outgoing{store, Policy(root)};
  Shelf shelf{store};
  RecordShelf records{store};
};

}  // namespace gw
