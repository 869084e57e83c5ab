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
constexpr std::size_t ahead = 12;  // tokens whose memory is fetched while others are worked on

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
  contexts_ = {};
  slots_ = std::vector<Slot>(first_slots);
  columns_ = {};
}

std::size_t SegmentBuilder::bytes() const {
  return arena_.bytes() + terms_.bytes() + contexts_.capacity() * sizeof(Chain) + slots_.size() * sizeof(Slot) + columns_.chunks() * 10 + columns_.numbers.size() * 44;
}

void SegmentBuilder::begin_document(std::int64_t number, std::uint64_t tie, std::uint32_t compartment) {
  columns_.add_document(number, tie, compartment);
}

void SegmentBuilder::add_chunk(std::uint32_t ordinal, std::string_view text, std::string_view context_text) {
  std::uint32_t length[fields] = {};
  const auto take = [&](Field field, std::string_view words) {
    seen_.clear();
    const auto see = [&](std::string_view term) { seen_.push_back({term, hash64(term)}); };
    analyser_.each(words, [&](std::string_view term, std::uint32_t, std::uint32_t) { ++length[field]; see(term); });
    analyser_.each_single(see);
    add_seen(field);
  };
  take(body, text);
  take(context, context_text);
  columns_.add_chunk(ordinal, length[body], length[context]);
}

// A table of a million terms is not in the cache: the slot of a token is fetched two steps ahead of its use, its state one step ahead.
void SegmentBuilder::add_seen(Field field) {
  const std::uint32_t chunk = columns_.chunks();
  for (std::size_t i = 0; i < seen_.size(); ++i) {
    const std::size_t mask = slots_.size() - 1;
    if (i + 2 * ahead < seen_.size()) __builtin_prefetch(&slots_[seen_[i + 2 * ahead].hash & mask]);
    if (i + ahead < seen_.size())
      if (const Slot slot = slots_[seen_[i + ahead].hash & mask]; slot.term != 0) __builtin_prefetch(&terms_[slot.term - 1]);
    TermState& state = state_of(seen_[i].term, seen_[i].hash);
    if (field == context && state.context == no_context) {
      state.context = static_cast<std::uint32_t>(contexts_.size());
      contexts_.emplace_back();
    }
    Chain& chain = field == body ? state.body : contexts_[state.context];
    if (chain.frequency > 0 && chain.chunk == chunk) {
      ++chain.frequency;
      continue;
    }
    settle(chain);
    chain.chunk = chunk;
    chain.frequency = 1;
  }
}

std::string_view SegmentBuilder::text_of(const TermState& state) const {
  if (state.size <= inline_bytes) return {state.text.data(), state.size};
  std::uint32_t place;
  std::memcpy(&place, state.text.data(), sizeof place);
  return {arena_.at(place), state.size};
}

SegmentBuilder::TermState& SegmentBuilder::state_of(std::string_view term, std::uint64_t wide) {
  const auto hash = static_cast<std::uint32_t>(wide >> 32);
  const std::size_t mask = slots_.size() - 1;
  for (std::size_t at = wide & mask;; at = (at + 1) & mask) {
    Slot& slot = slots_[at];
    if (slot.term == 0) {
      slot = {hash, static_cast<std::uint32_t>(terms_.size() + 1)};
      TermState& state = terms_.append();
      state.size = static_cast<std::uint8_t>(term.size());
      if (term.size() <= inline_bytes) {
        std::memcpy(state.text.data(), term.data(), term.size());
      } else {
        const std::uint32_t place = arena_.take(state.size);
        std::memcpy(arena_.at(place), term.data(), term.size());
        std::memcpy(state.text.data(), &place, sizeof place);
      }
      if (terms_.size() * 2 > slots_.size()) grow_table();
      return state;
    }
    if (slot.hash != hash) continue;
    TermState& state = terms_[slot.term - 1];
    if (text_of(state) == term) return state;
  }
}

void SegmentBuilder::grow_table() {
  slots_ = std::vector<Slot>(slots_.size() * 2);
  const std::size_t mask = slots_.size() - 1;
  for (std::uint32_t i = 0; i < terms_.size(); ++i) {
    const std::uint64_t wide = hash64(text_of(terms_[i]));
    std::size_t at = wide & mask;
    while (slots_[at].term != 0) at = (at + 1) & mask;
    slots_[at] = {static_cast<std::uint32_t>(wide >> 32), i + 1};
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
    const std::uint32_t step = chain.step == 0 ? first_piece : std::min(chain.step * 2u, largest_piece);
    const std::uint32_t place = arena_.take(step + link_bytes);
    if (chain.step == 0) chain.head = place;
    else std::memcpy(arena_.at(chain.at), &place, link_bytes);
    chain.at = place;
    chain.left = chain.step = static_cast<std::uint16_t>(step);
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
  const auto text = [&](std::uint32_t t) { return text_of(terms_[t]); };
  for (std::uint32_t i = 0; i < terms_.size(); ++i) order[i] = {sort_key(text(i)), i};
  std::ranges::sort(order, [&](const Order& a, const Order& b) { return a.key != b.key ? a.key < b.key : text(a.term) < text(b.term); });
  SegmentWriter writer(file, columns_);
  for (const auto& [key, term] : order) {
    writer.begin_term(text(term));
    TermState& state = terms_[term];
    settle(state.body);
    write_chain(writer, body, state.body);
    if (state.context != no_context) {
      settle(contexts_[state.context]);
      write_chain(writer, context, contexts_[state.context]);
    }
    writer.end_term();
  }
  const auto written = writer.finish(analyser_version);
  clear();
  return written;
}

}  // namespace gw
