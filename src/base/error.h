// What can go wrong, as one type: thrown to give up, carried in a Result where the caller decides.
#pragma once
#include <exception>
#include <string>
#include <string_view>

namespace gw {

/// The closed list of kinds of failure. Exit code and HTTP status follow from it (exit_code, http_status).
enum class Code { invalid, not_found, forbidden, busy, timeout, unavailable, conflict, internal };

std::string_view name_of(Code code);  ///< "invalid", "not_found", ...
int exit_code(Code code);             ///< 2 invalid/not_found/conflict, 3 forbidden, 4 busy/timeout/unavailable, 70 internal
int http_status(Code code);           ///< 400, 404, 403, 429, 504, 503, 409, 500

/// `message` is one clear sentence for the person; `detail` is for the log (never document text, a prompt or a key).
class Error : public std::exception {
 public:
  Error(Code code, std::string message, std::string detail = {});
  Code code() const { return code_; }
  const std::string& message() const { return message_; }
  const std::string& detail() const { return detail_; }
  const char* what() const noexcept override { return message_.c_str(); }

 private:
  Code code_;
  std::string message_;
  std::string detail_;
};

/// Throws Error(Code::internal) naming the place. For what cannot happen; on in release; never for what a user can cause.
[[noreturn]] void impossible(const char* what, const char* file, int line);
#define GW_ASSERT(condition) \
  do { if (!(condition)) ::gw::impossible(#condition, __FILE__, __LINE__); } while (false)

}  // namespace gw
