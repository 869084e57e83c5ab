// Mail as RFC 5322 and MIME write it: headers, bodies, parts within parts. Lenient, and bounded in depth and number.
#pragma once
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace gw {

struct MimePart {
  std::map<std::string, std::string, std::less<>> headers;  ///< by lower-case name, unfolded and still encoded; the first of each
  std::string type = "text/plain";                            ///< lower case
  std::string charset;
  std::string name;          ///< file name, decoded; "" when there is none
  bool attached = false;     ///< Content-Disposition: attachment
  std::string body;          ///< transfer encoding taken off; for multiparts empty
  std::vector<MimePart> parts;
};

/// Whether the bytes open like a mail: header lines, some of them a mail's.
bool looks_like_mail(std::string_view bytes, bool named_so);

/// Error(invalid) when it has more than 1,000 parts or parts more than 20 deep.
MimePart parse_mime(std::string_view bytes);

/// A header's value as clean text: =?charset?B?..?= and raw bytes decoded.
std::string decode_header(std::string_view value);

}  // namespace gw
