// The measurements of the small models, each over one folder of data; the main program picks one.
#pragma once
#include <filesystem>

namespace gw::bench {

void measure_bugs(const std::filesystem::path& folder);
void measure_duplicates(const std::filesystem::path& folder);
void measure_contracts(const std::filesystem::path& folder, int orders);

}  // namespace gw::bench
