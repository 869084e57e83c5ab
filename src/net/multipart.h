// multipart/form-data taken apart: what a browser sends when files are dropped on a page. Foreign bytes; nothing is copied but names.
#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace gw {

struct FormPart {
  std::string field;        ///< name="..."
  std::string filename;     ///< "" when the part is a plain field
  std::string_view content; ///< a view into the body
};

/// The boundary named by a Content-Type; Error(invalid) when it is no multipart/form-data or has no proper boundary.
std::string multipart_boundary(std::string_view content_type);

/// The parts, in order; at most `most`. Error(invalid) for what is not well formed or has more.
std::vector<FormPart> parse_multipart(std::string_view body, std::string_view boundary, std::size_t most);

/// A file name from outside as the id of a document: forward slashes, no leading one, no empty, "." or ".." segments, no control characters,
/// NFC, at most 400 bytes. Error(invalid) when nothing is left of it.
std::string document_name(std::string_view filename);

}  // namespace gw
