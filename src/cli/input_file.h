// NAME=@FILE: what an input takes from a file, and which inputs were forgotten.
#pragma once
#include <filesystem>
#include <string>

#include "flow/app.h"

namespace gw::cli {

/// The file's text. Text files (.txt, Markdown, tables, code) as they stand; documents (PDF, Office, mail, web pages, text in another encoding) are read as `add`
/// reads them, in a confined child. Error(invalid) naming the file when it is neither, broken, over 64 MB, or holds no text; Error(not_found).
std::string text_of_file(const std::filesystem::path& file);

/// Error(invalid) naming the required inputs that are not there and how they are given.
void demand_inputs(const App& app, const json::object& inputs);

}  // namespace gw::cli
