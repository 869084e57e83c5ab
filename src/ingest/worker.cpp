// The confined side of ParserPool: everything that is loaded late is loaded first, then the doors are shut, then foreign bytes are read.
#include <unicode/ucnv.h>
#include <unicode/ucsdet.h>
#include <fcntl.h>
#include <sys/time.h>
#include <unistd.h>

#include <clocale>
#include <cstdlib>
#include <ctime>
#include <new>

#include "base/text.h"
#include "ingest/decode.h"
#include "ingest/ingest.h"
#include "ingest/pdf.h"
#include "ingest/wire.h"
#include "proc/confine.h"
#include "proc/worker.h"

namespace gw {
namespace {

constexpr std::uint64_t request_most = 600u << 20;
constexpr std::uint64_t address_space = std::uint64_t{4} << 30;

void load_what_is_loaded_late() {
  ::setenv("TZ", "UTC0", 1);
  std::setlocale(LC_ALL, "C.UTF-8");
  std::tm day{};
  day.tm_year = 100;
  day.tm_mday = 1;
  static_cast<void>(std::mktime(&day));
  static_cast<void>(nfc("e\u0301"));
  static_cast<void>(nfkc_casefold("\uFF21"));
  for (const char* name : {"GB18030", "Big5", "windows-1252", "UTF-16LE", "UTF-16BE", "Shift_JIS", "EUC-JP", "EUC-KR", "ISO-2022-JP", "HZ", "KOI8-R", "windows-1251",
        "ISO-8859-1", "ISO-8859-2", "ISO-8859-5", "ISO-8859-7", "ISO-8859-15"}) {
    UErrorCode status = U_ZERO_ERROR;
    if (UConverter* converter = ucnv_open(name, &status)) ucnv_close(converter);
  }
  static_cast<void>(encoding_of("\xD6\xD0\xCE\xC4 \xC3\xE8\xCA\xF6\xB5\xC4\xD2\xBB\xB8\xF6\xBE\xE4\xD7\xD3 \xCF\xF0\xEF\xE5\xEE\xED\xE0\xFF"));
  static_cast<void>(parse("# a\n\n- b\n", "a.md"));
  static_cast<void>(parse("<html><body><p>a</p></body></html>", "a.html"));
}

// The parent that would kill us may be gone: then this does.
void set_alarm(int seconds) {
  itimerval timer{};
  timer.it_value.tv_sec = seconds;
  ::setitimer(ITIMER_REAL, &timer, nullptr);
}

std::string answer(std::string_view frame) {
  try {
    std::string_view bytes;
    const ParseRequest request = decode_request(frame, bytes);
    return encode_reply(request.pages_of_pdf ? parse_pdf_text(bytes) : parse(bytes, request.name, request.options));
  } catch (const Error& e) {
    return encode_reply(e);
  } catch (const std::bad_alloc&) {
    return encode_reply(Error(Code::invalid, "The file needs too much memory to read."));
  } catch (const std::exception&) {
    return encode_reply(Error(Code::invalid, "The file could not be read; it may be damaged.", "exception"));
  }
}

}  // namespace

int parse_worker_main() {
  const int out = ::fcntl(1, F_DUPFD, 3);  // nothing that a library prints may get between the frames
  const int none = ::open("/dev/null", O_WRONLY);
  if (out < 0 || none < 0 || ::dup2(none, 1) < 0) return 70;
  load_what_is_loaded_late();
  try {
    confine_self(address_space);
  } catch (const Error&) {
    return 126;
  }
  std::string frame;
  while (read_frame(0, frame, request_most)) {
    set_alarm(600);
    const std::string reply = answer(frame);
    frame = {};
    if (!write_frame(out, {reply})) return 1;
    set_alarm(0);
  }
  ::_exit(0);  // nothing is left to do, and what runs at an exit may ask for what is forbidden here
}

}  // namespace gw
