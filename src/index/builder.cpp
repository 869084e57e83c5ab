#include "index/builder.h"

#include <algorithm>
#include <bit>
#include <cstring>

#include "base/error.h"
#include "base/hash.h"

namespace gw {
namespace {

constexpr std::uint32_t first_piece = 12, largest_piece = 4096, link_bytes = 4;
constexpr std::size_t first_slots = 1 << 14;

// The first eight bytes as a number that sorts like the text: most comparisons end here.
std::uint64_t sort_key(std::string_view term) {
  char bytes[8] = {};
  std::memcpy(bytes, term.data(), std::min<std::size_t>(8, term.size()));
  std::uint64_t key;
  std::memcpy(&key, bytes, 8);
  return std::byteswap(key);
}

}  // namespace

std::uint32_t Arena::take(std::uint32_t bytes) {
  if (used_ + bytes > page_bytes) {
    GW_ASSERT(pages_.size() < 4095);
    pages_.push_back(std::make_unique_for_overwrite<char[]>(page_bytes));
    used_ = 0;
  }
  const auto place = static_cast<std::uint32_t>(pages_.size() - 1) * page_bytes + used_;
  used_ += bytes;
  return place;
}

void Arena::clear() {
  pages_.clear();
  used_ = page_bytes;
}

SegmentBuilder::SegmentBuilder() : slots_(first_slots) {}

void SegmentBuilder::clear() {
  arena_.clear();
  terms_ = {};
  slots_.assign(first_slots, 0);
  columns_ = {};
}

std::size_t SegmentBuilder::bytes() const {
  return arena_.bytes() + terms_.capacity() * sizeof(TermState) + slots_.size() * 4 + columns_.chunks() * 10 + columns_.numbers.size() * 44;
}

void SegmentBuilder::begin_document(std::int64_t number, std::uint64_t tie, std::uint32_t compartment) {
  columns_.add_document(number, tie, compartment);
}

void SegmentBuilder::add_chunk(std::uint32_t ordinal, std::string_view text, std::string_view context_text) {
  std::uint32_t length[fields] = {};
  const auto take = [&](Field field, std::string_view words) {
    analyser_.each(words, [&](std::string_view term, std::uint32_t, std::uint32_t) { ++length[field]; add(field, term); });
    analyser_.each_single([&](std::string_view character) { add(field, character); });
  };
  take(body, text);
  take(context, context_text);
  columns_.add_chunk(ordinal, length[body], length[context]);
}

void SegmentBuilder::add(Field field, std::string_view term) {
  Chain& chain = state_of(term).chain[field];
  const std::uint32_t chunk = columns_.chunks();
  if (chain.frequency > 0 && chain.chunk == chunk) {
    ++chain.frequency;
    return;
  }
  settle(chain);
  chain.chunk = chunk;
  chain.frequency = 1;
}

SegmentBuilder::TermState& SegmentBuilder::state_of(std::string_view term) {
  const std::uint64_t wide = hash64(term);
  const auto hash = static_cast<std::uint32_t>(wide >> 32);
  const std::size_t mask = slots_.size() - 1;
  for (std::size_t slot = wide & mask;; slot = (slot + 1) & mask) {
    if (slots_[slot] == 0) {
      slots_[slot] = static_cast<std::uint32_t>(terms_.size() + 1);
      TermState& state = terms_.emplace_back();
      state.text = arena_.take(static_cast<std::uint32_t>(term.size()));
      state.size = static_cast<std::uint8_t>(term.size());
      state.hash = hash;
      std::memcpy(arena_.at(state.text), term.data(), term.size());
      if (terms_.size() * 2 > slots_.size()) grow_table();
      return terms_.back();
    }
    TermState& state = terms_[slots_[slot] - 1];
    if (state.hash == hash && state.size == term.size() && std::memcmp(arena_.at(state.text), term.data(), term.size()) == 0) return state;
  }
}

void SegmentBuilder::grow_table() {
  slots_.assign(slots_.size() * 2, 0);
  const std::size_t mask = slots_.size() - 1;
  for (std::uint32_t i = 0; i < terms_.size(); ++i) {
    std::size_t slot = hash64({arena_.at(terms_[i].text), terms_[i].size}) & mask;
    while (slots_[slot] != 0) slot = (slot + 1) & mask;
    slots_[slot] = i + 1;
  }
}

// Writes the posting that grew, as varint(gap * 2 + (frequency > 1)) [varint frequency].
void SegmentBuilder::settle(Chain& chain) {
  if (chain.frequency == 0) return;
  const auto put = [&](std::uint64_t n) {
    for (; n >= 0x80; n >>= 7) put_byte(chain, static_cast<std::uint8_t>(n | 0x80));
    put_byte(chain, static_cast<std::uint8_t>(n));
  };
  put(static_cast<std::uint64_t>(chain.chunk - chain.before) << 1 | (chain.frequency > 1));
  if (chain.frequency > 1) put(chain.frequency);
  chain.before = chain.chunk + 1;
  chain.frequency = 0;
  ++chain.count;
}

void SegmentBuilder::put_byte(Chain& chain, std::uint8_t byte) {
  if (chain.left == 0) {
    const std::uint32_t step = chain.step == 0 ? first_piece : std::min(chain.step * 2, largest_piece);
    const std::uint32_t place = arena_.take(step + link_bytes);
    if (chain.step == 0) chain.head = place;
    else std::memcpy(arena_.at(chain.at), &place, link_bytes);
    chain.at = place;
    chain.left = chain.step = step;
  }
  *arena_.at(chain.at) = static_cast<char>(byte);
  ++chain.at;
  --chain.left;
}

void SegmentBuilder::write_chain(SegmentWriter& writer, Field field, const Chain& chain) const {
  std::uint32_t at = chain.head, step = first_piece, left = first_piece;
  const auto byte = [&]() -> std::uint8_t {
    if (left == 0) {
      std::memcpy(&at, arena_.at(at), link_bytes);
      left = step = std::min(step * 2, largest_piece);
    }
    --left;
    return static_cast<std::uint8_t>(*arena_.at(at++));
  };
  const auto number = [&] {
    std::uint64_t value = 0;
    for (int shift = 0;; shift += 7) {
      const std::uint8_t b = byte();
      value |= static_cast<std::uint64_t>(b & 0x7F) << shift;
      if (b < 0x80) return value;
    }
  };
  std::uint32_t before = 0;
  for (std::uint32_t i = 0; i < chain.count; ++i) {
    const std::uint64_t gap = number();
    const auto frequency = gap & 1 ? static_cast<std::uint32_t>(number()) : 1;
    const auto chunk = static_cast<std::uint32_t>(before + (gap >> 1));
    writer.add(field, chunk, frequency);
    before = chunk + 1;
  }
}

SegmentWriter::Written SegmentBuilder::write(const fs::path& file) {
  GW_ASSERT(documents() > 0);
  struct Order { std::uint64_t key; std::uint32_t term; };
  std::vector<Order> order(terms_.size());
  const auto text = [&](std::uint32_t t) { return std::string_view(arena_.at(terms_[t].text), terms_[t].size); };
  for (std::uint32_t i = 0; i < terms_.size(); ++i) order[i] = {sort_key(text(i)), i};
  std::ranges::sort(order, [&](const Order& a, const Order& b) { return a.key != b.key ? a.key < b.key : text(a.term) < text(b.term); });
  SegmentWriter writer(file, columns_);
  for (const auto& [key, term] : order) {
    writer.begin_term(text(term));
    for (const Field field : {body, context}) {
      Chain& chain = terms_[term].chain[field];
      settle(chain);
      write_chain(writer, field, chain);
    }
    writer.end_term();
  }
  const auto written = writer.finish(analyser_version);
  clear();
  return written;
}

}  // namespace gw
