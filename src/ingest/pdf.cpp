#include "ingest/pdf.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/error.h"
#include "base/text.h"
#include "base/time.h"
#include "proc/spawn.h"

namespace gw {
namespace {

using namespace std::chrono_literals;
constexpr std::uint32_t pages_at_once = 40;
constexpr std::uint32_t pages_most = 20'000;
constexpr std::uint64_t output_most = 48u << 20;      // of one range
constexpr std::uint64_t frames_most = 192u << 20;     // of one file
constexpr double file_seconds_most = 600;

ProgramLimits range_limits() { return {.time = 20s, .memory_bytes = 768u << 20, .output_bytes = output_most}; }
ProgramLimits page_limits() { return {.time = 6s, .memory_bytes = 512u << 20, .output_bytes = 16u << 20}; }

Outcome print(std::string_view bytes, std::uint32_t first, std::uint32_t last, const std::string* password, ProgramLimits limits) {
  Program program;
  program.command = {"pdftotext", "-q", "-bbox-layout", "-enc", "UTF-8", "-f", std::to_string(first), "-l", std::to_string(last)};
  if (password != nullptr) program.command.insert(program.command.end(), {"-upw", *password});
  program.command.insert(program.command.end(), {"/proc/self/fd/3", "-"});
  program.input = bytes;
  program.limits = limits;
  return run(program);
}

std::uint32_t count_pages(std::string_view xml) {
  std::uint32_t n = 0;
  for (std::size_t at = 0; (at = xml.find("<page ", at)) != std::string_view::npos; ++at) ++n;
  return n;
}

// Poppler says with -q nothing; so the reason is asked once more, of the first page alone.
std::string complaint(std::string_view bytes) {
  Program program;
  program.command = {"pdftotext", "-f", "1", "-l", "1", "/proc/self/fd/3", "-"};
  program.input = bytes;
  program.limits = page_limits();
  return lower_ascii(run(program).err);
}

}  // namespace

bool is_pdf(std::string_view bytes) {
  if (bytes.starts_with("PK") || bytes.starts_with("\xD0\xCF\x11\xE0")) return false;
  const auto at = bytes.substr(0, 1024).find("%PDF-");
  if (at == std::string_view::npos) return false;
  // Text that speaks of the mark is not a PDF: what stands before it is a few bytes of junk, not prose.
  return at == 0 || bytes.find("%%EOF") != std::string_view::npos || bytes.find("endobj") != std::string_view::npos;
}

PdfText pdf_text(std::string_view bytes, const ParseOptions& options) {
  PdfText text;
  const Stopwatch watch;
  const std::string* password = nullptr;
  Outcome first = print(bytes, 1, pages_at_once, nullptr, range_limits());
  for (auto next = options.passwords.begin(); first.end == Outcome::End::exited && first.status == 1 && next != options.passwords.end(); ++next) {
    Outcome again = print(bytes, 1, pages_at_once, &*next, range_limits());
    if (!again.ok()) continue;
    password = &*next;
    first = std::move(again);
  }
  if (first.end == Outcome::End::exited && first.status != 0 && count_pages(first.out) == 0) {
    const std::string why = complaint(bytes);
    if (why.find("password") != std::string::npos)
      throw Error(Code::invalid, options.passwords.empty() ? "The PDF is locked by a password." : "The PDF is locked by a password that was not given.");
    if (why.find("page range") != std::string::npos) return text;  // it opens, and has no page
    if (why.find("permission") != std::string::npos) throw Error(Code::invalid, "The PDF does not permit to take its text.");
    throw Error(Code::invalid, "The PDF is damaged and could not be opened.");
  }
  for (std::uint32_t from = 1; from <= pages_most; from += pages_at_once) {
    const std::uint32_t to = from + pages_at_once - 1;
    Outcome outcome = from == 1 ? std::move(first) : print(bytes, from, to, password, range_limits());
    const std::uint32_t got = outcome.ok() ? count_pages(outcome.out) : 0;
    if (outcome.ok()) {
      if (got == 0) return text;
      text.frames += fmt::format("F {} {}\n", from, from + got - 1);
      text.frames += outcome.out;
      text.frames.push_back('\0');
      text.pages = from + got - 1;
      if (got < pages_at_once) return text;
    } else if (outcome.end == Outcome::End::exited) {
      return text;  // a range behind the last page
    } else {
      // Something in this range costs too much: page by page, until one lies behind the end.
      std::uint32_t failed_in_a_row = 0;
      for (std::uint32_t page = from; page <= to; ++page) {
        Outcome one = print(bytes, page, page, password, page_limits());
        if (one.end == Outcome::End::exited && (!one.ok() || count_pages(one.out) == 0)) return text;
        text.pages = page;
        if (one.ok()) {
          failed_in_a_row = 0;
          text.frames += fmt::format("F {} {}\n", page, page);
          text.frames += one.out;
        } else {
          text.frames += fmt::format("B {}\n", page);
          if (++failed_in_a_row == 5) {
            text.frames.push_back('\0');
            text.frames += fmt::format("X {}\n", page);
            text.frames.push_back('\0');
            return text;
          }
        }
        text.frames.push_back('\0');
      }
    }
    if (text.frames.size() > frames_most || watch.seconds() > file_seconds_most) {
      text.frames += fmt::format("X {}\n", text.pages);
      text.frames.push_back('\0');
      return text;
    }
  }
  return text;
}

}  // namespace gw
