// What wording.cpp knows of everyday office language: politeness, and rows of words and phrases that mean the same in a question at work.
//
// A row opens with its name. "?who" asks for a person, and so on; "~" says little about what a question is about, "-day" half; "+abroad" narrows, and an act like "!cancel"
// that only one of two questions names sets them apart. English words stand for all that share their stem.
#pragma once
#include <string_view>
#include <vector>

namespace gw {

inline constexpr std::string_view polite_phrases[] = {
    "could you please tell me", "can you please tell me", "could you tell me", "can you tell me", "would you tell me", "please tell me", "tell me", "do you know", "does anyone know", "does anybody know",
    "i would like to know", "i'd like to know", "i want to know", "i need to know", "i was wondering", "i am wondering", "i wonder", "may i ask", "can i ask", "quick question", "just checking", "could you explain",
    "can you explain", "please explain", "excuse me", "please", "thanks", "thank you", "hello", "hi there", "hi", "hey", "sorry", "kindly", "by the way", "could someone tell me", "can someone tell me", "remind me", "could anyone tell me", "can anyone tell me",
    "请问一下", "请问", "您好", "你好", "想请教一下", "请教一下", "想请教", "请教", "想问一下", "想问问", "我想问", "想问", "问一下", "我想知道", "想知道", "我想了解一下", "我想了解", "想了解一下", "想了解", "麻烦问一下", "麻烦您", "麻烦", "能告诉我", "可以告诉我", "告诉我", "谢谢",
    "不好意思", "打扰一下", "打扰了", "劳驾", "有谁知道", "有人知道", "谁知道", "大家知道", "你知道", "您知道", "帮忙看下", "帮我查一下", "帮我查", "查一下", "问下", "一下",
};

inline constexpr std::string_view alike_rows[] = {
    // What is asked for.
    "?who, who, whom, whose, which person, which colleague, what person, 谁, 哪位, 哪一位, 哪个人, 什么人, 何人, 找谁, 由谁",
    "?when, when, what time, at what time, which day, what day, on which date, what date, how soon, by when, 什么时候, 何时, 几点, 几号, 哪天, 哪一天, 什么时间, 几月几日, 啥时候, 多会儿",
    "?where, where, at which place, in which place, which place, what place, which location, what location, whereabouts, 哪里, 哪儿, 在哪里, 在哪儿, 在哪, 去哪儿, 何处, 什么地方, 哪个地方, 去哪, 上哪",
    "?how_many, how many, how much, what amount, what number, how high, how large, how big, 多少, 几, 多高, 多大",
    "?how_long, how long, how much time, what period, for how long, 多久, 多长时间, 多长, 几天时间",
    "?how_often, how often, how frequently, at what intervals, what interval, inspection interval, 多久一次, 多长时间一次, 隔多久, 每隔多久, 频率",
    "?why, why, for what reason, what reason, what is the reason, the reason, how come, 为什么, 为何, 什么原因, 为啥, 怎么会",
    "?how, how, in what way, what way, which way, what steps, which steps, what is the process, what's the process, what is the procedure, what's the procedure, what must i do, what do i have to do, what should i do, what do i do, 怎么, 怎样, 如何, 怎么样, 怎么办, 咋, 什么流程, 流程是什么, 什么步骤, 步骤是什么, 怎么弄, 怎么做",
    "?yes_no, is it possible, am i allowed, are we allowed, are employees allowed, is it allowed, can i, may i, can we, may we, is one allowed, do i have, is there, are there, could i, could we, 能不能, 可不可以, 是不是, 有没有, 会不会, 要不要, 是否, 能否, 可否, 可以, 吗, 么, 允许",
    "?which, which, 哪些, 哪个, 哪一个, 哪种, 哪家, 哪",
    "?what, what, whats, 什么, 啥, 何种",
    // What says little.
    "~, whether, may, under, take place, takes place, i, we, you, me, us, our, my, your, one, someone, somebody, anyone, people, company, firm, employee, staff, colleague, worker, here, currently, now, get, got, want, like, need, must, have to, should, am, cannot, goes, went, come, comes, coming, come from, through, out, down to, step, steps, question, questions, i have, do we have, we have, get one, looking for, total, in total, amount, time, exactly, actually, currently, usually, normally, generally, case, thing, way, use, using, go, take, do, make, made, work, happen, give, gives, plan, planning, there, be, done, keep, provide, any, more, also, just, if, when i, when we, when you, when my, when our, when a, when an, when the, when somebody, when someone, where i, where we, "
    "发生, 出了, 出现, 我, 我们, 你, 你们, 咱们, 大家, 本人, 自己, 公司, 单位, 企业, 员工, 职工, 人员, 同事, 现在, 目前, 具体, 一般, 通常, 需要, 要, 应该, 应当, 得, 想, 进行, 情况, 时, 时候, 后, 这个, 那个, 那, 个, 次, 去, 来, 会, 能, 一共, 总共, 处理, 提供, 参加, 用, 使用, 到, 给, 把, 对, 为, 有, 请, 呢, 啊, 呀, 吧, 的话, 关于, 规定, 要求, 是怎么规定的, 办, 办理, 做, 弄",
    // Leave and time.
    "annual leave, vacation, holiday leave, holidays, paid leave, yearly leave, vacation days, leave days, 年假, 年休假, 带薪年假, 带薪休假, 年度休假",
    "sick leave, 病假", "time off, days off, leave, absence, 休假, 请假, 假期, 放假",
    "parental leave, maternity leave, paternity leave, 产假, 陪产假, 育儿假",
    "working hours, work hours, business hours, office hours, opening hours, hours, open, opens, 上班时间, 工作时间, 营业时间, 开放时间, 开门",
    "overtime, extra hours, 加班", "late, delayed, 迟到, 晚到", "deadline, due date, latest date, cut-off, cutoff, 截止日期, 截止时间, 截止, 期限, 最晚, 最迟",
    "+weekend, weekend, saturday, sunday, 周末, 星期六, 星期天, 周六, 周日", "-yearly, yearly, annually, every year, each year, per year, a year, once a year, 每年, 一年, 年度", "-monthly, monthly, every month, each month, per month, a month, 每月, 每个月, 一个月, 月度",
    "-daily, daily, every day, each day, per day, a day, 每天, 每日, 一天", "-weekly, weekly, every week, each week, per week, a week, 每周, 每星期, 一周",
    "-day, day, days, 天, 天数, 日", "-month, month, months, 月, 个月", "-allowance, allowance, entitlement, standard, rate, 标准", "-start, start, begin, begins, commence, 开始",
    // Who, where and when a question is narrowed to.
    "+monday, monday, mondays, 周一, 星期一", "+tuesday, tuesday, tuesdays, 周二, 星期二", "+wednesday, wednesday, wednesdays, 周三, 星期三", "+thursday, thursday, thursdays, 周四, 星期四", "+friday, friday, fridays, 周五, 星期五",
    "+night, night, at night, night shift, 夜间, 夜班, 晚上", "+morning, morning, 早上, 上午", "+public holiday, public holiday, public holidays, 节假日, 法定假日",
    "+abroad, abroad, overseas, in other countries, 国外, 海外, 境外, 出国", "+at home, domestic, within the country, 国内, 境内", "+china, china, 中国", "+germany, germany, 德国", "+france, france, 法国", "+netherlands, netherlands, holland, 荷兰",
    "+britain, britain, england, uk, united kingdom, 英国", "+america, america, usa, united states, 美国", "+japan, japan, 日本", "+europe, europe, 欧洲", "+subsidiary, subsidiary, subsidiaries, 子公司, 分公司", "+beijing, beijing, 北京", "+shanghai, shanghai, 上海", "+guangzhou, guangzhou, 广州", "+shenzhen, shenzhen, 深圳", "+hong kong, hong kong, 香港", "+hall, hall, 车间, 厂房",
    "+apprentice, apprentice, apprentices, trainee, trainees, intern, interns, 学徒, 实习生", "+part-time, part time, part timers, 兼职, 非全日制", "+temporary, temporary staff, temp, agency staff, 临时工, 派遣工", "+contractor, contractor, contractors, 外包, 承包商",
    "+child, child, children, kid, kids, 孩子, 小孩, 子女, 儿童", "+family, family, partner, spouse, 家属, 家人, 配偶",
    // Acts.
    "!maintain, maintain, maintenance, service, servicing, upkeep, 维护, 保养", "check, inspect, inspection, examine, verify, 检查, 查看, 点检", "!connect, connect, connection, link, 连接, 连, 接入, 接", "operate, run, 操作, 运行",
    "book, reserve, reservation, booking, 预订, 预约, 预定, 订", "apply, request, ask for, application, put in for, 申请, 提出申请, 提交申请", "!cancel, cancel, call off, withdraw, 取消, 撤销, 撤回", "!change, change, modify, edit, alter, update, 修改, 更改, 变更, 更新, 改",
    "reset, forgotten, forgot, forget, 重置, 忘记, 忘了", "report, notify, inform, 报告, 上报, 汇报, 通知, 报", "approve, sign off, approval, sign, authorise, authorize, 审批, 批准, 签字, 审核, 批", "pay, paid, payment, payout, 支付, 付款, 发放, 发, 付",
    "buy, purchase, order, procure, 购买, 采购, 买", "!return, return, give back, hand back, bring back, send back, 归还, 退还, 退回, 交还, 还", "!repair, repair, fix, mend, 维修, 修理, 修", "!replace, replace, swap, exchange, 更换, 替换, 换", "borrow, lend, loan, 借用, 借",
    "register, sign up, enrol, enroll, registration, 注册, 报名, 登记", "contact, reach, call, get hold of, get in touch with, turn to, 联系, 联络", "responsible, in charge, take care of, takes care of, looks after, handle, handles, owner, 负责, 主管, 管",
    "find, located, kept, located at, stored, situated, 找到, 位于, 存放, 放, 放在", "send, submit, hand in, handed in, hand over, handed over, bring, file, 提交, 递交, 交, 寄", "receive, collect, pick up, 领取, 领, 拿, 取", "need, require, necessary, 必须",
    "maximum, at most, limit, upper limit, ceiling, cap, highest, 最多, 上限, 最高, 不超过, 限额, 额度", "minimum, at least, lowest, 最少, 至少, 最低, 起码", "cost, price, fee, expense, expenses, charge, expensive, 价格, 费用, 价钱, 收费, 多少钱, 费", "work from home, working from home, home office, remote work, work remotely, working remotely, telework, 居家办公, 远程办公, 在家办公, 在家上班, 远程工作",
    // Things.
    "reimburse, reimbursement, reimbursed, refund, expense claim, claim expenses, claim back, money back, get back, expenses back, 报销, 报账", "travel, business trip, work trip, travel for work, travelling for work, trip, journey, 出差, 差旅, 公差", "hotel, accommodation, lodging, overnight stay, 酒店, 住宿, 宾馆, 旅馆", "electric car, electric cars, electric vehicle, 电动车, 电动汽车", "train, rail, railway, 火车, 高铁, 动车",
    "salary, wage, wages, payroll, 工资, 薪水, 薪资, 薪酬, 发薪", "bonus, 奖金, 年终奖", "invoice, bill, 发票", "receipt, proof of purchase, 收据, 凭证, 小票", "contract, agreement, 合同, 协议", "+supplier, supplier, vendor, 供应商, 供货商", "+customer, customer, client, 客户, 顾客",
    "meeting room, conference room, 会议室", "canteen, cafeteria, lunch room, 食堂, 餐厅", "parking, parking space, parking lot, car park, park their cars, park my car, park a car, park, 停车, 停车位, 车位, 停车场", "badge, access card, key card, id card, pass, entry card, 门禁卡, 工牌, 工卡, 胸卡, 门卡", "+visitor, visitor, guest, guests, 访客, 来访者, 来宾, 客人",
    "laptop, notebook, computer, pc, 笔记本电脑, 笔记本, 电脑, 计算机", "phone, telephone, mobile, cell phone, mobile phone, 手机, 电话", "password, passcode, login, 密码, 口令, 登录", "wifi, wi fi, wireless, wlan, wireless network, 无线网络, 无线网, 无线", "printer, print, 打印机, 打印", "email, e mail, mail, mailbox, 邮箱, 电子邮件, 邮件",
    "vpn, remote access, 远程访问", "software, program, application program, tool, 软件", "training, course, class, workshop, 培训, 课程", "doctor's note, medical certificate, sick note, doctor certificate, certificate, 病假条, 医生证明, 诊断证明, 病假证明, 证明", "first aid, first aid kit, 急救箱, 急救", "fire, fire alarm, 火灾, 火警, 着火",
    "accident, injury, hurt, injured, 事故, 受伤, 工伤", "lost, lose, missing, misplaced, 丢失, 丢了, 遗失, 弄丢", "broken, defective, faulty, damaged, not working, does not work, 坏了, 故障, 损坏, 坏", "warranty, guarantee, warranty period, guarantee period, 保修, 质保, 保修期, 质保期", "delivery, deliver, supply, supplies, delivered, shipping, shipped, ship, 交货, 发货, 送货, 交付", "spare part, spare parts, replacement part, 备件, 配件, 零件",
    "data protection, privacy, personal data, 个人信息, 隐私, 数据保护", "manager, boss, supervisor, superior, line manager, 经理, 上级, 领导, 主管领导, 直属上级", "new hire, new joiner, new starter, newcomer, new employee, joining, onboarding, 新员工, 入职, 新人, 新来", "notice period, notice, 通知期", "leave the company, resign, quit, resignation, 离职, 辞职", "probation period, probation, trial period, 试用期", "department, team, unit, 部门, 团队",
    "health check, medical check, medical examination, check-up, checkup, physical examination, 体检, 健康检查, 身体检查", "key, keys, 钥匙", "locker, 储物柜, 更衣柜", "protective, safety shoes, safety equipment, protective equipment, 防护用品, 劳保用品, 劳保", "document, file, paper, form, 表, 表格, 单, 单子, 文件, 资料", "address, 地址", "number, 号码, 号",
};

/// A word of a question as wording.cpp sees it.
struct PlainWord {
  std::string text;      ///< the name of its row, or its stem
  bool known = false;    ///< of a row
  bool weak = false;     ///< says nothing: of the row "~", a stop word, a grammatical character
  bool han = false;
  std::size_t pieces = 1;  ///< words or characters that it stands for
};
std::vector<PlainWord> plain_words(std::string_view question);

}  // namespace gw
