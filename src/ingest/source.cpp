#include "ingest/source.h"

#include "base/error.h"
#include "base/text.h"
#include "ingest/archive.h"
#include "ingest/decode.h"

namespace gw {

Source::Source(std::string_view bytes, std::string_view name) : bytes_(bytes), name_(name) {
  const auto base = name.substr(name.find_last_of("/\\") + 1);
  if (const auto dot = base.rfind('.'); dot != std::string_view::npos && dot > 0 && base.size() - dot <= 16) extension_ = lower_ascii(base.substr(dot + 1));
}
Source::~Source() = default;

bool Source::is_text() {
  if (!is_text_) is_text_ = !bytes_.empty() && !encoding_of(bytes_).empty();
  return *is_text_;
}

const std::string& Source::text() {
  if (!text_) text_ = clean_text(bytes_);
  return *text_;
}

const std::string& Source::sample() {
  if (sample_) return *sample_;
  if (!is_text()) sample_ = "";
  else if (text_) sample_ = text_->substr(0, 64 << 10);
  else sample_ = bytes_.size() <= (64 << 10) ? text() : clean(to_utf8(bytes_.substr(0, 64 << 10), encoding_of(bytes_)));
  return *sample_;
}

Archive* Source::archive() {
  if (!archive_tried_) {
    archive_tried_ = true;
    if (looks_like_zip()) archive_ = Archive::open(bytes_);
  }
  return archive_.get();
}

}  // namespace gw
