// Documents of an invented company for the stand-in server. `\f` begins a page; a line that starts with `!hidden ` is hidden in its source.

export const documents = [
  {
    collection: 'policies', document: 'policies/差旅报销制度.md', format: 'md', groups: [], label: 'internal', text: `# 差旅与费用报销制度（苏州）

本制度适用于维岚泵业苏州总部的全体正式员工和实习生。

## 一、出差申请

出差须至少提前三个工作日在办公系统中提交申请。国内出差由部门经理批准，国外出差还须由分管副总经理批准。

## 二、住宿标准

| 城市类别 | 经理级以下（元/晚） | 经理级及以上（元/晚） |
| 一类城市 | 480 | 650 |
| 二类城市 | 380 | 520 |
| 其他城市 | 300 | 420 |

超出标准的部分由员工本人承担，展会期间可由部门经理书面批准上浮20%。

## 三、交通

- 乘坐高铁的，一律报销二等座；连续乘车超过五小时的，可报销一等座。
- 飞机只报销经济舱，机票须通过公司的差旅平台预订。
- 自驾出差按每公里1.2元补贴，过路费凭票另报。

## 四、伙食补贴

国内出差的伙食补贴为每天110元，不需要提供餐饮发票。由客户或会议主办方提供餐食的，当天补贴减半。

## 五、报销期限

员工应在出差结束后15个自然日内提交报销单。超过60天未提交的费用不再受理。财务部收到完整单据后，在七个工作日内付款到工资卡。

!hidden 内部备注：下一版拟将期限缩短为10个自然日，尚未批准。`,
  },
  {
    collection: 'policies', document: 'policies/travel-and-expenses.md', format: 'md', groups: [], label: 'internal', text: `# Travel and Expenses (Rotterdam)

This policy applies to everyone employed by the Rotterdam office of Veylan Pumps.

## Before the trip

A trip within Europe needs the consent of your team lead. A trip outside Europe is approved by the managing director of the Rotterdam office, at least ten working days before departure.

## What is paid

| Item | Limit |
| Hotel limit, per night, breakfast included | EUR 145 |
| Dinner while travelling | EUR 38 |
| Lunch while travelling | EUR 16 |
| Private car, per kilometre | EUR 0.23 |

## Claiming

Claims are handed in by the fifth working day of the following month in the expense tool. A lost receipt can be replaced by a signed declaration no more than twice a year.`,
  },
  {
    collection: 'manuals', document: 'manuals/VP-300-installation.pdf', format: 'pdf', groups: ['service', 'plant'], label: 'internal', text: `# VP-300 Installation Manual

\fThe VP-300 is a single-stage centrifugal pump for clean water up to 90 °C.

## Safety

Lock the main switch before any work on the pump. Only trained staff may open the coupling guard.

\f## Alignment

Check the alignment of the coupling after the first 50 operating hours. The permitted offset is 0.05 mm.

- Loosen the motor bolts in the order 1, 3, 2, 4.
- Tighten them to 85 Nm.

\f## Fault codes

| Code | Meaning | What to do |
| ERR-1042 | Bearing temperature above 95 °C | Stop the pump and renew the grease |
| ERR-1043 | Dry running detected | Open the suction valve and vent the pump |
| ERR-2001 | Bus connection lost | Check terminal X3 of the gateway |`,
  },
  {
    collection: 'manuals', document: 'manuals/gateway-setup.md', format: 'md', groups: ['service'], label: 'internal', text: `# VG-10 Telemetry Gateway: Setup

The VG-10 collects readings from up to 16 VC-40 controllers and sends them to the customer's own server.

## Settings

| Key | Default | Meaning |
| poll_interval_ms | 500 | time between two readings of one controller |
| max_batch_size | 256 | readings sent in one message |
| buffer_days | 14 | days kept when the server is not reachable |

\`\`\`
gateway set max_batch_size=128
gateway restart --wait
\`\`\`

Firmware is updated from a USB stick formatted as FAT32. An update takes about seven minutes, and the pumps keep running meanwhile.`,
  },
  {
    collection: 'manuals', document: 'manuals/spare-parts.xlsx', format: 'xlsx', groups: ['service'], label: 'internal', text: `# Spare parts: cost and stock

| Part number | Description | Fits | Price (EUR) | Stock |
| SP-2040 | Seal kit | VP-200 | 86 | 42 |
| SP-2041 | O-ring, 58 mm | VP-200 | 3.40 | 310 |
| SP-2050 | Impeller, cast iron | VP-200 | 214 | 9 |
| SP-3040 | Bearing set | VP-300 | 142 | 17 |`,
  },
  {
    collection: 'contracts', document: 'contracts/铸件框架采购合同.docx', format: 'docx', groups: ['purchasing', 'legal'], label: 'confidential', text: `# 铸件框架采购合同

## 第三条 交货

供方应在收到订单后25个日历日内交货。逾期交货的，每延迟一日按该批货款的0.5%支付违约金，累计不超过10%。

## 第七条 质量保证

质量保证期为交货之日起18个月。`,
  },
  {
    collection: 'contracts', document: 'contracts/maintenance-contract.pdf', format: 'pdf', groups: ['service', 'legal'], label: 'restricted', state: 'reading', note: 'Hidden text is marked.', text: `\fMaintenance contract between Veylan Pumps and the operator.

The response time for a standstill is eight hours on working days.

\fThe yearly fee is due within 30 days of the invoice.`,
  },
  {
    collection: 'policies', document: 'tickets/T-1904-𠮷田.txt', format: 'txt', groups: ['service'], label: 'internal', text: `# 客户𠮷田的来信 🛠️

𠮷田先生 📎 reported a leaking seal on pump 4471 ⚠️. 备件编号为 VP-𠮷-88，已于周三寄出。The spare seal was sent with courier note 𝟜𝟚-881 on Wednesday.`,
  },
  {
    collection: 'policies', document: 'faq/faq.csv', format: 'csv', groups: [], label: 'public', pairs: [
      ['How long is the warranty on a Veylan pump?', 'The warranty on every Veylan pump is 24 months from delivery, or 18 months from commissioning, whichever ends first.'],
      ['泵的质保期多长？', '每台维岚泵的质保期为交货后24个月或投运后18个月，以先到者为准。'],
    ],
  },
]

