// Why a question was refused, or how it was answered: one sentence in the question's language (English, simplified or traditional Chinese).
#pragma once
#include <string>

#include "answer/judge.h"

namespace gw {

std::string reason_nothing(const Question& question);
std::string reason_answered(const Gathered& gathered, const Judgement& judgement);
std::string reason_refused(const Gathered& gathered, const Judgement& judgement, double threshold);

/// The longest stretch of the question that no document that was found holds; "" when all that matters is in one of them.
std::string missing_words(const Gathered& gathered);

}  // namespace gw
