// A chart as Word knows it: its own part, with a small workbook behind it so that it can be edited.
#pragma once
#include <string>

#include "render/report.h"

namespace gw {

/// The part word/charts/chartN.xml; its relation rId1 is the workbook.
std::string docx_chart(const Chart& chart);
/// The workbook, an xlsx: labels in column A from row 2, a series in each further column.
std::string chart_workbook(const Chart& chart);

}  // namespace gw
