// One HTTP request and one response, as plain values; what a handler sees of the network.
#pragma once
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "net/asio.h"

namespace gw {

/// Header fields in order; names compare without regard to case.
class Headers {
 public:
  void add(std::string name, std::string value) { fields_.emplace_back(std::move(name), std::move(value)); }
  void set(std::string_view name, std::string value);
  std::optional<std::string_view> find(std::string_view name) const;
  std::size_t count(std::string_view name) const;
  const std::vector<std::pair<std::string, std::string>>& fields() const { return fields_; }

 private:
  std::vector<std::pair<std::string, std::string>> fields_;
};

/// A body that was too large for memory: a private file that goes when the last request that holds it goes.
struct SpooledBody {
  std::filesystem::path path;
  std::uint64_t bytes = 0;
  ~SpooledBody();
};

struct Request {
  std::string id;      ///< short, for the log and the `X-Request-Id` of the response
  std::string method;  ///< "GET", ...
  std::string path;    ///< decoded
  std::vector<std::pair<std::string, std::string>> query;
  Headers headers;
  std::string body;
  std::shared_ptr<const SpooledBody> spooled;  ///< in place of `body` where the route asked for it
  std::string peer;    ///< address without port
  std::shared_ptr<const void> place;  ///< what `admit` gave it to hold

  /// The first value of a query parameter; nullopt when it is not there.
  std::optional<std::string> find(std::string_view name) const;
  std::string param(std::string_view name) const { return find(name).value_or(""); }
};

/// The open end of a streamed response.
class Outgoing {
 public:
  virtual ~Outgoing() = default;
  /// Returns when the network has taken the bytes: a slow reader slows the sender. Throws when the reader has gone.
  virtual Task<void> send(std::string bytes) = 0;
  virtual bool stopping() const = 0;  ///< the program stops: say goodbye and return
};

struct Response {
  int status = 200;
  Headers headers;
  std::string body;
  std::shared_ptr<const void> keeps;  ///< what `view` points into
  std::string_view view;              ///< sent in place of `body` when not empty, without a copy
  std::function<Task<void>(Outgoing&)> stream;  ///< when set, the body: sent in chunks as it comes
};

/// One server-sent event; `data` may have several lines.
std::string sse_event(std::string_view event, std::string_view data);

}  // namespace gw
