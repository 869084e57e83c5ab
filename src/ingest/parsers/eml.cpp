// Mail: headers and the body as text; attachments and mails within become documents of their own.
#include "base/error.h"
#include "base/text.h"
#include "ingest/builder.h"
#include "ingest/decode.h"
#include "ingest/html_text.h"
#include "ingest/kind.h"
#include "ingest/mime.h"
#include "ingest/names.h"
#include "ingest/plain.h"

namespace gw {
namespace {

// A whole mail in UTF-16 is against the standard, and exists.
bool wide(Source& source) { return source.is_text() && encoding_of(source.bytes()).starts_with("UTF-16"); }

bool recognises(Source& source) {
  const bool named = source.extension() == "eml" || source.extension() == "mht" || source.extension() == "mhtml";
  return looks_like_mail(wide(source) ? std::string_view(source.sample()) : source.bytes(), named);
}

std::string text_of(const MimePart& part) {
  return encoding_of(part.body, part.charset).empty() ? std::string() : clean_text(part.body, part.charset);
}

class Reader {
 public:
  explicit Reader(int depth) : containers_(depth) {}

  Parsed read(std::string_view bytes) {
    const MimePart mail = parse_mime(bytes);
    const auto header = [&](std::string_view name) {
      const auto found = mail.headers.find(name);
      return found == mail.headers.end() ? std::string() : decode_header(found->second);
    };
    builder_.heading(1, header("subject"));
    std::string lines;
    for (const auto& [name, shown] : {std::pair{"from", "From"}, {"to", "To"}, {"cc", "Cc"}, {"date", "Date"}}) {
      const std::string value = header(name);
      if (!value.empty()) lines += (lines.empty() ? "" : "\n") + std::string(shown) + ": " + value;
    }
    builder_.paragraph(lines);
    part(mail, true);
    Parsed parsed = builder_.finish();
    parsed.parts = std::move(parts_);
    return parsed;
  }

 private:
  void part(const MimePart& p, bool outermost = false) {
    if (p.type == "multipart/alternative") return alternative(p);
    if (!p.parts.empty()) {
      for (const auto& inner : p.parts) part(inner);
      return;
    }
    const bool text = p.type == "text/plain" || p.type == "text/html" || (outermost && p.type.starts_with("text/"));
    if (text && !p.attached && (p.name.empty() || outermost)) return p.type == "text/html" ? html(p) : plain(p);
    attach(p);
  }

  void plain(const MimePart& p) { put_lines(builder_, text_of(p)); }
  void html(const MimePart& p) { put_html(builder_, clean_text(p.body, p.charset.empty() ? declared_encoding(p.body) : p.charset)); }

  // The plain text, unless the HTML says much more (mail programs put "see the HTML version" there).
  void alternative(const MimePart& p) {
    const MimePart *plain_part = nullptr, *html_part = nullptr;
    std::vector<const MimePart*> others;
    for (const auto& inner : p.parts) {
      if (inner.type == "text/plain" && plain_part == nullptr) plain_part = &inner;
      else if (inner.type == "text/html" && html_part == nullptr) html_part = &inner;
      else others.push_back(&inner);
    }
    if (plain_part != nullptr && html_part != nullptr) {
      Builder a, b;
      put_lines(a, text_of(*plain_part));
      if (!encoding_of(html_part->body, html_part->charset).empty()) put_html(b, clean_text(html_part->body, html_part->charset));
      const bool rich = b.position() > a.position() * 2 || (a.empty() && !b.empty());
      part(rich ? *html_part : *plain_part);
    } else if (plain_part != nullptr || html_part != nullptr) {
      const MimePart& only = plain_part != nullptr ? *plain_part : *html_part;
      if (encoding_of(only.body, only.charset).empty() && !only.body.empty()) attach(only);
      else part(only);
    }
    for (const auto* other : others)
      if (plain_part == nullptr || !other->parts.empty()) part(*other);
      else if (other->type.find("calendar") == std::string::npos) attach(*other);
  }

  void attach(const MimePart& p) {
    if (p.body.empty()) return;
    if (containers_ >= 2) { builder_.note("Attachments were left out: they lie more than two containers deep."); return; }
    parts_.push_back({names_.take(p.name.empty() ? made_up_name(p) : p.name), p.body});
  }

  static std::string made_up_name(const MimePart& p) {
    if (p.type == "message/rfc822") {
      const MimePart inner = parse_mime(p.body);
      const auto subject = inner.headers.find("subject");
      std::string name = subject == inner.headers.end() ? std::string() : decode_header(subject->second);
      for (char& c : name)
        if (c == '/' || c == '\\') c = '-';
      return (name.empty() ? "message" : name) + ".eml";
    }
    if (p.type == "text/html") return "part.html";
    if (p.type == "text/plain") return "part.txt";
    const auto slash = p.type.find('/');
    return "part." + p.type.substr(slash + 1, 10);
  }

  Builder builder_;
  PartNames names_;
  std::vector<Part> parts_;
  int containers_;
};

Parsed read(Source& source, const ParseOptions& options) {
  if (wide(source)) return Reader(options.depth).read(source.text());
  return Reader(options.depth).read(source.bytes());
}

}  // namespace

extern const ParserKind eml_parser;
const ParserKind eml_parser{"eml", "mail: subject, people, date and body; attachments and mails within become documents of their own", "complaint.eml", recognises, read};

}  // namespace gw
