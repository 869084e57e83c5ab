// The parts of a docx that are the same for every report, or nearly so: how things look.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "render/report.h"

namespace gw {

std::string docx_styles(ReportTongue tongue);

/// An ordered list: at which level it stands and with which number it begins. The lists have the numbers 2, 3, ...; 1 are bullets.
struct DocxNumbering { int level = 0; std::int64_t start = 1; };
std::string docx_numbering(const std::vector<DocxNumbering>& lists);

std::string docx_footer();
std::string docx_settings();

}  // namespace gw
