// The page: the files that the web build made, inside the program.
#pragma once
#include <span>
#include <string_view>

#include "net/message.h"

namespace gw {

struct Asset {
  std::string_view path;  ///< "/index.html", "/assets/app-1a2b.js"
  std::string_view mime;
  std::string_view hash;  ///< of the content, for the ETag
  std::string_view bytes;
  std::string_view gzip;  ///< the same, compressed; "" where that saves nothing
};

/// Made by cmake/web.cmake from web/dist; empty when the page was not built.
std::span<const Asset> built_assets();

/// The file for a path ("/" is the page); a page that says how to build it when it was not built; null when there is no such file.
std::optional<Response> asset(const Request& request);

}  // namespace gw
