#include "http/assets.h"

#include <algorithm>

namespace gw {
namespace {

constexpr std::string_view not_built = R"html(<!doctype html>
<html lang="en"><meta charset="utf-8"><title>Groundwork</title>
<style>body{font:16px/1.6 system-ui,sans-serif;max-width:42rem;margin:4rem auto;padding:0 1rem}code{background:#eee;padding:.1em .3em}</style>
<h1>Groundwork</h1>
<p>The API is here (<a href="openapi.json">openapi.json</a>); the page was not built into this program. Build it with <code>make web build</code> and start again.</p>
<p lang="zh">接口可用；此程序未包含网页。请运行 <code>make web build</code> 后重新启动。</p>
</html>
)html";

bool takes_gzip(const Request& request) {
  const auto accepts = request.headers.find("accept-encoding");
  return accepts && accepts->find("gzip") != std::string_view::npos && accepts->find("gzip;q=0") == std::string_view::npos;
}

}  // namespace

std::optional<Response> asset(const Request& request) {
  const std::string_view path = request.path == "/" ? std::string_view("/index.html") : std::string_view(request.path);
  const auto files = built_assets();
  Response response;
  if (files.empty() && path == "/index.html") {
    response.headers.add("Content-Type", "text/html; charset=utf-8");
    response.headers.add("Cache-Control", "no-store");
    response.view = not_built;
    return response;
  }
  const auto at = std::find_if(files.begin(), files.end(), [&](const Asset& file) { return file.path == path; });
  if (at == files.end()) return std::nullopt;
  const std::string tag = "\"" + std::string(at->hash) + "\"";
  response.headers.add("Content-Type", std::string(at->mime));
  response.headers.add("ETag", tag);
  response.headers.add("Vary", "Accept-Encoding");
  // The web build names files under assets/ by their content; the page itself is asked for anew each time.
  response.headers.add("Cache-Control", path.starts_with("/assets/") ? "public, max-age=31536000, immutable" : "no-cache");
  if (request.headers.find("if-none-match") == tag) {
    response.status = 304;
    return response;
  }
  const bool packed = !at->gzip.empty() && takes_gzip(request);
  if (packed) response.headers.add("Content-Encoding", "gzip");
  response.view = packed ? at->gzip : at->bytes;
  return response;
}

}  // namespace gw
