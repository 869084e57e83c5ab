#include "index/segment.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <cstring>
#include <map>
#include <random>
#include <set>

#include "base/error.h"
#include "base/hash.h"
#include "index/builder.h"
#include "index/lengths.h"
#include "index/merge.h"

namespace gw {
namespace {

struct Folder {
  fs::path path = (fs::exists("/dev/shm") ? fs::path("/dev/shm") : fs::temp_directory_path()) / ("gw-segment-" + to_hex(random_bytes(6)));
  Folder() { fs::create_directories(path); }
  ~Folder() { fs::remove_all(path); }
};

TEST(Bits, ComeBackAsTheyWere) {
  rc::check([](std::uint64_t seed) {
    std::mt19937_64 random(seed);
    const int width = static_cast<int>(random() % 33);
    std::uint32_t in[block_postings], out[block_postings];
    for (auto& n : in) n = width == 0 ? 0 : static_cast<std::uint32_t>(random() & ((std::uint64_t{1} << width) - 1));
    std::string bytes;
    const int bits = bits_needed(in);
    pack(in, bits, bytes);
    RC_ASSERT(bits <= width && bytes.size() == packed_bytes(bits));
    unpack(bytes.data(), bits, out);
    RC_ASSERT(std::equal(in, in + block_postings, out));
  });
}

TEST(Lengths, RiseAndStayNear) {
  std::uint32_t before = 0;
  for (std::uint64_t n = 0; n < 4'000'000'000; n = n < 100000 ? n + 1 : n + n / 977) {
    const auto decoded = decoded_length(length_code(static_cast<std::uint32_t>(n)));
    ASSERT_GE(decoded, before);
    ASSERT_LE(decoded, n);
    ASSERT_GE(static_cast<double>(decoded), static_cast<double>(n) * 0.88);
    before = decoded;
  }
}

TEST(Postings, ComeBackAndTheirPairsCoverThem) {
  rc::check([](std::uint64_t seed) {
    std::mt19937_64 random(seed);
    const std::uint32_t count = 1 + static_cast<std::uint32_t>(random() % 1000), spread = 1 + static_cast<std::uint32_t>(random() % 5000);
    std::vector<std::array<std::uint32_t, 3>> postings;
    PostingEncoder encoder;
    std::uint32_t chunk = 0;
    for (std::uint32_t i = 0; i < count; ++i) {
      chunk += static_cast<std::uint32_t>(random() % spread);
      const auto frequency = static_cast<std::uint8_t>(random() % 3 == 0 ? 1 + random() % 255 : 1);
      const auto length = static_cast<std::uint8_t>(random() % 248);
      postings.push_back({chunk, frequency, length});
      encoder.add(chunk++, frequency, length);
    }
    std::string bytes;
    encoder.finish(bytes);
    const PostingList list(bytes, count, chunk);
    std::uint32_t chunks[block_postings], frequencies[block_postings];
    std::size_t at = 0;
    for (std::size_t block = 0; block < list.blocks(); ++block) {
      const std::uint32_t n = list.decode(block, chunks, frequencies);
      for (std::uint32_t i = 0; i < n; ++i, ++at) {
        RC_ASSERT(chunks[i] == postings[at][0] && frequencies[i] == postings[at][1]);
        if (!list.has_rows()) continue;
        const Pairs pairs = list.pairs_of(block);
        bool covered = false;
        for (std::size_t p = 0; p < 4; ++p) covered = covered || (pairs.frequency[p] >= postings[at][1] && pairs.length[p] <= postings[at][2]);
        RC_ASSERT(covered);
        RC_ASSERT(list.find_block(chunks[i], random() % (block + 1)) == block);
      }
    }
    RC_ASSERT(at == count);
  });
}

TEST(Postings, ADamagedListIsAnError) {
  rc::check([](std::uint64_t seed) {
    std::mt19937_64 random(seed);
    PostingEncoder encoder;
    const std::uint32_t count = 1 + static_cast<std::uint32_t>(random() % 600);
    for (std::uint32_t i = 0; i < count; ++i) encoder.add(i * 3, static_cast<std::uint8_t>(1 + i % 7), 9);
    std::string bytes;
    encoder.finish(bytes);
    for (int i = 0; i < 5; ++i) bytes[random() % bytes.size()] = static_cast<char>(random());
    if (random() % 4 == 0) bytes.resize(random() % (bytes.size() + 1));
    std::uint32_t chunks[block_postings], frequencies[block_postings];
    try {
      const PostingList list(bytes, count, count * 3);
      for (std::size_t block = 0; block < list.blocks(); ++block) {
        const std::uint32_t n = list.decode(block, chunks, frequencies);
        for (std::uint32_t i = 0; i < n; ++i) RC_ASSERT(chunks[i] < count * 3 && (i == 0 || chunks[i] > chunks[i - 1]));
      }
    } catch (const Error& error) {
      RC_ASSERT(error.code() == Code::unavailable);
    }
  });
}

using Expected = std::map<std::string, std::map<std::pair<std::int64_t, std::uint32_t>, std::uint32_t>>;  // term -> (document, ordinal) -> frequency

Expected postings_of(const Segment& segment) {
  Expected all;
  std::uint32_t chunk[block_postings], frequency[block_postings];
  for (Segment::Terms terms(segment); terms.next();) {
    const PostingList& list = terms.lists().list[body];
    for (std::size_t block = 0; block < list.blocks(); ++block) {
      const std::uint32_t n = list.decode(block, chunk, frequency);
      for (std::uint32_t i = 0; i < n; ++i)
        all[std::string(terms.term())][{segment.numbers()[segment.chunk_documents()[chunk[i]]], segment.chunk_ordinals()[chunk[i]]}] = frequency[i];
    }
  }
  return all;
}

TEST(SegmentFile, HoldsWhatWasAddedAndMergesWithoutTheGone) {
  rc::check([](std::uint64_t seed) {
    std::mt19937_64 random(seed);
    const Folder folder;
    Expected expected;
    std::vector<std::unique_ptr<Segment>> segments;
    std::vector<std::vector<std::uint32_t>> compartments;
    std::int64_t number = 0;
    for (std::size_t s = 0; s < 3; ++s) {
      SegmentBuilder builder;
      auto& of_segment = compartments.emplace_back();
      for (std::size_t d = 1 + random() % 100; d-- > 0;) {
        builder.begin_document(++number, random(), 1);
        of_segment.push_back(random() % 4 == 0 ? 0 : 2);
        for (std::uint32_t ordinal = 0; ordinal <= random() % 3; ++ordinal) {
          std::string text;
          for (std::size_t w = random() % 30; w-- > 0;) {
            const std::string word = "w" + std::to_string(random() % 50 * (random() % 20)) + "x";
            text += word + " ";
          }
          builder.add_chunk(ordinal, text, "title");
          if (of_segment.back() == 0) continue;
          Analyser analyser;
          analyser.each(text, [&](std::string_view term, std::uint32_t, std::uint32_t) { ++expected[std::string(term)][{number, ordinal}]; });
        }
      }
      const auto file = folder.path / (std::to_string(s) + ".seg");
      builder.write(file);
      segments.push_back(std::make_unique<Segment>(file));
      RC_ASSERT(segments.back()->verify().empty());
    }
    std::vector<MergeInput> inputs;
    bool any = false;
    for (std::size_t s = 0; s < 3; ++s) {
      inputs.push_back({segments[s].get(), compartments[s]});
      any = any || std::count(compartments[s].begin(), compartments[s].end(), 2u) > 0;
    }
    RC_PRE(any);
    merge_segments(inputs, folder.path / "merged.seg", 1);
    const Segment merged(folder.path / "merged.seg");
    RC_ASSERT(merged.verify().empty());
    RC_ASSERT(postings_of(merged) == expected);
    for (const auto& [term, places] : expected) RC_ASSERT(merged.find(term).list[body].count() == places.size());
    RC_ASSERT(merged.find("never").list[body].count() == 0);
  });
}

TEST(SegmentFile, CutOffOrChangedIsAnError) {
  const Folder folder;
  SegmentBuilder builder;
  for (std::int64_t d = 1; d < 300; ++d) {
    builder.begin_document(d, static_cast<std::uint64_t>(d), 1);
    builder.add_chunk(0, "common word" + std::to_string(d), "title");
  }
  const auto file = folder.path / "a.seg";
  builder.write(file);
  const std::string whole = read_file(file, 1 << 20);
  std::mt19937_64 random(1);
  std::vector<std::uint64_t> aligned(whole.size() / 8 + 1);
  for (int i = 0; i < 500; ++i) {
    std::memcpy(aligned.data(), whole.data(), whole.size());
    auto* bytes = reinterpret_cast<char*>(aligned.data());
    std::size_t size = whole.size();
    if (i % 2 == 0) size = random() % whole.size();
    else bytes[random() % size] ^= static_cast<char>(1 + random() % 255);
    try {
      const Segment segment(std::string_view(bytes, size));
      EXPECT_TRUE(i % 2 == 1 && !segment.verify().empty()) << i;  // the posting lists are checked by verify alone
    } catch (const Error& error) {
      EXPECT_EQ(error.code(), Code::unavailable);
    }
  }
}

}  // namespace
}  // namespace gw
