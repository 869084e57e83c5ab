// From a table of past cases to a proposed application: what goes in, what is decided, by which steps; and whether the data carry it.
//
//   table -> columns -> target and inputs -> measured before anything is written -> apps/NAME.yaml, records/NAME.jsonl, cases/NAME.jsonl
//
// The rows are split in time order (shuffled where they have no time): the earlier ones become the records that the app learns from, the later ones its
// cases, of which the last are sealed. So the cases measure what the app would have said of what came after.
#pragma once
#include <functional>
#include <string>
#include <vector>

#include "flow/words.h"
#include "learn/columns.h"
#include "learn/examples.h"
#include "learn/targets.h"
#include "learn/train.h"

namespace gw {

struct ProposeOptions {
  std::string app;
  std::string target;                ///< "" tries those that it could be and picks one
  std::vector<std::string> inputs;   ///< columns; empty picks them
  std::vector<std::string> without;  ///< columns that are not known when it is asked
};

/// What is worth knowing about the data; `stops` says that they do not carry an application.
struct Remark { std::string code; Words words; bool stops = false; };

struct Proposal {
  std::string app;
  std::vector<Column> columns;
  std::size_t target = 0;
  Words why;                         ///< why that target
  std::vector<Tried> others;         ///< columns that were tried as targets besides, as they were tried; none where the target was named
  std::vector<std::size_t> inputs;
  std::vector<std::size_t> left_out; ///< columns behind the target that alone give it away: no inputs unless they are named
  std::optional<std::size_t> time, id, title, text, place;  ///< title, text and place: of people
  std::string kind;                  ///< "labels" or "people"
  std::vector<Remark> remarks;
  TrainReport measured;
  std::vector<std::size_t> order;    ///< rows that say what was decided, in time order or shuffled
  std::size_t records = 0, open = 0, sealed = 0;  ///< the first of them, then the cases
  bool carries() const;
};

/// Looks, chooses and measures; writes nothing. Error(invalid) when a named column is not there, none can be the target, or the rows are too few to tell what columns hold.
Proposal propose(const RecordTable& table, const ProposeOptions& options, const TrainOptions& training = {});

/// The column that a person must give: the first text; all others may be unknown.
std::size_t required_input(const Proposal& proposal);

/// The files of the proposal. The gate is left open where there is no evaluation yet.
struct ProposedGate { double correct_at_least = 0, wrong_at_most = 1; };
std::string proposed_yaml(const Proposal& proposal, const ProposedGate& gate);
std::string proposed_records(const Proposal& proposal, const RecordTable& table);
std::string proposed_cases(const Proposal& proposal, const RecordTable& table);

json::object proposal_json(const Proposal& proposal);

}  // namespace gw
