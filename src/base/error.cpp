#include "base/error.h"

#include <fmt/format.h>

#include <array>
#include <utility>

namespace gw {
namespace {
struct Row { std::string_view name; int exit; int http; };
// In the order of Code.
constexpr std::array<Row, 8> rows{{{"invalid", 2, 400}, {"not_found", 2, 404}, {"forbidden", 3, 403}, {"busy", 4, 429},
                                   {"timeout", 4, 504}, {"unavailable", 4, 503}, {"conflict", 2, 409}, {"internal", 70, 500}}};
const Row& row(Code code) { return rows[static_cast<std::size_t>(code)]; }
}  // namespace

std::string_view name_of(Code code) { return row(code).name; }
int exit_code(Code code) { return row(code).exit; }
int http_status(Code code) { return row(code).http; }

Error::Error(Code code, std::string message, std::string detail)
    : code_(code), message_(std::move(message)), detail_(std::move(detail)) {}

void impossible(const char* what, const char* file, int line) {
  throw Error(Code::internal, "Something went wrong inside Groundwork; the log says where.", fmt::format("{} at {}:{}", what, file, line));
}

}  // namespace gw
