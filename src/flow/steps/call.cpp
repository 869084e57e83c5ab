// call: a request to another system, to declared destinations only; repeated where the other side honours the key, else made at most once.
//
//   2xx                        done
//   3xx, 4xx                   refused, with what was answered
//   408, 429, 503 with Retry-After, nothing sent    not done: tried again as `retry` says, no sooner than Retry-After
//   other 5xx, no whole answer                      unknown: tried again where that is safe, else a person is asked whether it happened
#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "base/error.h"
#include "base/result.h"
#include "base/text.h"
#include "flow/step_kind.h"

namespace gw {
namespace {

using Status = StepOutcome::Status;
constexpr std::size_t body_bytes_most = 4 << 20;
constexpr std::int64_t wait_seconds_most = 3600;

bool is_safe(const json::object& settings) { return string_of(settings, "method") == "GET"; }

Schema gives(const Yaml& settings) {
  Schema out = shape("{code: integer}");
  Schema body = schema_in(settings, "answer");
  if (!body.types.empty()) body.types.push_back(Type::null);  // of a refused one
  out.properties.push_back({"body", std::move(body)});
  return out;
}

WireRequest request_of(const StepCall& call) {
  WireRequest out{.method = string_of(call.settings, "method"), .url = string_of(call.settings, "url"), .label = call.label, .who = call.caller.name, .run = call.run, .deadline = call.deadline};
  if (!is_safe(call.settings)) out.key = call.key;
  out.headers.emplace_back("Accept", "application/json");
  if (const auto* headers = call.settings.if_contains("headers"))
    for (const auto& header : headers->as_object())
      out.headers.emplace_back(std::string(header.key()), header.value().is_string() ? std::string(header.value().get_string()) : json_text(header.value()));
  const auto* body = call.settings.if_contains("body");
  if (body == nullptr) return out;
  out.body = json_text(*body);
  if (out.body.size() > body_bytes_most) throw Error(Code::invalid, "What would be sent is larger than 4 MB.");
  out.headers.emplace_back("Content-Type", "application/json");
  return out;
}

// JSON where it is JSON, else the text.
json::value body_of(const WireReply& reply) {
  if (reply.body.empty()) return nullptr;
  const bool says_json = lower_ascii(reply.header("content-type").value_or("")).find("json") != std::string::npos;
  if (says_json || reply.body.starts_with('{') || reply.body.starts_with('['))
    if (auto value = as_result([&] { return parse_json(reply.body); })) return std::move(*value);
  return json::value(valid_utf8(reply.body));
}

std::optional<std::chrono::seconds> retry_after(const WireReply& reply) {
  const auto said = reply.header("retry-after");
  std::int64_t seconds = 0;
  if (!said || std::from_chars(said->data(), said->data() + said->size(), seconds).ptr != said->data() + said->size() || seconds < 0) return std::nullopt;
  return std::chrono::seconds(std::min(seconds, wait_seconds_most));
}

StepOutcome answered(const StepCall& call, const WireReply& reply) {
  StepOutcome out;
  out.result = {{"code", reply.status}, {"body", body_of(reply)}};
  if (reply.status / 100 != 2) {
    out.status = Status::refused;
    out.reason = fmt::format("{} answered {}.", reply.destination, reply.status);
    return out;
  }
  const auto unfit = faults_of(schema_in(call.written, "answer"), out.result["body"]);
  if (!unfit.empty())
    throw Error(Code::invalid, fmt::format("{} answered {}, but its answer{}{} does not fit: {}", reply.destination, reply.status, unfit.front().path.empty() ? "" : " at ", unfit.front().path, unfit.front().message.en));
  return out;
}

StepOutcome run(const StepCall& call) {
  const WireReply reply = call.doors.outgoing.ask(request_of(call));
  const auto wait = retry_after(reply);
  StepOutcome out;
  if (!reply.broken.empty()) {
    out.status = Status::unknown;
    out.reason = fmt::format("{} was asked, but {}.", reply.destination, reply.broken);
    return out;
  }
  const bool not_done = reply.status == 408 || reply.status == 429 || (reply.status == 503 && wait);
  if (!not_done && reply.status < 500) return answered(call, reply);
  out.status = not_done ? Status::failed : Status::unknown;
  out.may_pass = not_done;
  out.reason = fmt::format("{} answered {}.", reply.destination, reply.status);
  out.wait = wait.value_or(std::chrono::seconds(0));
  return out;
}

bool repeatable(const json::object& settings) { return is_safe(settings) || settings.at("honours_key").as_bool(); }

void check(const Yaml& settings, std::vector<Problem>& problems) {
  const Yaml *method = settings.find("method"), *body = settings.find("body");
  if (method != nullptr && method->text == "GET" && body != nullptr) problems.push_back({body->place, "a GET has no body; put it into the address or use POST"});
}

}  // namespace

extern const StepKind call_step;
const StepKind call_step{
    .name = "call",
    .sentence = "sends a request to another system that the policy names",
    .example = "{id: it, kind: call, url: \"https://tickets.example/api/tickets\", body: {text: \"${inputs.question}\"}, honours_key: true}",
    .settings = {
        {.name = "url", .need = Need::required, .sentence = "the address; it must lie under a destination of policy.yaml"},
        {.name = "method", .takes = Takes::choice, .sentence = "the request's method", .standard = "POST", .choices = {"GET", "POST", "PUT", "PATCH"}, .known = Known::at_check},
        {.name = "headers", .takes = Takes::values, .sentence = "further headers; secrets come from policy.yaml, never from here"},
        {.name = "body", .takes = Takes::value, .sentence = "what is sent, as JSON"},
        {.name = "honours_key", .takes = Takes::boolean, .sentence = "whether the other side does a request with the same Idempotency-Key once", .standard = "false", .known = Known::at_check},
        {.name = "answer", .takes = Takes::schema, .sentence = "what its answer must be", .known = Known::at_check},
    },
    .gives = "{}",
    .gives_for = gives,
    .effect = Effect::outside,
    .refuses = Refuses::sometimes,
    .repeatable = repeatable,
    .check = check,
    .run = run,
};

}  // namespace gw
