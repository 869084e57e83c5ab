// Foreign bytes to clean text: UTF-8 in NFC with LF, without control characters.
#pragma once
#include <string>
#include <string_view>

namespace gw {

/// The name of the encoding of `bytes`: by byte order mark, by pattern of NULs (UTF-16), by validity (UTF-8), else the likelier of GB18030, Big5 and
/// windows-1252; "" when they are not text. `declared` (of an HTML or mail header) wins over a guess, not over a byte order mark or valid UTF-8.
std::string encoding_of(std::string_view bytes, std::string_view declared = {});

/// `bytes` in `encoding` as UTF-8, uncleaned. Broken sequences become U+FFFD. Error(invalid) when the encoding is not known.
std::string to_utf8(std::string_view bytes, std::string_view encoding);

/// Clean text: valid UTF-8; CRLF, CR, NEL, U+2028/9 -> LF; no-break space -> space; controls but LF and TAB, byte order marks, soft hyphens and
/// zero-width spaces removed; NFC.
std::string clean(std::string_view utf8);

/// encoding_of, to_utf8, clean in one. Error(invalid) when the bytes are not text.
std::string clean_text(std::string_view bytes, std::string_view declared = {});

}  // namespace gw
