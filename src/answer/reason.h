// Why a question was refused, or how it was answered: one sentence in the question's language (English, simplified or traditional Chinese).
#pragma once
#include <string>

#include "answer/judge.h"
#include "answer/question_table.h"

namespace gw {

std::string reason_nothing(const Question& question);
/// Where only curated pairs were found, and none of them asks the same. Needs one.
std::string reason_other_questions(const Gathered& gathered);
std::string reason_answered(const Gathered& gathered, const Judgement& judgement);
std::string reason_refused(const Gathered& gathered, const Judgement& judgement, double threshold);

/// The same of a question that waits, for whoever reads of it later: it names no document.
std::string reason_waiting(const WaitingQuestion& waiting);

/// The longest stretch of the question that no document that was found holds; "" when all that matters is in one of them.
std::string missing_words(const Gathered& gathered);

}  // namespace gw
