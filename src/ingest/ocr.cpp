#include "ingest/ocr.h"

#include <fmt/format.h>

#include "base/text.h"
#include "ingest/decode.h"
#include "ingest/pdf.h"
#include "ingest/plain.h"
#include "proc/spawn.h"

namespace gw {
namespace {

using namespace std::chrono_literals;

bool wide(char32_t c) { return is_han(c) || (c >= 0x3000 && c <= 0x303F) || (c >= 0xFF00 && c <= 0xFF65) || c == 0x201C || c == 0x201D; }

Outcome draw(std::string_view pdf, std::uint32_t page, const std::string* password, bool small) {
  Program program;
  program.command = {"pdftoppm", "-q", "-gray", "-f", std::to_string(page), "-l", std::to_string(page)};
  // A page as large as a wall is drawn to fit.
  if (small) program.command.insert(program.command.end(), {"-scale-to", "3000"});
  else program.command.insert(program.command.end(), {"-r", "200"});
  if (password != nullptr) program.command.insert(program.command.end(), {"-upw", *password});
  program.command.push_back("/proc/self/fd/3");
  program.input = pdf;
  program.limits = {.time = 30s, .memory_bytes = 768u << 20, .output_bytes = 48u << 20};
  return run(program);
}

std::string drawn(std::string_view pdf, std::uint32_t page, const ParseOptions& options) {
  const auto attempt = [&](const std::string* password) {
    Outcome outcome = draw(pdf, page, password, false);
    return outcome.end == Outcome::End::memory || outcome.end == Outcome::End::output ? draw(pdf, page, password, true) : outcome;
  };
  Outcome outcome = attempt(nullptr);
  for (auto password = options.passwords.begin(); outcome.end == Outcome::End::exited && outcome.out.empty() && password != options.passwords.end(); ++password)
    outcome = attempt(&*password);
  if (outcome.end == Outcome::End::time) throw Error(Code::timeout, fmt::format("Page {} took too long to draw.", page));
  if (!outcome.ok() || outcome.out.empty()) throw Error(Code::invalid, fmt::format("Page {} could not be drawn.", page));
  return std::move(outcome.out);
}

}  // namespace

std::string close_gaps(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  char32_t before = 0;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t start = at;
    const char32_t c = decode(text, at);
    if (c == ' ' && wide(before)) {
      std::size_t next = at;
      while (next < text.size() && text[next] == ' ') ++next;
      std::size_t peek = next;
      if (next < text.size() && wide(decode(text, peek))) { at = next; continue; }
    }
    out.append(text, start, at - start);
    before = c;
  }
  return out;
}

std::string ocr_page(std::string_view bytes, std::uint32_t page, const ParseOptions& options) {
  const std::string picture = is_pdf(bytes) ? drawn(bytes, page, options) : std::string();
  Program program;
  program.command = {"tesseract", "-", "-", "-l", "chi_sim+eng"};
  program.input = picture.empty() ? bytes : std::string_view(picture);
  program.input_on_stdin = true;
  program.limits = {.time = 90s, .memory_bytes = 1u << 30, .output_bytes = 4u << 20};
  const Outcome outcome = run(program);
  if (outcome.end == Outcome::End::time) throw Error(Code::timeout, fmt::format("Page {} took too long to read.", page));
  if (!outcome.ok()) {
    if (outcome.err.find("Error opening data file") != std::string::npos || outcome.err.find("Failed loading language") != std::string::npos)
      throw Error(Code::unavailable, "Tesseract lacks a language: install tesseract-ocr-chi-sim and tesseract-ocr-eng.");
    throw Error(Code::invalid, fmt::format("Page {} could not be read by OCR.", page));
  }
  std::string text = close_gaps(clean(outcome.out));
  return std::string(trim(text));
}

Parsed read_scanned_page(std::string_view bytes, std::string_view, std::uint32_t page, const std::vector<std::string>& passwords) {
  ParseOptions options;
  options.passwords = passwords;
  Builder builder;
  builder.page(page);
  put_lines(builder, ocr_page(bytes, page, options));
  Parsed parsed = builder.finish();
  parsed.format = "ocr";
  parsed.pages = page;
  return parsed;
}

}  // namespace gw
