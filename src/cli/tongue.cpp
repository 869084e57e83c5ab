#include "cli/tongue.h"

#include <fmt/format.h>

#include <cstdlib>

#include "base/error.h"

namespace gw::cli {

std::vector<Setting> tongue_settings() {
  return {{"language", "what commands speak where they know both: en, zh, or auto for that of the terminal (LC_ALL, LC_MESSAGES, LANG)", "auto"}};
}

Tongue tongue_of(const House& house) {
  std::string language = house.settings.text("language");
  if (language != "en" && language != "zh" && language != "auto") throw Error(Code::invalid, fmt::format("The setting language must be auto, en or zh, not \"{}\".", language));
  if (language == "auto")
    for (const char* name : {"LC_ALL", "LC_MESSAGES", "LANG"})
      if (const char* value = std::getenv(name); value != nullptr && *value != '\0') {
        language = value;
        break;
      }
  return language.starts_with("zh") ? Tongue::zh : Tongue::en;
}

}  // namespace gw::cli
