// The one place where it is decided who a request comes from.
#pragma once
#include "http/route.h"
#include "net/server.h"

namespace gw {

/// The token of `Authorization: Bearer TOKEN`; "" when there is none.
std::string_view bearer(const Request& request);

/// Who sends the request. While there are no users, a server on loopback lets in everyone as administrator (but no one who comes through a proxy);
/// else the request must bring a key. Throws Refused with 401 when a key is needed and missing, unknown or expired. Blocks.
Caller who_asks(Desk& desk, const Request& request);

/// Throws when the caller may not use the route.
void check_access(const Route& route, const Caller& caller);

/// Refuses to listen to other machines while there are no users: Error(forbidden) with what to do.
void check_listening(Store& store, const Address& listen);

}  // namespace gw
