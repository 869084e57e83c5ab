#include "ingest/decode.h"

#include <unicode/ucnv.h>
#include <unicode/ucsdet.h>

#include <algorithm>
#include <array>
#include <memory>

#include "base/error.h"
#include "base/text.h"

namespace gw {
namespace {

constexpr std::size_t sample_bytes = 64 << 10;

// The share of code points that speak for a decoding: frequent Chinese characters and plain letters, minus what text does not hold.
double plausibility(std::string_view utf8) {
  double good = 0, bad = 0, all = 0;
  for (std::size_t at = 0; at < utf8.size();) {
    const char32_t c = decode(utf8, at);
    all += 1;
    if (c == replacement || (c < 32 && c != '\n' && c != '\t' && c != '\r') || (c >= 0x7F && c < 0xA0) || (c >= 0xE000 && c < 0xF900)) bad += 3;
    else if (c < 0x80 || (c >= 0x3000 && c <= 0x3011) || c == 0xFF0C || c == 0xFF1A || c == 0xFF08 || c == 0xFF09 || c == 0xFF01 || c == 0xFF1F) good += 1;
    else if (c >= 0x4E00 && c < 0x9FFF) good += 0.9;
    else if (c >= 0xC0 && c < 0x180) good += 0.8;
    else good += 0.2;
  }
  return all == 0 ? 0 : (good - bad) / all;
}

// How common the characters are: these stand for about a third of running Chinese text, and hardly ever come out of a wrong decoding.
double common_share(std::string_view utf8) {
  constexpr std::u32string_view common = U"的一是不了在人有我他这個个們们中来來上大为為和国國地到以说說时時要就出会會可也你对對生能而子那得于於着著下自之年过過发發后後作里裡用道行所然家种種事成方多经經么麼去法学學如都同现現当當没沒动動面起看定天分还還进進好小部其些主样樣理心她本前开開但因只从從想实實日军者意无無力它与與长長把机機十民第公此已工使情明性知全三又关關点點正业業外将將两兩高间間由问問很最重并物手应應战戰向头頭文体體政美相见見被利什二等产產或新己制身果加西斯月话話合回特代内內信表化老给給世位次度门門任常先海通教儿兒原东東声聲提立及比员員解水名真论論处處走义義各入几幾口认認条條平系气氣题題活尔爾更别別打女变變四神总總何电電数數安少报報才结結反受目太量再感建务務做接必场場件计計管期市直德资資命山金指克许許统統区區保至队隊形社便空决決治展马馬科司五基眼书書非则則听聽白却卻界达達光放强強即像难難且权權思王象完设設式色路记記南品住告类類求据據程北边邊死张張该該交规規万萬取拉格望觉覺术術领領共确確传傳师師观觀清今切院让讓识識候带帶导導争爭运運";
  double hits = 0, han = 0;
  for (std::size_t at = 0; at < utf8.size();) {
    const char32_t c = decode(utf8, at);
    if (c < 0x3400) continue;
    if (is_han(c)) { han += 1; hits += common.find(c) != std::u32string_view::npos; }
  }
  return han == 0 ? 0 : hits / han;
}

// Whether too many control bytes stand in it for text.
bool binary(std::string_view bytes) {
  const std::string_view some = bytes.substr(0, sample_bytes);
  std::size_t controls = 0;
  for (unsigned char c : some) controls += (c < 32 && c != '\n' && c != '\r' && c != '\t' && c != '\f' && c != 27) || c == 127;
  return controls * 50 > some.size() + 49;  // over 2 %: a few NULs in a text file are damage, not a format
}

std::string_view cut_to_whole(std::string_view bytes) {  // a sample of UTF-8 must not end inside a sequence
  std::string_view some = bytes.substr(0, sample_bytes);
  if (some.size() == bytes.size()) return some;
  while (!some.empty() && (static_cast<unsigned char>(some.back()) & 0xC0) == 0x80) some.remove_suffix(1);
  if (!some.empty() && static_cast<unsigned char>(some.back()) >= 0xC0) some.remove_suffix(1);
  return some;
}

std::string utf16_pattern(std::string_view bytes) {
  const std::size_t n = std::min<std::size_t>(bytes.size(), 4096) & ~std::size_t{1};
  if (n < 4) return "";
  std::size_t even = 0, odd = 0, pairs = n / 2, le = 0, be = 0;
  for (std::size_t i = 0; i < n; i += 2) {
    even += bytes[i] == 0;
    odd += bytes[i + 1] == 0;
    le += bytes[i + 1] == 0 && (bytes[i] == ' ' || bytes[i] == '\n' || bytes[i] == '\r');
    be += bytes[i] == 0 && (bytes[i + 1] == ' ' || bytes[i + 1] == '\n' || bytes[i + 1] == '\r');
  }
  if (odd * 10 > pairs * 3 && even * 20 < pairs && le > 0) return "UTF-16LE";
  if (even * 10 > pairs * 3 && odd * 20 < pairs && be > 0) return "UTF-16BE";
  return "";
}

std::string guess(std::string_view bytes) {
  const std::string_view some = bytes.substr(0, 16 << 10);
  std::string best = "windows-1252";
  double best_score = plausibility(to_utf8(some, best)) - 0.05;
  // In windows-1252 text letters stand between accents; two high bytes in a row all over mean another script.
  const auto high = static_cast<std::size_t>(std::count_if(some.begin(), some.end(), [](char c) { return static_cast<unsigned char>(c) >= 0x80; }));
  std::size_t both = 0;
  for (std::size_t i = 0; i + 1 < some.size(); ++i)
    both += static_cast<unsigned char>(some[i]) >= 0x81 && static_cast<unsigned char>(some[i + 1]) >= 0x81;
  const bool latin = high > 0 && both * 4 < high;
  if (latin) return best;
  for (const char* name : {"GB18030", "Big5"}) {
    const std::string text = to_utf8(some, name);
    const double score = plausibility(text) + common_share(text);
    if (score > best_score) { best_score = score; best = name; }
  }
  // Cyrillic, Greek, Japanese, Korean, ...: ICU's detector, only when Chinese does not fit.
  if (best_score < 1.0) {
    UErrorCode status = U_ZERO_ERROR;
    std::unique_ptr<UCharsetDetector, decltype(&ucsdet_close)> detector(ucsdet_open(&status), ucsdet_close);
    if (U_SUCCESS(status)) {
      ucsdet_setText(detector.get(), some.data(), static_cast<int32_t>(some.size()), &status);
      const UCharsetMatch* match = ucsdet_detect(detector.get(), &status);
      if (U_SUCCESS(status) && match != nullptr && ucsdet_getConfidence(match, &status) >= 50) {
        const std::string name = ucsdet_getName(match, &status);
        if (U_SUCCESS(status) && !name.starts_with("UTF-") && !name.starts_with("IBM4") && !name.starts_with("ISO-2022")) {
          const double score = plausibility(to_utf8(some, name)) + 0.3;
          if (score > best_score) return name;
        }
      }
    }
  }
  return best;
}

}  // namespace

std::string encoding_of(std::string_view bytes, std::string_view declared) {
  if (bytes.starts_with("\xEF\xBB\xBF")) return "UTF-8";
  if (bytes.starts_with("\xFF\xFE")) return "UTF-16LE";
  if (bytes.starts_with("\xFE\xFF")) return "UTF-16BE";
  if (auto wide = utf16_pattern(bytes); !wide.empty()) return wide;
  if (binary(bytes)) return "";
  const std::string_view some = cut_to_whole(bytes);
  const bool high = std::any_of(some.begin(), some.end(), [](char c) { return static_cast<unsigned char>(c) >= 0x80; });
  if (is_utf8(some)) {
    // ISO-2022 and friends are 7 bits: only a declaration tells.
    if (!high && (lower_ascii(declared).starts_with("iso-2022") || lower_ascii(declared) == "hz-gb-2312")) return std::string(declared);
    // The sample may be ASCII and the rest not.
    if (high || some.size() == bytes.size() || is_utf8(bytes)) return "UTF-8";
  }
  if (!declared.empty()) {
    std::string name = lower_ascii(declared);
    if (name == "gb2312" || name == "gbk" || name == "x-gbk" || name == "gb_2312-80") name = "GB18030";
    if (name == "iso-8859-1" || name == "latin1" || name == "us-ascii" || name == "ascii") name = "windows-1252";
    if (name.starts_with("utf-16") || name == "utf-8" || name == "utf8") name.clear();  // already known not to be
    UErrorCode status = U_ZERO_ERROR;
    if (!name.empty()) {
      std::unique_ptr<UConverter, decltype(&ucnv_close)> converter(ucnv_open(name.c_str(), &status), ucnv_close);
      if (U_SUCCESS(status)) return name;
    }
  }
  // UTF-8 with a few broken bytes stays UTF-8.
  std::size_t broken = 0, wide = 0;
  for (std::size_t at = 0; at < some.size();) {
    const bool lead = static_cast<unsigned char>(some[at]) >= 0x80;
    const std::size_t before = at;
    const char32_t c = decode(some, at);
    broken += lead && c == replacement && at == before + 1;
    wide += lead && at > before + 1;
  }
  if (wide > 0 && wide >= broken * 4) return "UTF-8";
  return guess(bytes);
}

std::string to_utf8(std::string_view bytes, std::string_view encoding) {
  const std::string name(encoding);
  if (name == "UTF-8") {
    if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
    return is_utf8(bytes) ? std::string(bytes) : valid_utf8(bytes);
  }
  UErrorCode status = U_ZERO_ERROR;
  std::unique_ptr<UConverter, decltype(&ucnv_close)> converter(ucnv_open(name.c_str(), &status), ucnv_close);
  if (U_FAILURE(status)) throw Error(Code::invalid, "The encoding of the text is not known.", name.substr(0, 40));
  if (name == "UTF-16LE" && bytes.starts_with("\xFF\xFE")) bytes.remove_prefix(2);
  if (name == "UTF-16BE" && bytes.starts_with("\xFE\xFF")) bytes.remove_prefix(2);

  std::string out;
  out.reserve(bytes.size() + bytes.size() / 2);
  std::array<UChar, 8192> buffer;
  const char* from = bytes.data();
  const char* const end = from + bytes.size();
  UChar32 lead = 0;
  for (bool more = true; more;) {
    UChar* to = buffer.data();
    status = U_ZERO_ERROR;
    ucnv_toUnicode(converter.get(), &to, buffer.data() + buffer.size(), &from, end, nullptr, true, &status);
    more = status == U_BUFFER_OVERFLOW_ERROR;
    if (U_FAILURE(status) && !more) break;
    for (const UChar* p = buffer.data(); p < to; ++p) {
      if (U16_IS_LEAD(*p)) { if (lead) encode(replacement, out); lead = *p; continue; }
      if (U16_IS_TRAIL(*p)) {
        encode(lead ? static_cast<char32_t>(U16_GET_SUPPLEMENTARY(lead, *p)) : replacement, out);
        lead = 0;
        continue;
      }
      if (lead) { encode(replacement, out); lead = 0; }
      encode(*p, out);
    }
  }
  if (lead) encode(replacement, out);
  return out;
}

std::string clean(std::string_view utf8) {
  std::string out;
  out.reserve(utf8.size());
  bool ascii = true;
  for (std::size_t i = 0; i < utf8.size();) {
    unsigned char c = static_cast<unsigned char>(utf8[i]);
    if (c < 0x80) {
      const std::size_t from = i;
      while (i < utf8.size() && ((c = static_cast<unsigned char>(utf8[i])), (c >= 32 && c < 127) || c == '\n' || c == '\t')) ++i;
      out.append(utf8, from, i - from);
      if (i >= utf8.size() || c >= 0x80) continue;
      if (c == '\r') {
        out.push_back('\n');
        if (i + 1 < utf8.size() && utf8[i + 1] == '\n') ++i;
      } else if (c == '\f' || c == '\v') {
        out.push_back('\n');
      }
      ++i;
      continue;
    }
    ascii = false;
    const std::size_t from = i;
    const char32_t d = decode(utf8, i);
    if (d == 0xA0 || d == 0x202F || d == 0x2007) out.push_back(' ');
    else if (d == 0x85 || d == 0x2028 || d == 0x2029) out.push_back('\n');
    else if ((d >= 0x80 && d < 0xA0) || d == 0xFEFF || d == 0xAD || d == 0x200B || d == 0x2060 || (d >= 0xFFF9 && d <= 0xFFFB)) continue;
    else if (d == replacement) encode(replacement, out);
    else out.append(utf8, from, i - from);
  }
  return ascii ? out : nfc(out);
}

std::string clean_text(std::string_view bytes, std::string_view declared) {
  const std::string encoding = encoding_of(bytes, declared);
  if (encoding.empty()) throw Error(Code::invalid, "The file is not text.");
  if (encoding == "UTF-8") return clean(bytes);
  return clean(to_utf8(bytes, encoding));
}

}  // namespace gw
