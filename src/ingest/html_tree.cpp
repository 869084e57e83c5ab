#include "ingest/html_tree.h"

#include <algorithm>
#include <array>
#include <csetjmp>
#include <cstdlib>
#include <vector>

#include "base/error.h"
#include "base/text.h"

namespace gw {
namespace {

constexpr std::size_t tree_bytes_most = 320u << 20;
constexpr std::size_t slab_bytes_first = 32u << 10, slab_bytes_most = 1u << 20;

}  // namespace

// Gives memory away front to back and takes none back. When the budget is spent it jumps out of gumbo, which is C and holds nothing but this memory.
struct HtmlTree::Arena {
  std::vector<void*> slabs;
  char* next = nullptr;
  std::size_t left = 0, used = 0, slab_bytes = slab_bytes_first;
  std::jmp_buf over;

  ~Arena() {
    for (void* slab : slabs) std::free(slab);
  }
  static void* allocate(void* self, std::size_t size) { return static_cast<Arena*>(self)->take(size); }
  static void release(void*, void*) {}

  void* take(std::size_t size) {
    size = (size + 15) & ~std::size_t{15};
    if (size > left) {
      const std::size_t slab = std::max(size, slab_bytes);
      used += slab;
      void* memory = used > tree_bytes_most ? nullptr : std::malloc(slab);
      if (memory == nullptr) std::longjmp(over, 1);
      slabs.push_back(memory);
      if (slab > slab_bytes) return memory;  // a large piece of its own; the open slab stays open
      slab_bytes = std::min(slab_bytes * 2, slab_bytes_most);
      next = static_cast<char*>(memory);
      left = slab;
    }
    void* out = next;
    next += size;
    left -= size;
    return out;
  }
};

HtmlTree::HtmlTree(std::string_view html) : arena_(std::make_unique<Arena>()) {
  arena_->slabs.reserve(64);
  GumboOptions options = kGumboDefaultOptions;
  options.allocator = Arena::allocate;
  options.deallocator = Arena::release;
  options.userdata = arena_.get();
  options.max_errors = 0;
  const GumboOutput* volatile output = nullptr;
  if (setjmp(arena_->over) == 0) output = gumbo_parse_with_options(&options, html.data(), html.size());
  if (output == nullptr) throw Error(Code::invalid, "The page is too large to read.");
  root_ = output->root;
}

HtmlTree::~HtmlTree() = default;

std::size_t nesting_of(std::string_view html) {
  // Elements that never hold others, or that end by themselves when the next begins.
  constexpr auto flat = std::to_array<std::string_view>({"area", "base", "br", "col", "dd", "dt", "embed", "hr", "img", "input", "li", "link", "meta", "option", "p",
    "param", "rp", "rt", "source", "tbody", "td", "tfoot", "th", "thead", "tr", "track", "wbr"});
  std::size_t depth = 0, most = 0;
  for (std::size_t at = 0; (at = html.find('<', at)) != std::string_view::npos;) {
    ++at;
    const bool closing = at < html.size() && html[at] == '/';
    if (closing) ++at;
    std::string name;
    for (std::size_t i = at; i < html.size() && name.size() < 12; ++i) {
      const char c = static_cast<char>(html[i] | 0x20);
      if ((c < 'a' || c > 'z') && !(html[i] >= '0' && html[i] <= '9')) break;
      name.push_back(html[i] >= '0' && html[i] <= '9' ? html[i] : c);
    }
    if (name.empty() || name[0] < 'a' || std::binary_search(flat.begin(), flat.end(), name)) continue;
    if (closing) depth -= depth > 0;
    else most = std::max(most, ++depth);
  }
  return most;
}

}  // namespace gw
