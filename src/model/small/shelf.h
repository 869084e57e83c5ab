// The fitted models of a workspace in memory, by number: each parsed once, shared by all who ask, the longest unused given up when they take too much.
#pragma once
#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "model/small/blend.h"
#include "model/small/linear.h"
#include "model/small/passages.h"
#include "store/store.h"

namespace gw {

/// Unchangeable; one of the three is filled, as `kind` says.
struct FittedModel {
  std::int64_t number = 0;
  std::string name, kind;  ///< kind: "labels", "people", "clauses"
  Linear labels;
  Blend people = Blend();
  PassageFinder clauses;
};

/// Thread-safe; two who ask for the same model wait for one parsing.
class Shelf {
 public:
  explicit Shelf(Store& store, std::size_t bytes_most = 512u << 20);
  ~Shelf();
  /// Error(not_found) when there is no model of that number, Error(invalid) when it is damaged.
  std::shared_ptr<const FittedModel> model(std::int64_t number);

 private:
  struct Slot;
  Store& store_;
  const std::size_t bytes_most_;
  std::mutex mutex_;
  std::vector<std::shared_ptr<Slot>> slots_;  // the last used at the end
};

}  // namespace gw