export const unread = [
  { collection: 'policies', document: 'policies/old-handbook.rtf', path: 'policies/old-handbook.rtf', format: 'RTF', reason: 'not read: RTF; save it as docx or PDF.', bytes: 48210 },
  { collection: 'contracts', document: 'contracts/厂房租赁合同（加密）.pdf', path: 'contracts/厂房租赁合同（加密）.pdf', format: 'pdf', reason: 'The PDF is locked by a password.', bytes: 220114 },
  { collection: 'manuals', document: 'manuals/first-start.mov', path: 'manuals/first-start.mov', format: 'video', reason: 'not read: video; it holds no text.', bytes: 88_220_114 },
]

export const changes = [
  { who: 'lin.wei', act: 'add', subject: 'contracts/maintenance-contract.pdf', detail: 'collection contracts: 1 added, 0 updated, 0 moved, 0 removed, 0 failed' },
  { who: 'lin.wei', act: 'classify', subject: 'contracts/铸件框架采购合同.docx', detail: 'confidential for purchasing,legal' },
  { who: '', act: 'add', subject: 'docs/en and 3 more', detail: 'collection policies: 19 added, 0 updated, 0 moved, 0 removed, 1 failed' },
  { who: 'ada', act: 'verify', subject: '', detail: '0 problems' },
  { who: 'ada', act: 'user.set', subject: 'lin.wei', detail: 'label internal, group service, group plant' },
  { who: 'ada', act: 'remove', subject: 'policies/travel-2024.md', detail: '' },
]

export const refused = [
  { question: '董事长的办公室在几楼？', confidence: 0.31, reason: '文档中没有说明这一点。' },
  { question: 'Who is the insurance broker of the Rotterdam office?', confidence: 0.22, reason: 'No passage names a person or a company for this.' },
]
