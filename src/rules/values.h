// How the values of expressions are compared, counted and written.
#pragma once
#include <string>
#include <string_view>

#include "base/json.h"

namespace gw {

inline std::string_view view_of(const json::string& text) { return {text.data(), text.size()}; }

bool is_number(const json::value& value);
double number_in(const json::value& value);  ///< needs is_number

/// A number as expressions give it: rounded to 15 digits, whole where it is whole. Error(invalid) when it is not finite.
json::value number_value(double number);

/// "null", "a text", "a number", "true or false", "a list", "an object".
std::string_view type_in_words(const json::value& value);

bool same_value(const json::value& a, const json::value& b);  ///< numbers by value, all else by content

/// The value as it is written into a text: a string bare, null as nothing, all else as JSON.
std::string written(const json::value& value);

/// What an expression may make. Error(invalid) when it would be more.
constexpr std::size_t made_bytes_most = 1'000'000, made_items_most = 100'000;
void append_bounded(std::string& out, std::string_view piece);
void append_bounded(json::array& out, json::value item);  ///< counts the list's own items alone
void check_made(const json::value& value);                ///< all text and all items in it

}  // namespace gw
