// What goes between the program and its confined parser: requests down, documents or errors up. Both sides check every length.
#pragma once
#include <string>
#include <string_view>

#include "ingest/document.h"
#include "ingest/ingest.h"

namespace gw {

struct ParseRequest {
  bool pages_of_pdf = false;  ///< the bytes are what pdftotext printed, not the file
  std::string name;
  ParseOptions options;
};

std::string encode_request(const ParseRequest& request);  ///< goes before the bytes
/// Splits a frame into the request and its bytes. Error(internal) when it is broken.
ParseRequest decode_request(std::string_view frame, std::string_view& bytes);

std::string encode_reply(const Parsed& parsed);
std::string encode_reply(const Error& error);
/// Throws the error that the reply holds; Error(invalid) when the reply itself is broken or breaks what document.h promises of a Parsed (the child may
/// have been taken over): offsets out of the text, blocks out of order, text that is not UTF-8.
Parsed decode_reply(std::string_view frame);

}  // namespace gw
