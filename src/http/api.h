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
  /// `running` are the threads of what runs applications.
  Api(Desk& desk, Pool& pool, Pool& running) : desk_(desk), pool_(pool), running_(running) {}
  Site site();

 private:
  Task<BodyRule> admit(const Request& head);
  Task<Response> handle(Request request);
  Task<Response> reply(const Route& route, const Request& request, std::vector<std::string> values, std::string& detail);
  Response failure(const Error& error, int status, const Request* request);

  Desk& desk_;
  Pool& pool_;
  Pool& running_;
  Turns turns_, measuring_turns_;
  Turns running_turns_{64};
};

}  // namespace gw
