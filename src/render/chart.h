// Reading and drawing of charts.
#pragma once
#include <string>
#include <string_view>

#include "render/render.h"

namespace gw {

/// Reads the inside of a ```chart block, YAML or JSON:
///   kind: bar|line|pie; title: text or {en, zh}; unit: text; labels: [..]; values: [..] or series: [{name: text or {en, zh}, values: [..]}]
/// Error(invalid) that says what is wrong with it.
Chart read_chart(std::string_view text, ReportTongue tongue, const ReportLimits& limits);

/// An <svg> element with its labels as text, 720 units wide.
std::string svg_of(const Chart& chart);

/// The chart as a table: labels, then a column for each series.
ReportTable table_of(const Chart& chart);

std::string chart_number(double value);   ///< 1,234.5: at most four significant places behind the point, thousands apart
const char* chart_colour(std::size_t n);  ///< "3366aa": of series or slice n; they can be told apart by the colour-blind

/// About how many columns a text takes where Latin letters take one and Han two.
std::size_t drawn_columns(std::string_view text);

/// Round steps for an axis that holds all values, and zero unless it is a line far above it.
struct Scale { double least = 0, most = 1, step = 0.25; };
Scale scale_of(const Chart& chart);

}  // namespace gw
