// The door of ingest: bytes of any origin in, one parsed document out, or one clear sentence why not.
//
//   bytes, name -> Source (what is it? by content) -> a parser of parsers/kinds.def -> Parsed -> chunks_of
//
// `parse` works in this process. `ParserPool` has the same signature and does the work in confined children (proc/worker.h): a hostile file
// costs one error. PDF and OCR run Poppler's and Tesseract's programs from the parent, on an open file, with limits.
#pragma once
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "base/kind.h"
#include "ingest/document.h"

namespace gw {

struct ParseOptions {
  std::vector<std::string> passwords;  ///< tried in order on encrypted files, after none
  int depth = 0;                       ///< how many containers the bytes lie in; a container at depth 2 gives no parts, and says so in its note
};

/// Parses by content; `name` (file name or path, any bytes) only decides between kinds of plain text. Throws Error(invalid) with one sentence
/// when the format is not read, the file is broken, locked by a password or over a limit; Error(timeout), Error(unavailable: a program is missing).
Parsed parse(std::string_view bytes, std::string_view name, const ParseOptions& options = {});

/// No file over this is parsed: Error(invalid). Callers may look at a file's size before they read it.
constexpr std::size_t file_bytes_most = 512u << 20;
void check_size(std::string_view bytes);

/// The document of a JSON line: `text` kept as it is but for NFC, LF and control characters (so offsets into clean text stay), blocks by line.
Parsed text_document(std::string_view text, std::string_view title);

/// "docx", "txt", ...; for a format that is known but not read its name ("rtf"); "" when nothing recognises the bytes.
std::string format_of(std::string_view bytes, std::string_view name);

/// The format in an error of `parse` that says a known or unknown format is not read ("not read: RTF; ..." gives "RTF"); else "".
std::string unread_format(const Error& error);

/// True for a file of JSON lines whose first object has exactly `question` and `answer`: a curated pair file, for `parse`; others hold documents.
bool is_pair_lines(std::string_view beginning);

/// The rows of `groundwork kinds`.

std::vector<Kind> parser_kinds();

/// Parses in confined children, at most `workers` at once; thread-safe; more callers wait. A child that crashes, exceeds its time (20 s) or its
/// memory (512 MB) is killed and replaced; that costs the one file an Error.
class ParserPool {
 public:
  /// `program` is started as `program parse-worker`; empty means the running program.
  explicit ParserPool(std::size_t workers, std::filesystem::path program = {});
  ~ParserPool();
  ParserPool(const ParserPool&) = delete;
  ParserPool& operator=(const ParserPool&) = delete;
  Parsed parse(std::string_view bytes, std::string_view name, const ParseOptions& options = {});

 private:
  struct Inside;
  std::unique_ptr<Inside> inside_;
};

/// The body of the hidden command `groundwork parse-worker`: confines itself, then serves one file after another on standard input and output.
/// Returns the exit status. Call it before anything else in main (no threads, no open files).
int parse_worker_main();

}  // namespace gw
