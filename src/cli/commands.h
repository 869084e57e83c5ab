// One function a command; each lives in the file of its topic.
#pragma once
#include <memory>

#include "base/error.h"
#include "cli/cli.h"

namespace gw::cli {

/// What a command gets: the doors, the common flags, and the workspace when it asks for it.
struct Call {
  const Doors& doors;
  Common common;
  House house() const { return doors.open(common.workspace); }
};

int init(const Call&, const InitArguments&);          // workspace.cpp
int kinds(const Call&, const KindsArguments&);
int config(const Call&);
int backup(const Call&, const FileArguments&);
int restore(const Call&, const FileArguments&);
int verify(const Call&, const VerifyArguments&);
int doctor(const Call&);                              // doctor.cpp
int add(const Call&, const AddArguments&);            // documents.cpp
int documents(const Call&, const DocumentsArguments&);
int show(const Call&, const ShowArguments&);
int remove(const Call&, const RemoveArguments&);
int classify(const Call&, const ClassifyArguments&);
int search(const Call&, const SearchArguments&);      // ask.cpp
int ask(const Call&, const AskArguments&);
int eval(const Call&, const EvalArguments&);          // eval.cpp
int check(const Call&, const CheckArguments&);        // apps.cpp
int apps(const Call&);
int run_app(const Call&, const RunArguments&);        // runs.cpp
int runs(const Call&, const RunsArguments&);
int train(const Call&, const TrainArguments&);        // train.cpp
int new_app(const Call&, const NewArguments&);        // new.cpp
int tasks(const Call&, const TasksArguments&);        // tasks.cpp
int answer(const Call&, const AnswerArguments&);
int gaps(const Call&, const GapsArguments&);          // loop.cpp
int feedback(const Call&, const FeedbackArguments&);
int quality(const Call&, const QualityArguments&);
int outcome(const Call&, const OutcomeArguments&);    // value.cpp
int value(const Call&, const ValueArguments&);
int triggers(const Call&);                            // triggers.cpp
int mcp(const Call&, const McpArguments&);
int cases(const Call&, const CasesArguments&);        // gate.cpp
int eval_app(const Call&, const EvalArguments&);
int release(const Call&, const ReleaseArguments&);
int rollback(const Call&, const ReleaseArguments&);
int retire(const Call&, const ReleaseArguments&);
int versions(const Call&, const ReleaseArguments&);
int certify(const Call&, const CertifyArguments&);
int user(const Call&, const UserArguments&);          // people.cpp
int key(const Call&, const KeyArguments&);
int group(const Call&);
int audit(const Call&);

}  // namespace gw::cli
