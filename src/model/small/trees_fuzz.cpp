// Any bytes: refused with an Error, or a model that can be evaluated and written down again.
#include "base/error.h"
#include "model/small/trees.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  try {
    const auto trees = gw::Trees::parse({reinterpret_cast<const char*>(data), size});
    const std::vector<float> values(trees.inputs().size(), 0.5F);
    const double result = trees.result(values);
    if (gw::Trees::parse(trees.print()).result(values) != result) __builtin_trap();
  } catch (const gw::Error&) {
  }
  return 0;
}
