// A parsed page in an arena: gumbo's own release of a tree recurses, and this one bounds the memory.
#pragma once
#include <gumbo.h>

#include <memory>
#include <string_view>

namespace gw {

class HtmlTree {
 public:
  /// `html` must outlive the tree. Error(invalid) when the tree needs more than the limit.
  explicit HtmlTree(std::string_view html);
  ~HtmlTree();
  HtmlTree(const HtmlTree&) = delete;
  HtmlTree& operator=(const HtmlTree&) = delete;
  const GumboNode* root() const { return root_; }

 private:
  struct Arena;
  std::unique_ptr<Arena> arena_;
  const GumboNode* root_ = nullptr;
};

/// How deep the tags of a page nest, about; for a look before the tree is built.
std::size_t nesting_of(std::string_view html);

}  // namespace gw
