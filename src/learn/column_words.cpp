#include "learn/column_words.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <vector>

#include "base/text.h"
#include "flow/entry.h"

namespace gw {
namespace {

constexpr std::size_t word_most = 40;
struct Known { std::string_view name, word; };

// What headers of tables at work say; a name made of several is put together from them, the longest first.
constexpr std::array known{
    Known{"描述", "description"}, Known{"内容", "content"}, Known{"正文", "text"}, Known{"文本", "text"}, Known{"备注", "note"}, Known{"说明", "description"}, Known{"标题", "title"}, Known{"主题", "subject"},
    Known{"摘要", "summary"}, Known{"问题", "question"}, Known{"答案", "answer"}, Known{"回答", "answer"}, Known{"部门", "department"}, Known{"科室", "department"}, Known{"优先级", "priority"},
    Known{"紧急程度", "urgency"}, Known{"严重程度", "severity"}, Known{"级别", "level"}, Known{"等级", "level"}, Known{"处理组", "team"}, Known{"班组", "team"}, Known{"团队", "team"}, Known{"小组", "team"},
    Known{"处理人", "assignee"}, Known{"负责人", "owner"}, Known{"经办人", "handler"}, Known{"受理人", "agent"}, Known{"指派", "assigned"}, Known{"时间", "time"}, Known{"日期", "date"}, Known{"创建", "created"},
    Known{"更新", "updated"}, Known{"关闭", "closed"}, Known{"完成", "finished"}, Known{"提交", "submitted"}, Known{"开始", "start"}, Known{"结束", "end"}, Known{"类别", "category"}, Known{"分类", "category"},
    Known{"类型", "type"}, Known{"种类", "kind"}, Known{"标签", "label"}, Known{"编号", "id"}, Known{"序号", "number"}, Known{"号码", "number"}, Known{"号", "number"}, Known{"工单", "ticket"}, Known{"订单", "order"},
    Known{"合同", "contract"}, Known{"发票", "invoice"}, Known{"客户", "customer"}, Known{"用户", "user"}, Known{"员工", "employee"}, Known{"供应商", "supplier"}, Known{"公司", "company"}, Known{"单位", "unit"},
    Known{"产品", "product"}, Known{"商品", "product"}, Known{"型号", "model"}, Known{"设备", "device"}, Known{"系统", "system"}, Known{"模块", "module"}, Known{"组件", "component"}, Known{"项目", "project"},
    Known{"服务", "service"}, Known{"故障", "fault"}, Known{"缺陷", "defect"}, Known{"投诉", "complaint"}, Known{"请求", "request"}, Known{"申请", "request"}, Known{"原因", "reason"}, Known{"来源", "source"},
    Known{"渠道", "channel"}, Known{"地区", "region"}, Known{"城市", "city"}, Known{"地点", "place"}, Known{"地址", "address"}, Known{"电话", "phone"}, Known{"邮箱", "mail"}, Known{"姓名", "name"},
    Known{"名称", "name"}, Known{"金额", "amount"}, Known{"价格", "price"}, Known{"单价", "unit_price"}, Known{"数量", "quantity"}, Known{"费用", "cost"}, Known{"状态", "status"}, Known{"结果", "result"},
    Known{"结论", "conclusion"}, Known{"决定", "decision"}, Known{"方案", "solution"}, Known{"处理", "handling"}, Known{"解决", "resolution"}, Known{"意见", "opinion"}, Known{"意图", "intent"},
    Known{"队列", "queue"}, Known{"语言", "language"}, Known{"英文", "english"}, Known{"中文", "chinese"}, Known{"年龄", "age"}, Known{"性别", "sex"}, Known{"岗位", "position"}, Known{"职位", "position"},
    Known{"的", ""},
};

// ASCII letters and digits in small letters, all else as one `_`.
std::string plain(std::string_view name) {
  std::string out;
  for (const char c : lower_ascii(name)) {
    const bool good = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    if (good) out.push_back(c);
    else if (!out.empty() && out.back() != '_') out.push_back('_');
    if (out.size() == word_most) break;
  }
  while (!out.empty() && out.back() == '_') out.pop_back();
  return out;
}

// The name with its Chinese parts in English; "" when one of them is not known.
std::string put_together(std::string_view name) {
  std::string out;
  for (std::size_t at = 0; at < name.size();) {
    if (static_cast<unsigned char>(name[at]) < 0x80) {
      out.push_back(name[at++]);
      continue;
    }
    const Known* best = nullptr;
    for (const Known& one : known)
      if (name.substr(at).starts_with(one.name) && (best == nullptr || one.name.size() > best->name.size())) best = &one;
    if (best == nullptr) return "";
    if (!best->word.empty()) out += fmt::format(" {} ", best->word);
    at += best->name.size();
  }
  return plain(out);
}

// "customer_name" as "Customer name".
std::string as_title(std::string word) {
  std::ranges::replace(word, '_', ' ');
  if (!word.empty() && word[0] >= 'a' && word[0] <= 'z') word[0] = static_cast<char>(word[0] - 'a' + 'A');
  return word;
}

}  // namespace

ColumnWord word_for(std::string_view name, std::size_t number) {
  const std::string folded = nfkc_casefold(name), title(name);
  const bool ascii = std::ranges::all_of(folded, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
  if (!ascii)
    if (std::string word = put_together(folded); !word.empty() && is_word(word)) return {word, {as_title(word), title}};
  // What is left of a name in other scripts seldom says what it means, so it is taken where it is most of it.
  std::string word = plain(folded);
  if (word.empty() || !is_word(word) || (!ascii && word.size() * 2 < folded.size())) word = fmt::format("column_{}", number + 1);
  return {std::move(word), {title, title}};
}

}  // namespace gw
