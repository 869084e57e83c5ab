// A Markdown file with holes: ${...} reads values, and lines of their own repeat or leave out what is between them.
//
//   # Orders of ${values.customer}
//   ${#if len(values.orders) > 0}
//   | No. | Order | Sum |
//   |---|---|--:|
//   ${#each values.orders as order}
//   | ${number} | ${order.name} | ${order.sum} |
//   ${/each}
//   ${#else}
//   There are none.
//   ${/if}
//   ${#markdown values.remarks}
//
// What a ${...} writes is text, whatever it holds (render/render.h: shielded); only `${#markdown ..}` puts in Markdown.
#pragma once
#include <chrono>
#include <string>
#include <string_view>

#include "base/json.h"

namespace gw {

/// The Markdown that the template makes of the scope, for read_report alone. `name` begins what errors say ("letter.md:7: ..."). Error(invalid) when the
/// template is not well formed, an expression fails, or a limit is met: 1 MB of template and of what it makes, 8 levels, 1,000 rounds of one loop,
/// 50,000 lines looked at; Error(timeout) at the deadline.
std::string fill_report(std::string_view text, std::string_view name, const json::object& scope, std::chrono::steady_clock::time_point deadline = std::chrono::steady_clock::time_point::max());

}  // namespace gw
