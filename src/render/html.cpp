// HTML: one file that needs nothing else, for the screen and for paper.
#include <fmt/format.h>

#include <algorithm>

#include "render/chart.h"
#include "render/markup.h"

namespace gw {
namespace {

using Kind = ReportBlock::Kind;

// Chinese is set a little looser than English; its fonts come after the Latin ones, so that Latin words keep their own.
constexpr std::string_view style = R"css(
:root{color-scheme:light}
*{box-sizing:border-box}
body{margin:0;background:#f3f4f6;color:#1f2328;font:16px/1.65 "Segoe UI","Helvetica Neue",Arial,"PingFang SC","Hiragino Sans GB","Microsoft YaHei","Noto Sans CJK SC","Source Han Sans SC","WenQuanYi Micro Hei",sans-serif;text-size-adjust:100%}
:lang(zh) body,body:lang(zh){line-height:1.8}
main{max-width:820px;margin:32px auto;padding:56px 64px 64px;background:#fff;border-radius:6px;box-shadow:0 1px 4px rgba(0,0,0,.12);overflow-wrap:break-word}
h1,h2,h3,h4,h5,h6{line-height:1.35;margin:1.7em 0 .6em;color:#14253d;break-after:avoid;text-wrap:balance}
h1{font-size:1.65em}h2{font-size:1.35em;padding-bottom:.25em;border-bottom:1px solid #dde1e6}h3{font-size:1.15em}h4,h5,h6{font-size:1em}
h1.title{font-size:2em;margin:0 0 .9em;padding-bottom:.45em;border-bottom:3px solid #2f6db5}
main>:first-child{margin-top:0}
p,ul,ol,blockquote,pre,table,.callout,figure{margin:0 0 1em}
ul,ol{padding-left:1.7em}li{margin:.25em 0}li>p{margin:.25em 0}li>ul,li>ol{margin:.25em 0}
a{color:#1f5fa8}
code{font:.9em/1.5 ui-monospace,"Cascadia Mono",Menlo,Consolas,"Noto Sans Mono CJK SC",monospace;background:#f1f3f5;padding:.12em .35em;border-radius:3px}
pre{background:#f6f7f9;border:1px solid #e3e6ea;border-radius:4px;padding:.8em 1em;white-space:pre-wrap;overflow-wrap:anywhere}pre code{background:none;padding:0}
blockquote{border-left:4px solid #cfd6de;padding:.1em 0 .1em 1em;color:#4b5563}blockquote>:last-child,.callout>:last-child{margin-bottom:0}
.callout{border-left:4px solid #2f6db5;background:#f0f6fd;padding:.7em 1em;border-radius:0 4px 4px 0;break-inside:avoid}
.callout>.name{font-weight:600;margin:0 0 .3em;color:#1f5fa8}
.tip{border-color:#3a9d6e;background:#eff8f3}.tip>.name{color:#23744e}
.warning{border-color:#e08a1e;background:#fff7ea}.warning>.name{color:#8f5407}
.caution{border-color:#c0392b;background:#fdf0ee}.caution>.name{color:#a02c20}
.wide{overflow-x:auto;margin:0 0 1em}
table{border-collapse:collapse;width:100%;font-size:.94em;line-height:1.5;margin:0;font-variant-numeric:tabular-nums}
th,td{padding:.5em .75em;text-align:left;vertical-align:top;border-bottom:1px solid #e1e5ea}
th{background:#eaf0f7;border-bottom:2px solid #b8c7da;font-weight:600}
tbody tr:nth-child(even){background:#f9fafb}
.r{text-align:right}.c{text-align:center}.l{text-align:left}.n{white-space:nowrap}
hr{border:0;border-top:1px solid #d5dae0;margin:2em 0}
figure{break-inside:avoid}
svg.chart{display:block;width:100%;height:auto;font-family:inherit}
.page{break-after:page;border-top:1px dashed #d5dae0;margin:2em 0}
@media (max-width:700px){main{margin:0;padding:24px 18px;border-radius:0}}
@page{size:A4;margin:20mm 18mm}
@media print{body{background:#fff;font-size:10.5pt}main{max-width:none;margin:0;padding:0;box-shadow:none}.page{border:0;margin:0}.wide{overflow:visible}
thead{display:table-header-group}tr{break-inside:avoid}th,.callout,tbody tr,svg{print-color-adjust:exact;-webkit-print-color-adjust:exact}p,li{orphans:2;widows:2}}
)css";

class Writer {
 public:
  std::string write(const Report& report) {
    tongue_ = report.tongue;
    const bool zh = report.tongue == ReportTongue::zh;
    const std::string title = escaped(report.title.empty() ? (zh ? "报告" : "Report") : report.title);
    out_ = fmt::format("<!DOCTYPE html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\"/>\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n"
                       "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src &#39;none&#39;; style-src &#39;unsafe-inline&#39;\"/>\n<title>{}</title>\n<style>{}</style>\n</head>\n<body>\n<main>\n",
                       zh ? "zh-CN" : "en", title, style);
    if (shows_title(report)) out_ += fmt::format("<h1 class=\"title\">{}</h1>\n", title);
    blocks(report.blocks);
    return std::move(out_) + "</main>\n</body>\n</html>\n";
  }

 private:
  void blocks(const std::vector<ReportBlock>& all) {
    for (const auto& one : all) block(one);
  }

  void block(const ReportBlock& block) {
    switch (block.kind) {
      case Kind::heading: out_ += fmt::format("<h{0} id=\"{2}\">{1}</h{0}>\n", block.level, text(block.text), escaped(anchors_.next(block.text))); break;
      case Kind::paragraph: out_ += fmt::format("<p>{}</p>\n", text(block.text)); break;
      case Kind::list: list(block); break;
      case Kind::item: item(block); break;
      case Kind::table: table(block.table); break;
      case Kind::quote: within("<blockquote>\n", block.inside, "</blockquote>\n"); break;
      case Kind::callout:
        within(fmt::format("<div class=\"callout {}\">\n<p class=\"name\">{}</p>\n", escaped(block.name), callout_title(block.name, tongue_)), block.inside, "</div>\n");
        break;
      case Kind::code: out_ += fmt::format("<pre><code>{}</code></pre>\n", escaped(block.code)); break;
      case Kind::chart: out_ += fmt::format("<figure>{}</figure>\n", svg_of(block.chart)); break;
      case Kind::rule: out_ += "<hr/>\n"; break;
      case Kind::page_break: out_ += "<div class=\"page\"></div>\n"; break;
    }
  }

  void within(std::string before, const std::vector<ReportBlock>& inside, std::string_view after) {
    out_ += before;
    blocks(inside);
    out_ += after;
  }

  void list(const ReportBlock& block) {
    const std::string opens = !block.ordered ? "<ul>\n" : block.start == 1 ? "<ol>\n" : fmt::format("<ol start=\"{}\">\n", block.start);
    within(opens, block.inside, block.ordered ? "</ol>\n" : "</ul>\n");
  }

  // An item of one paragraph is set tight.
  void item(const ReportBlock& block) {
    out_ += "<li>";
    for (std::size_t i = 0; i < block.inside.size(); ++i) {
      const bool tight = i == 0 && block.inside[0].kind == Kind::paragraph && (block.inside.size() == 1 || block.inside[1].kind == Kind::list);
      if (tight) out_ += text(block.inside[0].text) + (block.inside.size() > 1 ? "\n" : "");
      else this->block(block.inside[i]);
    }
    out_ += "</li>\n";
  }

  // Columns of short texts, whose lines are not broken: Chinese may be broken anywhere and would become a column of single characters.
  static std::vector<bool> short_columns(const ReportTable& table) {
    std::vector<bool> out;
    std::size_t all = 0;
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
      std::size_t widest = 0;
      for (const auto& row : table.rows) widest = std::max(widest, drawn_columns(plain_text(row[i])));
      out.push_back(widest <= 16 && (all += widest + 3) <= 70);
    }
    return out;
  }

  void table(const ReportTable& table) {
    const auto is_short = short_columns(table);
    const auto row = [&](const std::vector<Spans>& cells, std::string_view tag) {
      out_ += "<tr>";
      for (std::size_t i = 0; i < cells.size(); ++i) {
        static constexpr std::string_view sides[]{"", "l", "c", "r"};
        std::string look(sides[std::size_t(table.columns[i])]);
        if (is_short[i]) look += look.empty() ? "n" : " n";
        out_ += fmt::format("<{0}{1}>{2}</{0}>", tag, look.empty() ? "" : fmt::format(" class=\"{}\"", look), text(cells[i]));
      }
      out_ += "</tr>\n";
    };
    out_ += "<div class=\"wide\"><table>\n<thead>\n";
    row(table.rows[0], "th");
    out_ += "</thead>\n<tbody>\n";
    for (std::size_t i = 1; i < table.rows.size(); ++i) row(table.rows[i], "td");
    out_ += "</tbody>\n</table></div>\n";
  }

  static std::string text(const Spans& spans) {
    std::string out, link;
    const auto end_link = [&] {
      if (!link.empty()) out += "</a>";
      link.clear();
    };
    for (const auto& span : spans) {
      if (span.link != link) {
        end_link();
        if (!span.link.empty()) out += fmt::format("<a href=\"{}\" rel=\"noopener noreferrer\">", escaped(span.link));
        link = span.link;
      }
      if (span.is_break()) {
        out += "<br/>";
        continue;
      }
      const std::pair<bool, std::string_view> looks[]{{span.bold, "strong"}, {span.italic, "em"}, {span.struck, "s"}, {span.code, "code"}};
      for (const auto& [on, tag] : looks)
        if (on) out += fmt::format("<{}>", tag);
      out += escaped(span.text);
      for (auto at = std::rbegin(looks); at != std::rend(looks); ++at)
        if (at->first) out += fmt::format("</{}>", at->second);
    }
    end_link();
    return out;
  }

  std::string out_;
  ReportTongue tongue_ = ReportTongue::en;
  Anchors anchors_;
};

}  // namespace

std::string html_of(const Report& report) { return Writer().write(report); }

}  // namespace gw
