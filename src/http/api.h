// A request to its route: the door, the right, the function, the reply, the line in the log.
#pragma once
#include "http/desk.h"
#include "http/route.h"
#include "http/turns.h"
#include "net/server.h"
#include "net/tasks.h"

namespace gw {

class Api {
 public:
  Api(Desk& desk, Pool& pool) : desk_(desk), pool_(pool) {}
  Site site();

 private:
  Task<BodyRule> admit(const Request& head);
  Task<Response> handle(Request request);
  Task<Response> reply(const Route& route, const Request& request, std::vector<std::string> values, std::string& detail);
  Response failure(const Error& error, int status, const Request* request);

  Desk& desk_;
  Pool& pool_;
  Turns turns_;
};

}  // namespace gw
