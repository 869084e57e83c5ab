#include "policy/rights.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <functional>
#include <random>

#include "base/error.h"
#include "store/store.h"

namespace gw {
namespace {

class RightsTest : public testing::Test {
 protected:
  RightsTest() {
    std::string pattern = (std::filesystem::temp_directory_path() / "gw_rights_XXXXXX").string();
    root = ::mkdtemp(pattern.data());
    store = std::make_unique<Store>(Workspace{root});
  }
  ~RightsTest() override {
    store.reset();
    std::filesystem::remove_all(root);
  }
  std::int64_t intern(const std::string& collection, std::vector<std::string> groups, Label label) {
    return store->writing<std::int64_t>([&](Db& db) { return intern_compartment(db, collection, groups, label); });
  }
  Scope scope(const Caller& caller, std::optional<std::string> collection = {}) {
    return store->reading<Scope>([&](Db& db) { return scope_of(db, caller, collection); });
  }
  std::filesystem::path root;
  std::unique_ptr<Store> store;
};

Code code_of(const std::function<void()>& act) {
  try {
    act();
  } catch (const Error& e) {
    return e.code();
  }
  ADD_FAILURE() << "nothing was thrown";
  return Code::internal;
}

TEST_F(RightsTest, InterningIsByMeaning) {
  const auto first = intern("docs", {"hr", "law"}, Label::internal);
  EXPECT_GT(first, gone);
  EXPECT_EQ(first, intern("docs", {"law", "hr", " hr "}, Label::internal));
  EXPECT_NE(first, intern("docs", {"law", "hr"}, Label::public_));
  EXPECT_NE(first, intern("other", {"law", "hr"}, Label::internal));
  // `everyone` among the groups means everyone.
  EXPECT_EQ(intern("docs", {}, Label::internal), intern("docs", {"hr", "everyone"}, Label::internal));
  const auto row = store->reading<std::optional<Compartment>>([&](Db& db) { return compartment_by_id(db, first); });
  ASSERT_TRUE(row);
  EXPECT_EQ(row->groups, (std::vector<std::string>{"hr", "law"}));
}

TEST_F(RightsTest, NamesAreChecked) {
  for (const char* bad : {"", " ", "a b", "a,b", "a/b", "../x", ".x", "-x", "a\nb", "a\"b", "\xff\xfe", "a\xe2\x80\xae" "b"})
    EXPECT_EQ(code_of([&] { intern(bad, {}, Label::internal); }), Code::invalid) << bad;
  EXPECT_EQ(code_of([&] { intern(std::string(65, 'x'), {}, Label::internal); }), Code::invalid);
  for (const char* good : {"a", "HR-2", "财务部", "Größe_1", "v1.2"}) EXPECT_GT(intern(good, {good}, Label::internal), 0) << good;
  // The same name in two spellings of Unicode is one name.
  EXPECT_EQ(intern("Gr\xc3\xb6\xc3\x9f" "e", {}, Label::internal), intern("Gro\xcc\x88\xc3\x9f" "e", {}, Label::internal));
}

TEST_F(RightsTest, WhoSeesWhat) {
  struct Row {
    std::vector<std::string> document_groups;
    Label document_label;
    std::vector<std::string> caller_groups;
    Label caller_label;
    bool sees;
  };
  const std::vector<Row> table{
      {{}, Label::public_, {}, Label::public_, true},
      {{}, Label::internal, {}, Label::public_, false},
      {{}, Label::internal, {}, Label::internal, true},
      {{"hr"}, Label::internal, {}, Label::restricted, false},
      {{"hr"}, Label::internal, {"hr"}, Label::internal, true},
      {{"hr"}, Label::confidential, {"hr"}, Label::internal, false},
      {{"hr", "law"}, Label::internal, {"law"}, Label::internal, true},
      {{"hr", "law"}, Label::internal, {"sales"}, Label::restricted, false},
      {{"hr"}, Label::internal, {"h", "r", "hrx", "xhr"}, Label::restricted, false},
      {{"a", "ab"}, Label::internal, {"b"}, Label::internal, false},
  };
  for (std::size_t i = 0; i < table.size(); ++i) {
    const auto& row = table[i];
    const auto id = intern("c", row.document_groups, row.document_label);
    const Caller caller{"u", false, row.caller_label, row.caller_groups};
    EXPECT_EQ(scope(caller).sees(id), row.sees) << i;
    EXPECT_EQ(may_see(caller, Compartment{id, "c", row.document_groups, row.document_label}), row.sees) << i;
    EXPECT_TRUE(scope(administrator()).sees(id)) << i;
  }
  EXPECT_FALSE(scope(administrator()).sees(gone));
  EXPECT_FALSE(scope(administrator()).sees(-1));
  EXPECT_FALSE(scope(administrator()).sees(1'000'000));
  EXPECT_TRUE(scope(administrator()).all);
}

TEST_F(RightsTest, ACollectionThatOneMayNotSeeIsNotThere) {
  intern("open", {}, Label::internal);
  const auto secret = intern("secret", {"board"}, Label::internal);
  const Caller staff{"u", false, Label::internal, {}};
  const Caller board{"b", false, Label::internal, {"board"}};
  std::string foreign, missing;
  try { scope(staff, "secret"); } catch (const Error& e) { foreign = e.message(); EXPECT_EQ(e.code(), Code::not_found); }
  try { scope(staff, "absent"); } catch (const Error& e) { missing = e.message(); }
  ASSERT_NE(foreign.find("\"secret\""), std::string::npos);
  EXPECT_EQ(foreign.substr(0, foreign.find('"')), missing.substr(0, missing.find('"')));
  EXPECT_TRUE(scope(board, "secret").sees(secret));
  EXPECT_FALSE(scope(board, "secret").all);
  EXPECT_TRUE(scope(staff).key != scope(board).key);
}

TEST_F(RightsTest, TheKeyIsTheSetOfWhatIsSeen) {
  intern("c", {"a"}, Label::internal);
  intern("c", {"b"}, Label::internal);
  intern("d", {"a"}, Label::confidential);
  const Caller one{"one", false, Label::internal, {"a"}};
  const Caller two{"two", false, Label::internal, {"a", "z"}};
  EXPECT_EQ(scope(one).key, scope(two).key);
  const auto before = scope(one).key;
  intern("c", {"y"}, Label::internal);
  EXPECT_EQ(scope(one).key, before);
  const Caller all{"all", false, Label::restricted, {"a", "b", "y"}};
  EXPECT_EQ(scope(all).key, scope(administrator()).key);
  EXPECT_TRUE(scope(all).all);
}

TEST_F(RightsTest, ScopeAgreesWithMaySeeOnRandomRights) {
  std::mt19937 dice(7);
  const auto group = [&] { return "g" + std::to_string(dice() % 12); };
  for (int i = 0; i < 120; ++i) {
    std::vector<std::string> groups(dice() % 4);
    for (auto& g : groups) g = group();
    intern("c" + std::to_string(dice() % 3), groups, static_cast<Label>(dice() % 4));
  }
  const auto all = store->reading<std::vector<Compartment>>([](Db& db) { return compartments(db); });
  for (int i = 0; i < 60; ++i) {
    Caller caller{"u", dice() % 10 == 0, static_cast<Label>(dice() % 4), {}};
    for (auto n = dice() % 5; n > 0; --n) caller.groups.push_back(group());
    const auto seen = scope(caller);
    for (const auto& compartment : all) ASSERT_EQ(seen.sees(compartment.id), may_see(caller, compartment));
  }
}

TEST(Labels, RoundTrip) {
  for (const auto label : {Label::public_, Label::internal, Label::confidential, Label::restricted}) EXPECT_EQ(label_named(name_of(label)), label);
  EXPECT_EQ(code_of([] { label_named("secret"); }), Code::invalid);
}

}  // namespace
}  // namespace gw
