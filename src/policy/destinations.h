// Where something may be sent, as policy.yaml declares it: nothing else is ever connected to.
//
//   destinations:
//     tickets:
//       url: https://tickets.example:8443/api      requests go to this address or below it; host and port as written, no wildcard
//       where: inside                              of this company, or outside
//       highest: internal                          the highest label that may go there
//       headers:
//         Authorization: {env: TICKETS_TOKEN, prefix: "Bearer "}     or {file: secrets/tickets}; a text is sent as it is
#pragma once
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/files.h"
#include "base/yaml.h"
#include "net/web_address.h"
#include "policy/rights.h"

namespace gw {

enum class Where { inside, outside };
std::string_view name_of(Where where);

/// What a header of a destination is filled with; secrets by reference only.
struct HeaderSource {
  enum class From { text, env, file };
  From from = From::text;
  std::string what;  ///< the text, the variable's name, or the file's path in the workspace
  std::string prefix;
};

struct Destination {
  std::string name;
  WebAddress url;
  Where where = Where::outside;
  Label highest = Label::internal;
  std::vector<std::pair<std::string, HeaderSource>> headers;
};

/// The text of policy.yaml; what is wrong with it is added to `problems`, all at once.
std::vector<Destination> read_destinations(std::string_view text, std::vector<Problem>& problems);

/// What the header holds now. Error(invalid) when the variable or file is not there, or others than its owner may read the file.
std::string value_of(const HeaderSource& source, std::string_view destination, const fs::path& workspace);

/// Names of headers that a request cannot set, because they say how it is sent or who sends it. Lower case.
bool is_own_header(std::string_view lower_name);

}  // namespace gw
