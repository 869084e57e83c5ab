#include "http/api.h"

#include "base/log.h"
#include "base/text.h"
#include "base/time.h"
#include "http/assets.h"
#include "http/door.h"
#include "http/route.h"

namespace gw {
namespace {

constexpr std::size_t waiting_max = 256;  // requests that may wait for a thread; more are told to come back
constexpr int running_at_once = 2, running_at_once_by_administrators = 4;  // of one caller
constexpr int uploads_max = 8;            // received and read at once

void add_safe_headers(Response& response) {
  auto& headers = response.headers;
  // Ant Design writes its styles into the page, hence 'unsafe-inline' for styles; scripts come from here alone.
  headers.set("Content-Security-Policy",
              "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; connect-src 'self'; "
              "object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'");
  headers.set("X-Content-Type-Options", "nosniff");
  headers.set("X-Frame-Options", "DENY");
  headers.set("Referrer-Policy", "no-referrer");
  headers.set("Cross-Origin-Opener-Policy", "same-origin");
  headers.set("Cross-Origin-Resource-Policy", "same-origin");
  if (!headers.find("Cache-Control")) headers.set("Cache-Control", "no-store");
}

Response error_response(const Error& error, int status) {
  // What went wrong inside is for the log alone.
  const std::string detail = error.code() == Code::internal ? "" : error.detail();
  Response response = json_response({{"error", {{"code", std::string(name_of(error.code()))}, {"message", error.message()}, {"detail", valid_utf8(detail)}}}}, status);
  if (status == 401) response.headers.set("WWW-Authenticate", "Bearer");
  if (status == 429 || status == 503) response.headers.set("Retry-After", "2");
  return response;
}

struct Way {
  const Route* route = nullptr;
  std::vector<std::string> values;
  std::string allowed;
  explicit Way(const Request& request) { route = find_route(request.method, request.path, values, allowed); }
};

Response no_such_way(const Request& request, const std::string& allowed) {
  if (allowed.empty()) return error_response(Error(Code::not_found, "There is nothing at this address; /openapi.json lists what there is."), 404);
  Response response = error_response(Error(Code::invalid, "This address does not take " + request.method + "."), 405);
  response.headers.set("Allow", allowed);
  return response;
}

/// What a route's function throws, as the reply it means.
Response answered(const std::function<Response()>& act, std::string& detail) {
  try {
    return act();
  } catch (const Refused& refused) {
    return error_response(refused.error, refused.status);
  } catch (const Error& error) {
    detail = error.detail();
    return error_response(error, http_status(error.code()));
  } catch (const std::exception& error) {
    detail = error.what();
    return error_response(Error(Code::internal, "Something went wrong inside Groundwork; the log says where."), 500);
  }
}

/// A place among the uploads.
class UploadPlace {
 public:
  explicit UploadPlace(std::atomic<int>& uploads) : uploads_(uploads) { ++uploads_; }
  ~UploadPlace() { --uploads_; }
  UploadPlace(const UploadPlace&) = delete;

 private:
  std::atomic<int>& uploads_;
};

bool is_upload(const Route* route) { return route != nullptr && route->takes == std::string_view("multipart"); }

}  // namespace

Site Api::site() {
  Site site;
  site.admit = [this](const Request& head) { return admit(head); };
  site.handle = [this](Request request) { return handle(std::move(request)); };
  site.failure = [this](const Error& error, int status, const Request* request) { return failure(error, status, request); };
  return site;
}

Task<BodyRule> Api::admit(const Request& head) {
  const Way way(head);
  if (way.route != nullptr && way.route->access == Access::open) co_return BodyRule{};
  if (pool_.waiting() > waiting_max) throw Error(Code::busy, "The server has more work than it can do; try again in a moment.");
  if (!is_upload(way.route)) co_return BodyRule{};
  // Nobody fills the disk who may not bring documents in.
  auto ask = [&] { check_access(*way.route, who_asks(desk_, head)); };
  co_await off_loop(pool_, ask);
  if (desk_.uploads >= uploads_max) throw Error(Code::busy, "Many uploads are under way; try again in a moment.");
  co_return BodyRule{desk_.upload_bytes_max, true, std::make_shared<UploadPlace>(desk_.uploads)};
}

Task<Response> Api::reply(const Route& route, const Request& request, std::vector<std::string> values, std::string& detail) {
  Call call{desk_, request, {}, std::move(values)};
  auto act = [&] { return route.act(call); };
  if (route.access == Access::open) co_return answered(act, detail);
  auto enter = [&] {
    call.caller = who_asks(desk_, request);
    check_access(route, call.caller);
  };
  auto enter_and_act = [&] {
    enter();
    return route.act(call);
  };
  auto work = [&] { return answered(enter_and_act, detail); };
  if (route.pace == Pace::free) co_return co_await off_loop(pool_, work);
  if (route.pace == Pace::running || route.pace == Pace::measuring) {
    // A person with several keys is one caller.
    std::optional<Response> refused;
    auto ask = [&] {
      bool entered = false;
      auto response = answered([&] { enter(); entered = true; return Response(); }, detail);
      if (!entered) refused = std::move(response);
    };
    co_await off_loop(pool_, ask);
    if (refused) co_return std::move(*refused);
    const bool runs = route.pace == Pace::running;
    Turn turn(runs ? running_turns_ : measuring_turns_, call.caller.name, !runs ? 1 : call.caller.administrator ? running_at_once_by_administrators : running_at_once);
    co_await turn.begin();
    co_return co_await off_loop(running_, work);
  }
  // The key stands for the caller: whose it is, is for a thread to find out.
  Turn turn(turns_, std::string(bearer(request)));
  co_await turn.begin();
  co_return co_await off_loop(pool_, work);
}

Task<Response> Api::handle(Request request) {
  const Stopwatch watch;
  const Way way(request);
  Response response;
  std::string detail;
  const char* pattern = "-";
  std::optional<Response> file;
  if (way.route == nullptr && way.allowed.empty() && (request.method == "GET" || request.method == "HEAD")) file = asset(request);
  if (file) {
    pattern = "/";
    response = std::move(*file);
  } else if (way.route == nullptr) {
    response = no_such_way(request, way.allowed);
  } else {
    pattern = way.route->path;
    response = co_await reply(*way.route, request, way.values, detail);
  }
  add_safe_headers(response);
  response.headers.set("X-Request-Id", request.id);
  const double ms = watch.ms();
  desk_.metrics.request(request.method, pattern, response.status, ms / 1000);
  log::info("http.request", {{"id", request.id}, {"method", request.method}, {"route", pattern}, {"status", response.status}, {"ms", ms}});
  if (response.status >= 500) log::error("http.failed", {{"id", request.id}, {"route", pattern}, {"detail", detail}});
  co_return response;
}

Response Api::failure(const Error& error, int status, const Request* request) {
  Response response = error_response(error, status);
  add_safe_headers(response);
  if (request != nullptr) response.headers.set("X-Request-Id", request->id);
  desk_.metrics.request("-", "-", status, 0);
  log::info("http.refused", {{"id", request != nullptr ? request->id : "-"}, {"status", status}, {"detail", error.detail()}});
  return response;
}

}  // namespace gw
