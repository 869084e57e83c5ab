// Files that runs made (reports): a row in run_files, the bytes in .groundwork/artifacts/ under their SHA-256, so that the same file lies there once.
//
// Bytes are on the disk before their row is, and go after it: a row without bytes is damage, which `verify` tells; bytes without a row are what a
// killed process left, and are swept.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "flow/run_file_table.h"
#include "store/store.h"

namespace gw {

constexpr std::size_t artifact_bytes_most = 32u << 20;
constexpr std::size_t artifacts_most = 2000;  ///< of one run

/// Keeps the file durably. The name is made harmless (file_name_of); when the run has another file of that name it gets a number: "report-2.docx". The
/// same file kept again (a step taken again after a kill) is the file that is there. Error(invalid) over a limit.
RunFile keep_artifact(Store&, std::string_view run, std::string_view name, std::string_view media, std::string_view bytes);

std::vector<RunFile> artifacts_of(const Store&, std::string_view run);
/// Error(not_found).
RunFile artifact_of(const Store&, std::string_view run, std::string_view name);
/// The bytes. Error(not_found); Error(unavailable) when they are gone or not what they were.
std::string read_artifact(const Store&, const RunFile& file);

/// Removes bytes that no row refers to, as pruning runs leaves them, and what killed processes left a day ago; how many files.
std::int64_t sweep_artifacts(Store&);
/// What rows and bytes disagree about, as sentences.
std::vector<std::string> verify_artifacts(const Store&);

/// A file name that is harmless everywhere: letters and digits of any script, - _ . and single spaces as hyphens, at most 80 characters, never "", "." or a
/// reserved name. The ending stays.
std::string file_name_of(std::string_view name);

}  // namespace gw
