// The paths that a text with ${...} reads, each with its place in the text, so that the checker can follow them before anything runs.
//
//   "Score ${round(steps.find.hits[0].score, 2)} for ${inputs.title}"
//            steps .find .hits [0] .score          inputs .title
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "flow/schema.h"

namespace gw {

struct PathPart {
  enum class Of { name, place, all, computed };  ///< .title or ["a b"], [0], [*], [index + 1]
  Of of = Of::name;
  std::string name;
  std::size_t at = 0;  ///< byte offset of the name, or of the bracket
};
struct PathAt {
  std::vector<PathPart> parts;  ///< the first is the root: inputs, steps, item, ...
  bool alone = false;           ///< the text is this one path in ${...} and nothing else
};

/// Needs a text that Template::parse takes; of another it finds what it can.
std::vector<PathAt> paths_in(std::string_view text);

/// What a path gives when `root` is what it reads from: the schema there (any, where it is not known), or what is wrong with which part.
struct Followed {
  Schema gives;
  std::size_t part = 0;  ///< the part that is wrong, when there is a message
  std::string message;
};
Followed follow(const PathAt& path, const Schema& root);

std::string written(const PathAt& path, std::size_t parts);  ///< its first parts, as in the text: steps.find.hits[0]

}  // namespace gw
