#include "policy/people.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <functional>

#include "base/error.h"
#include "base/time.h"
#include "store/store.h"

namespace gw {
namespace {

class PeopleTest : public testing::Test {
 protected:
  PeopleTest() {
    std::string pattern = (std::filesystem::temp_directory_path() / "gw_people_XXXXXX").string();
    root = ::mkdtemp(pattern.data());
    store = std::make_unique<Store>(Workspace{root});
  }
  ~PeopleTest() override {
    store.reset();
    std::filesystem::remove_all(root);
  }
  void write(const std::function<void(Db&)>& work) { store->write(work); }
  /// "" when the work was done, else the name of the error's code.
  std::string refused(const std::function<void(Db&)>& work) {
    try {
      store->write(work);
    } catch (const Error& e) {
      return std::string(name_of(e.code()));
    }
    return "";
  }
  std::optional<User> find(const std::string& name) {
    return store->reading<std::optional<User>>([&](Db& db) { return user_named(db, name); });
  }
  std::filesystem::path root;
  std::unique_ptr<Store> store;
};

User person(std::string name, bool administrator = false, std::vector<std::string> groups = {}) {
  User user;
  user.name = std::move(name);
  user.administrator = administrator;
  user.groups = std::move(groups);
  return user;
}

TEST_F(PeopleTest, UsersComeAndGo) {
  write([](Db& db) {
    add_user(db, person("root", true));
    const auto li = add_user(db, person("李雷@example.com", false, {"sales", "everyone", "hr", "sales"}));
    EXPECT_EQ(li.groups, (std::vector<std::string>{"hr", "sales"}));
    EXPECT_EQ(li.label, Label::internal);
  });
  EXPECT_EQ(refused([](Db& db) { add_user(db, person("root")); }), "conflict");
  for (const char* bad : {"", "a b", "a/b", "a\"b", "@x"}) EXPECT_EQ(refused([&](Db& db) { add_user(db, person(bad)); }), "invalid") << bad;
  EXPECT_EQ(refused([](Db& db) { add_user(db, person("x", false, {"bad group"})); }), "invalid");
  EXPECT_FALSE(find("x")) << "a refused act leaves nothing behind";
  UserChange change;
  change.label = Label::confidential;
  change.groups = std::vector<std::string>{"law"};
  write([&](Db& db) { change_user(db, "李雷@example.com", change); });
  EXPECT_EQ(find("李雷@example.com")->label, Label::confidential);
  EXPECT_EQ(find("李雷@example.com")->groups, std::vector<std::string>{"law"});
  EXPECT_EQ(refused([&](Db& db) { change_user(db, "nobody", change); }), "not_found");
  write([](Db& db) { remove_user(db, "李雷@example.com"); });
  EXPECT_FALSE(find("李雷@example.com"));
  EXPECT_EQ(refused([](Db& db) { remove_user(db, "李雷@example.com"); }), "not_found");
}

TEST_F(PeopleTest, TheLastAdministratorStays) {
  write([](Db& db) { add_user(db, person("ann", true)); add_user(db, person("bob")); });
  UserChange demote;
  demote.administrator = false;
  EXPECT_EQ(refused([](Db& db) { remove_user(db, "ann"); }), "conflict");
  EXPECT_EQ(refused([&](Db& db) { change_user(db, "ann", demote); }), "conflict");
  ASSERT_TRUE(find("ann"));
  EXPECT_TRUE(find("ann")->administrator);
  write([](Db& db) { add_user(db, person("cat", true)); });
  EXPECT_EQ(refused([&](Db& db) { change_user(db, "ann", demote); }), "");
  EXPECT_EQ(refused([](Db& db) { remove_user(db, "ann"); }), "");
  EXPECT_EQ(refused([](Db& db) { remove_user(db, "bob"); }), "");
  EXPECT_EQ(refused([](Db& db) { remove_user(db, "cat"); }), "conflict");
}

TEST_F(PeopleTest, KeysOpenUntilTheyExpireOrGo) {
  const auto now = now_seconds();
  IssuedKey lasting, short_lived;
  write([&](Db& db) {
    add_user(db, person("ann", false, {"hr"}));
    lasting = issue_key(db, "ann", "laptop", std::nullopt);
    short_lived = issue_key(db, "ann", "", now + 100);
  });
  EXPECT_TRUE(lasting.key.starts_with("gw_"));
  EXPECT_EQ(lasting.key.size(), 3 + 64u);
  EXPECT_NE(lasting.key, short_lived.key);
  const auto opened = [&](const std::string& key, std::int64_t at) {
    return store->reading<std::optional<KeyHolder>>([&](Db& db) { return caller_by_key(db, key, at); });
  };
  ASSERT_TRUE(opened(lasting.key, now));
  EXPECT_EQ(opened(lasting.key, now)->caller.name, "ann");
  EXPECT_EQ(opened(lasting.key, now)->caller.groups, std::vector<std::string>{"hr"});
  EXPECT_FALSE(opened(lasting.key, now)->caller.administrator);
  EXPECT_TRUE(opened(short_lived.key, now + 99));
  EXPECT_FALSE(opened(short_lived.key, now + 100));
  for (const std::string& bad : {std::string(), std::string("gw_"), lasting.id, lasting.key + "0", lasting.key.substr(0, 66), std::string(100000, 'g')})
    EXPECT_FALSE(opened(bad, now));
  EXPECT_EQ(refused([&](Db& db) { issue_key(db, "ann", "", now - 1); }), "invalid");
  EXPECT_EQ(refused([&](Db& db) { issue_key(db, "nobody", "", std::nullopt); }), "not_found");

  // The last use is noted, at most once a minute.
  EXPECT_TRUE(opened(lasting.key, now)->use_due);
  write([&](Db& db) { note_use(db, lasting.id, now); });
  EXPECT_FALSE(opened(lasting.key, now + 59)->use_due);
  EXPECT_TRUE(opened(lasting.key, now + 60)->use_due);
  write([&](Db& db) { note_use(db, lasting.id, now + 30); });
  const auto rows = store->reading<std::vector<KeyRow>>([](Db& db) { return keys(db); });
  ASSERT_EQ(rows.size(), 2u);
  for (const auto& row : rows) EXPECT_EQ(row.used_at, row.id == lasting.id ? std::optional(now) : std::nullopt);

  write([&](Db& db) { revoke_key(db, short_lived.id); });
  EXPECT_FALSE(opened(short_lived.key, now));
  EXPECT_EQ(refused([&](Db& db) { revoke_key(db, short_lived.id); }), "not_found");
  write([](Db& db) { remove_user(db, "ann"); });
  EXPECT_FALSE(opened(lasting.key, now)) << "a removed user's keys are gone";
}

TEST_F(PeopleTest, TheKeyItselfIsNowhereInTheStore) {
  IssuedKey issued;
  write([&](Db& db) {
    add_user(db, person("ann"));
    issued = issue_key(db, "ann", "", std::nullopt);
  });
  store.reset();
  for (const auto& entry : std::filesystem::recursive_directory_iterator(root)) {
    if (!entry.is_regular_file()) continue;
    std::ifstream file(entry.path(), std::ios::binary);
    const std::string bytes((std::istreambuf_iterator<char>(file)), {});
    EXPECT_EQ(bytes.find(issued.key), std::string::npos) << entry.path();
    EXPECT_EQ(bytes.find(issued.key.substr(3)), std::string::npos) << entry.path();
  }
}

TEST_F(PeopleTest, GroupsAreThoseOfPeopleAndDocuments) {
  write([](Db& db) {
    add_user(db, person("ann", false, {"hr"}));
    add_user(db, person("bob", false, {"hr", "law"}));
    intern_compartment(db, "c", {"board"}, Label::internal);
    join_group(db, "ann", "sales");
    join_group(db, "ann", "sales");
    join_group(db, "ann", "everyone");
    leave_group(db, "bob", "law");
  });
  EXPECT_EQ(refused([](Db& db) { leave_group(db, "bob", "law"); }), "not_found");
  EXPECT_EQ(refused([](Db& db) { join_group(db, "nobody", "law"); }), "not_found");
  std::string seen;
  for (const auto& row : store->reading<std::vector<GroupRow>>([](Db& db) { return groups(db); })) seen += row.name + "=" + std::to_string(row.users) + " ";
  EXPECT_EQ(seen, "board=0 hr=2 sales=1 ");
}

TEST_F(PeopleTest, CallersByName) {
  write([](Db& db) { add_user(db, person("ann", true)); });
  store->read([](Db& db) {
    EXPECT_TRUE(caller_named(db, "ann").administrator);
    try {
      caller_named(db, "nobody");
      ADD_FAILURE();
    } catch (const Error& e) {
      EXPECT_EQ(exit_code(e.code()), 2);
    }
  });
}

TEST_F(PeopleTest, TheRecordIsReadFromTheEnd) {
  write([](Db& db) {
    for (int i = 0; i < 5; ++i) audit(db, "ann", "user.add", "u" + std::to_string(i), "label internal");
  });
  const auto rows = [&](std::int64_t before, std::int64_t limit) {
    std::string out;
    for (const auto& row : store->reading<std::vector<AuditRow>>([&](Db& db) { return recent_audit(db, before, limit); })) out += row.subject + " ";
    return out;
  };
  EXPECT_EQ(rows(0, 2), "u4 u3 ");
  EXPECT_EQ(rows(4, 2), "u2 u1 ");
  EXPECT_EQ(rows(0, -1), "");
  EXPECT_EQ(rows(0, 100), "u4 u3 u2 u1 u0 ");
}

}  // namespace
}  // namespace gw
