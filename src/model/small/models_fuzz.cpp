// Any bytes, and fitted models with any of their bytes changed: refused with an Error, or a model that can be used and written down again.
#include "base/error.h"
#include "model/small/tiny_models.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const std::string sound[] = {gw::tiny::linear().print(), gw::tiny::blend(40).print(), gw::tiny::finder(6).print()};
  if (size == 0) return 0;
  const std::string_view rest(reinterpret_cast<const char*>(data) + 1, size - 1);
  const int kind = data[0] % 3;
  for (const std::string& blob : {gw::tiny::damaged(sound[kind], rest), std::string(rest)}) try {
      gw::tiny::use(kind, blob);
    } catch (const gw::Error&) {
    }
  return 0;
}
