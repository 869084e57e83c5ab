// doctor: what is missing or wrong on this machine, and how to mend it.
#include <fmt/format.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cstdlib>

#include "base/files.h"
#include "base/text.h"
#include "cli/commands.h"
#include "cli/output.h"

namespace gw::cli {
namespace {

struct Finding {
  std::string what;
  bool good;
  bool needed;  ///< a problem makes the exit code 1; else it is advice
  std::string remedy;
};

bool on_path(std::string_view program) {
  const char* path = std::getenv("PATH");
  for (auto folder : split(path == nullptr ? "" : path, ':'))
    if (::access((std::string(folder) + "/" + std::string(program)).c_str(), X_OK) == 0) return true;
  return false;
}

Finding program(const char* name, const char* gives, const char* package) {
  return {fmt::format("{} ({})", name, gives), on_path(name), false, fmt::format("apt-get install {}", package)};
}

bool tesseract_knows(const char* language) {
  std::error_code failed;
  for (const char* place : {"/usr/share/tesseract-ocr/5/tessdata", "/usr/share/tesseract-ocr/4.00/tessdata", "/usr/share/tessdata"})
    if (fs::exists(fs::path(place) / fmt::format("{}.traineddata", language), failed)) return true;
  return false;
}

Finding landlock() {
#ifdef SYS_landlock_create_ruleset
  const bool there = ::syscall(SYS_landlock_create_ruleset, nullptr, 0, 1) > 0;
#else
  const bool there = false;
#endif
  return {"Landlock (parsers see no files)", there, false, "a kernel from 5.13 on with Landlock enabled; without it the parsers are still held by seccomp"};
}

void look_at_workspace(const Call& call, std::vector<Finding>& out) {
  try {
    House house = call.house();
    const auto data = house.store.workspace().data();
    struct stat st{};
    out.push_back({fmt::format("workspace {}", house.store.workspace().root.string()), true, true, ""});
    out.push_back({".groundwork is closed to others (mode 0700)", ::stat(data.c_str(), &st) == 0 && (st.st_mode & 077) == 0, true, fmt::format("chmod 700 {}", data.string())});
    const auto free = free_bytes(data);
    out.push_back({fmt::format("free space {:.1f} GB", static_cast<double>(free) / 1e9), free > (1ULL << 30), false, "make room: writing stops at a floor, reading goes on"});
    const auto waiting = house.index.waiting();
    out.push_back({fmt::format("index is current ({} documents wait)", waiting), waiting == 0, false, "groundwork verify"});
  } catch (const Error& e) {
    out.push_back({"workspace", false, call.common.workspace.has_value(), e.message()});
  }
}

}  // namespace

int doctor(const Call& call) {
  std::vector<Finding> findings{
      program("pdftotext", "reads PDF files", "poppler-utils"),
      program("pdftoppm", "draws scanned pages for OCR", "poppler-utils"),
      program("tesseract", "reads scanned pages", "tesseract-ocr"),
      {"tesseract reads English", tesseract_knows("eng"), false, "apt-get install tesseract-ocr-eng"},
      {"tesseract reads Chinese", tesseract_knows("chi_sim"), false, "apt-get install tesseract-ocr-chi-sim"},
      landlock(),
  };
  look_at_workspace(call, findings);
  bool sound = true;
  for (const auto& f : findings) {
    sound = sound && (f.good || !f.needed);
    if (call.common.json) print_json({{"what", f.what}, {"good", f.good}, {"needed", f.needed}, {"remedy", f.good ? "" : f.remedy}});
    else print_line(fmt::format("{}  {}{}", f.good ? "ok     " : f.needed ? "WRONG  " : "missing", f.what, f.good ? "" : fmt::format("\n         → {}", f.remedy)));
  }
  return sound ? 0 : 1;
}

}  // namespace gw::cli
