#include "render/docx_chart.h"

#include <fmt/format.h>

#include "render/chart.h"
#include "render/markup.h"
#include "render/package.h"

namespace gw {
namespace {

std::string column(std::size_t n) { return std::string(1, static_cast<char>('A' + n)); }  // at most 12 series

std::string text_properties(int size, bool bold = false, const char* colour = "404040") {
  return fmt::format("<c:txPr><a:bodyPr/><a:lstStyle/><a:p><a:pPr><a:defRPr sz=\"{}\" b=\"{}\"><a:solidFill><a:srgbClr val=\"{}\"/></a:solidFill></a:defRPr></a:pPr><a:endParaRPr lang=\"en-US\"/></a:p></c:txPr>", size, bold ? 1 : 0, colour);
}

std::string title(const std::string& text, int size, bool bold) {
  return fmt::format("<c:title><c:tx><c:rich><a:bodyPr/><a:lstStyle/><a:p><a:pPr><a:defRPr sz=\"{0}\" b=\"{1}\"/></a:pPr><a:r><a:rPr lang=\"en-US\" altLang=\"zh-CN\" sz=\"{0}\" b=\"{1}\"/><a:t>{2}</a:t></a:r></a:p></c:rich></c:tx><c:overlay val=\"0\"/></c:title>",
                     size, bold ? 1 : 0, escaped(text));
}

std::string fill(std::size_t n) { return fmt::format("<a:solidFill><a:srgbClr val=\"{}\"/></a:solidFill>", chart_colour(n)); }

std::string data_labels(bool shown, bool percent) {
  return fmt::format("<c:dLbls>{}<c:showLegendKey val=\"0\"/><c:showVal val=\"{}\"/><c:showCatName val=\"0\"/><c:showSerName val=\"0\"/><c:showPercent val=\"{}\"/><c:showBubbleSize val=\"0\"/></c:dLbls>",
                     shown ? "<c:numFmt formatCode=\"" + std::string(percent ? "0%" : "#,##0.####") + "\" sourceLinked=\"0\"/><c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>" + text_properties(900, percent, percent ? "FFFFFF" : "404040") + (percent ? "<c:dLblPos val=\"ctr\"/>" : "") : "", shown && !percent ? 1 : 0, shown && percent ? 1 : 0);
}

std::string labels(const Chart& chart) {
  std::string out = fmt::format("<c:cat><c:strRef><c:f>Sheet1!$A$2:$A${}</c:f><c:strCache><c:ptCount val=\"{}\"/>", chart.labels.size() + 1, chart.labels.size());
  for (std::size_t i = 0; i < chart.labels.size(); ++i) out += fmt::format("<c:pt idx=\"{}\"><c:v>{}</c:v></c:pt>", i, escaped(chart.labels[i]));
  return out + "</c:strCache></c:strRef></c:cat>";
}

std::string values(const Chart& chart, std::size_t n) {
  const auto& all = chart.series[n].values;
  std::string out = fmt::format("<c:val><c:numRef><c:f>Sheet1!${0}$2:${0}${1}</c:f><c:numCache><c:formatCode>General</c:formatCode><c:ptCount val=\"{2}\"/>", column(n + 1), all.size() + 1, all.size());
  for (std::size_t i = 0; i < all.size(); ++i)
    if (all[i]) out += fmt::format("<c:pt idx=\"{}\"><c:v>{}</c:v></c:pt>", i, *all[i]);
  return out + "</c:numCache></c:numRef></c:val>";
}

std::string series(const Chart& chart, std::size_t n) {
  std::string out = fmt::format("<c:ser><c:idx val=\"{0}\"/><c:order val=\"{0}\"/><c:tx><c:strRef><c:f>Sheet1!${1}$1</c:f><c:strCache><c:ptCount val=\"1\"/><c:pt idx=\"0\"><c:v>{2}</c:v></c:pt></c:strCache></c:strRef></c:tx>", n, column(n + 1),
                                escaped(chart.series[n].name.empty() ? chart.title : chart.series[n].name));
  const bool few = chart.labels.size() * chart.series.size() <= 24;
  switch (chart.kind) {
    case Chart::Kind::bar: out += "<c:spPr>" + fill(n) + "</c:spPr><c:invertIfNegative val=\"0\"/>" + data_labels(few, false); break;
    case Chart::Kind::line:
      out += fmt::format("<c:spPr><a:ln w=\"28575\">{0}</a:ln></c:spPr><c:marker><c:symbol val=\"circle\"/><c:size val=\"5\"/><c:spPr>{0}</c:spPr></c:marker>", fill(n)) + data_labels(few && chart.series.size() == 1, false);
      break;
    case Chart::Kind::pie:
      for (std::size_t i = 0; i < chart.labels.size(); ++i) out += fmt::format("<c:dPt><c:idx val=\"{}\"/><c:bubble3D val=\"0\"/><c:spPr>{}<a:ln w=\"12700\"><a:solidFill><a:srgbClr val=\"FFFFFF\"/></a:solidFill></a:ln></c:spPr></c:dPt>", i, fill(i));
      out += data_labels(true, true);
      break;
  }
  return out + labels(chart) + values(chart, n) + (chart.kind == Chart::Kind::line ? "<c:smooth val=\"0\"/>" : "") + "</c:ser>";
}

std::string axes(const Chart& chart) {
  const Scale scale = scale_of(chart);
  return "<c:catAx><c:axId val=\"1\"/><c:scaling><c:orientation val=\"minMax\"/></c:scaling><c:delete val=\"0\"/><c:axPos val=\"b\"/><c:numFmt formatCode=\"General\" sourceLinked=\"0\"/><c:majorTickMark val=\"none\"/><c:minorTickMark val=\"none\"/>"
         "<c:tickLblPos val=\"low\"/>" + text_properties(900) + "<c:crossAx val=\"2\"/><c:crosses val=\"autoZero\"/><c:auto val=\"0\"/><c:lblAlgn val=\"ctr\"/><c:lblOffset val=\"100\"/><c:noMultiLvlLbl val=\"1\"/></c:catAx>"
         "<c:valAx><c:axId val=\"2\"/><c:scaling><c:orientation val=\"minMax\"/>" + fmt::format("<c:max val=\"{}\"/><c:min val=\"{}\"/>", scale.most, scale.least) + "</c:scaling><c:delete val=\"0\"/><c:axPos val=\"l\"/><c:majorGridlines><c:spPr><a:ln w=\"6350\"><a:solidFill><a:srgbClr val=\"E3E5E8\"/></a:solidFill></a:ln></c:spPr></c:majorGridlines>" +
         (chart.unit.empty() ? "" : title(chart.unit, 900, false)) +
         "<c:numFmt formatCode=\"#,##0.####\" sourceLinked=\"0\"/><c:majorTickMark val=\"none\"/><c:minorTickMark val=\"none\"/><c:tickLblPos val=\"nextTo\"/>" + text_properties(900) + "<c:crossAx val=\"1\"/><c:crosses val=\"autoZero\"/><c:crossBetween val=\"between\"/>" + fmt::format("<c:majorUnit val=\"{}\"/></c:valAx>", scale.step);
}

std::string plot(const Chart& chart) {
  std::string all;
  for (std::size_t n = 0; n < chart.series.size(); ++n) all += series(chart, n);
  const std::string ids = "<c:axId val=\"1\"/><c:axId val=\"2\"/>";
  switch (chart.kind) {
    case Chart::Kind::bar: return "<c:barChart><c:barDir val=\"col\"/><c:grouping val=\"clustered\"/><c:varyColors val=\"0\"/>" + all + "<c:gapWidth val=\"60\"/>" + ids + "</c:barChart>" + axes(chart);
    case Chart::Kind::line: return "<c:lineChart><c:grouping val=\"standard\"/><c:varyColors val=\"0\"/>" + all + "<c:marker val=\"1\"/>" + ids + "</c:lineChart>" + axes(chart);
    case Chart::Kind::pie: return "<c:pieChart><c:varyColors val=\"1\"/>" + all + "<c:firstSliceAng val=\"0\"/></c:pieChart>";
  }
  return {};
}

}  // namespace

std::string docx_chart(const Chart& chart) {
  const bool legend = chart.kind == Chart::Kind::pie || chart.series.size() > 1;
  return std::string(xml_head) +
         "<c:chartSpace xmlns:c=\"http://schemas.openxmlformats.org/drawingml/2006/chart\" xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\">"
         "<c:roundedCorners val=\"0\"/><c:chart>" +
         (chart.title.empty() ? "<c:autoTitleDeleted val=\"1\"/>" : title(chart.title, 1200, true) + "<c:autoTitleDeleted val=\"0\"/>") + "<c:plotArea><c:layout/>" + plot(chart) + "</c:plotArea>" +
         (legend ? fmt::format("<c:legend><c:legendPos val=\"{}\"/><c:overlay val=\"0\"/>{}</c:legend>", chart.kind == Chart::Kind::pie ? "r" : "b", text_properties(900)) : "") +
         "<c:plotVisOnly val=\"1\"/><c:dispBlanksAs val=\"gap\"/></c:chart><c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr><c:externalData r:id=\"rId1\"><c:autoUpdate val=\"0\"/></c:externalData></c:chartSpace>";
}

std::string chart_workbook(const Chart& chart) {
  std::string rows;
  const auto text = [](const std::string& place, const std::string& words) { return fmt::format("<c r=\"{}\" t=\"inlineStr\"><is><t xml:space=\"preserve\">{}</t></is></c>", place, escaped(words)); };
  rows += "<row r=\"1\">";
  for (std::size_t n = 0; n < chart.series.size(); ++n) rows += text(column(n + 1) + "1", chart.series[n].name.empty() ? chart.title : chart.series[n].name);
  rows += "</row>";
  for (std::size_t i = 0; i < chart.labels.size(); ++i) {
    rows += fmt::format("<row r=\"{0}\">{1}", i + 2, text(fmt::format("A{}", i + 2), chart.labels[i]));
    for (std::size_t n = 0; n < chart.series.size(); ++n)
      if (chart.series[n].values[i]) rows += fmt::format("<c r=\"{}{}\"><v>{}</v></c>", column(n + 1), i + 2, *chart.series[n].values[i]);
    rows += "</row>";
  }
  const std::string head(xml_head), main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main", office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
  const std::string relations = head + "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" Type=\"" + office;
  return packed({
      {"[Content_Types].xml", head + "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
                                     "<Default Extension=\"xml\" ContentType=\"application/xml\"/><Override PartName=\"/xl/workbook.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml\"/>"
                                     "<Override PartName=\"/xl/worksheets/sheet1.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml\"/></Types>"},
      {"_rels/.rels", relations + "/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"},
      {"xl/workbook.xml", head + "<workbook xmlns=\"" + main + "\" xmlns:r=\"" + office + "\"><sheets><sheet name=\"Sheet1\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>"},
      {"xl/_rels/workbook.xml.rels", relations + "/worksheet\" Target=\"worksheets/sheet1.xml\"/></Relationships>"},
      {"xl/worksheets/sheet1.xml", head + "<worksheet xmlns=\"" + main + "\"><sheetData>" + rows + "</sheetData></worksheet>"},
  });
}

}  // namespace gw
