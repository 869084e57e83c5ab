// The language in which commands speak where they know both: the setting `language`.
#pragma once
#include "cli/cli.h"
#include "flow/words.h"

namespace gw::cli {

std::vector<Setting> tongue_settings();

/// `language` of the settings; for "auto" that of LC_ALL, LC_MESSAGES or LANG, the first that is set. Error(invalid) for another value.
Tongue tongue_of(const House& house);

}  // namespace gw::cli
