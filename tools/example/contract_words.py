"""Wordings of clauses, good and bad, from which make_contracts.py puts contracts together.

Veylan is always the side that pays or receives: {us}. The other side is {them}. Of each clause there are wordings as Veylan wants them and wordings that
deviate; the last of each list is kept for the cases, so that the finder of clauses meets words that it has not learned.
"""

# clause: (heading, other heading, wanted wordings, deviating wordings)
EN = {
    "payment": ("Payment", "Invoices and payment", [
        "{us} pays each invoice within {d} days of its receipt.",
        "Invoices are due {d} days after they reach {us}, provided that what was ordered has been accepted.",
        "Payment is made by bank transfer no later than {d} days after receipt of a correct invoice. An advance of {a} percent is paid against a bank guarantee.",
        "{them} invoices at the end of each month; {us} settles the invoice in {d} days.",
        "The amounts owed fall due {d} days from the day on which {us} has received the bill.",
    ], [
        "{us} pays the full price in advance, before {them} begins to perform.",
        "An advance of {A} percent is payable on signature, the rest within {d} days of the invoice.",
        "Invoices are payable within {D} days; {them} may charge interest of 2 percent a month.",
        "The price is due immediately on receipt of the invoice, without any deduction.",
    ]),
    "warranty": ("Warranty", "Defects", [
        "{them} warrants that what it delivers is free of defects for {w} months after acceptance and mends defects free of charge.",
        "For {w} months from delivery {them} repairs or replaces faulty parts at its own expense.",
        "The warranty period is {w} months. Parts that were replaced carry a new warranty of the same length.",
        "Should a fault show within {w} months of taking over, {them} puts it right without charge.",
    ], [
        "The warranty period is {W} months and covers material only; labour and travel are charged.",
        "{them} gives no warranty whatsoever; everything is delivered as is.",
        "Claims for defects expire {W} months after delivery.",
    ]),
    "liability": ("Liability", "Limits of liability", [
        "Each party is liable for the damage that it causes. Liability is limited to twice the yearly price, but not in cases of intent or gross negligence.",
        "{them} is liable for damage up to EUR {m} per event and is insured for that sum.",
        "{them} answers for loss and damage caused by its staff, up to EUR {m} for each event; intent is never limited.",
        "Whoever does harm to the other makes it good; {them} carries insurance of EUR {m} for this.",
    ], [
        "{them} is in no event liable for any damage, direct or indirect.",
        "{us} indemnifies {them} without limit against all claims of third parties.",
        "The liability of {them} is excluded as far as the law allows it.",
        "{them} does not answer for any loss, whatever its cause.",
    ]),
    "confidentiality": ("Confidentiality", "Secrecy", [
        "Both parties keep confidential what they learn about each other, during the contract and for {y} years after its end.",
        "Drawings, prices and customer data are used only for this contract and disclosed to no one; this duty lasts {y} years beyond the contract.",
        "Confidential information is not passed on to third parties. The obligation ends {y} years after the end of the contract.",
        "What one side learns of the other's business stays between them until {y} years after they part.",
    ], [
        "{us} keeps all information of {them} secret; {them} is under no such duty.",
        "The duty of confidence ends together with the contract.",
        "{them} may use confidential information of {us} for its advertising.",
    ]),
    "termination": ("Termination", "Notice", [
        "Either party may terminate the contract with {n} days' written notice.",
        "Both sides can end the contract at the end of a month, giving {n} days' notice in writing; for serious breach it can be ended at once.",
        "If a party breaches a material duty and does not mend it within 14 days, the other may terminate; ordinary notice is {n} days.",
        "Each side is free to leave the contract when it has told the other so in writing {n} days before.",
    ], [
        "Only {them} may terminate this contract before its term.",
        "The contract renews itself for another two years each time unless {us} gives notice twelve months before the end.",
        "{us} may terminate only against payment of all remaining instalments.",
        "{us} has no right to end the contract early.",
    ]),
    "disputes": ("Law and court", "Governing law", [
        "Dutch law applies. Disputes are heard by the court in Rotterdam.",
        "This contract is governed by the law of the Netherlands, and the court in Rotterdam has jurisdiction.",
        "Differences are first discussed between the managers; failing agreement, the court in Rotterdam decides under Dutch law.",
        "Whatever cannot be settled amicably goes before the judges in Rotterdam, who apply Dutch law.",
    ], [
        "The courts at the seat of {them} have exclusive jurisdiction, and the law of that place applies.",
        "Disputes are settled by arbitration in Singapore; each side bears its own costs.",
        "The law of the State of Delaware governs this contract.",
    ]),
    "penalty": ("Delay", "Late performance", [
        "For each day of delay {them} pays {p} percent of the value of what is late, at most 10 percent.",
        "If {them} is late, {us} may deduct {p} percent a day from the price as a penalty.",
        "Delay costs {them} {p} percent of the order value for each started day, capped at one tenth.",
        "Every day that {them} misses the agreed date reduces the price by {p} percent.",
    ], [
        "Dates are targets only; {them} owes nothing for delay.",
        "In case of delay the claims of {us} are limited to an extension of time.",
        "{them} is not answerable for late arrival.",
    ]),
    "deposit": ("Deposit", "Security", [
        "The deposit of EUR {m} is returned within {r} days of the end of the lease.",
        "{us} pays a deposit of EUR {m}; {them} repays it in full {r} days after the premises were handed back.",
        "Security of EUR {m} is held by {them} and given back no later than {r} days after the lease.",
    ], [
        "The deposit is forfeited if {us} ends the lease for any reason.",
        "The deposit of EUR {m} is returned when {them} considers it appropriate.",
        "{them} may keep the security for renovation.",
    ]),
    "return": ("Return of documents", "Return", [
        "On request all documents are returned or destroyed within {r} days, and the destruction is confirmed in writing.",
        "The receiving party gives back all papers and copies within {r} days of the end of the talks.",
        "After {r} days at the latest nothing of the other's material may remain with the receiving party.",
    ], [
        "The receiving party may keep copies of all documents for as long as it likes.",
        "Documents need not be returned.",
        "Nothing has to be handed back after the talks.",
    ]),
}
ZH = {
    "payment": ("付款", "结算方式", [
        "甲方在收到增值税发票后{d}天内付款。",
        "乙方开具发票并经甲方验收合格后，甲方于{d}日内以银行转账方式支付。",
        "甲方凭保函支付{a}%的预付款，余款在收到发票后{d}天内付清。",
        "双方按月对账，甲方自收到发票之日起{d}天内结清。",
        "票到之后满{d}天，甲方应将所欠款项汇入乙方账户。",
    ], [
        "甲方应在合同签订当日一次性付清全部款项。",
        "甲方在签约后支付{A}%的预付款，余款在收到发票后{d}天内付清。",
        "甲方应在收到发票后{D}天内付款，逾期按每月2%计息。",
        "乙方发货之前，甲方须将货款全部付讫。",
    ]),
    "warranty": ("质量保证", "质保期", [
        "质量保证期为验收合格后{w}个月，期间出现的缺陷由乙方免费修复。",
        "自交付之日起{w}个月内，乙方对有缺陷的部件免费修理或更换。",
        "质保期为{w}个月，更换的部件重新计算质保期。",
        "使用不满{w}个月即出现毛病的，乙方应当无偿处理。",
    ], [
        "质量保证期为{W}个月，只含材料，人工和差旅另行收费。",
        "乙方不提供任何质量保证，标的物按现状交付。",
        "交付满{W}个月后，甲方不得再提出质量异议。",
    ]),
    "liability": ("赔偿责任", "责任限制", [
        "任何一方造成对方损失的，应当赔偿，赔偿总额以年度合同价款的两倍为限，故意或重大过失除外。",
        "乙方对每次事故的赔偿责任以{m}元为限，并为此投保。",
        "乙方人员造成甲方损失的，乙方应当赔偿，每次不超过{m}元，故意行为不受此限。",
        "谁给对方造成损失，谁负责补偿；乙方已为此投保{m}元。",
    ], [
        "乙方对任何直接或者间接损失概不负责。",
        "第三方提出的一切索赔均由甲方无限承担。",
        "在法律允许的范围内免除乙方的全部赔偿责任。",
        "无论何种原因造成的损失，均与乙方无关。",
    ]),
    "confidentiality": ("保密", "保密义务", [
        "双方对在合作中知悉的对方信息负有保密义务，保密期至合同终止后{y}年。",
        "图纸、价格和客户资料只能用于本合同，不得向他人披露，该义务在合同结束后继续有效{y}年。",
        "未经书面同意，任何一方不得向第三方透露保密信息，期限为合同期内及终止后{y}年。",
        "一方知道的对方生意上的事，分手后{y}年内也不得对外讲。",
    ], [
        "甲方应对乙方的全部信息保密，乙方不承担保密义务。",
        "保密义务随合同终止而终止。",
        "乙方可以将甲方的保密信息用于宣传。",
    ]),
    "termination": ("合同解除", "提前终止", [
        "任何一方可提前{n}天书面通知对方解除合同。",
        "双方均可在月末解除合同，但须提前{n}天书面通知；一方严重违约的，对方可立即解除。",
        "一方违反主要义务且14天内未改正的，另一方可以解除合同；一般解除须提前{n}天通知。",
        "不愿继续合作的一方，提前{n}天书面告知即可退出。",
    ], [
        "合同期内只有乙方有权解除合同。",
        "期满前十二个月甲方未书面提出异议的，合同自动续期两年。",
        "甲方提前解除合同的，须付清全部剩余款项。",
        "甲方不得提前退出。",
    ]),
    "disputes": ("争议解决", "法律适用", [
        "本合同适用中华人民共和国法律，争议由苏州的人民法院管辖。",
        "因本合同发生的争议，双方协商解决；协商不成的，向苏州有管辖权的人民法院起诉。",
        "争议提交苏州仲裁委员会仲裁，适用中国法律。",
        "谈不拢的事，交苏州的法院按中国法律裁断。",
    ], [
        "争议由乙方所在地法院专属管辖。",
        "争议在新加坡仲裁，费用各自承担。",
        "本合同适用香港法律，由香港法院管辖。",
    ]),
    "penalty": ("逾期责任", "违约金", [
        "乙方逾期交付的，每日按逾期部分价款的{p}%支付违约金，最高不超过10%。",
        "乙方迟延履行的，甲方可按每日{p}%从价款中扣减。",
        "每逾期一日，乙方按订单金额的{p}%向甲方支付违约金。",
        "到期没有送到的，晚一天少付{p}%。",
    ], [
        "交付日期仅为预计，乙方不承担逾期责任。",
        "乙方逾期的，甲方只能要求顺延。",
        "晚到的，乙方不负责。",
    ]),
    "deposit": ("押金", "保证金", [
        "押金为{m}元，租期届满后{r}天内退还。",
        "甲方支付押金{m}元，交还租赁物后{r}天内由乙方全额退还。",
        "乙方收取的保证金{m}元，最迟在租期结束{r}天后归还甲方。",
    ], [
        "甲方以任何理由提前退租的，押金不予退还。",
        "押金{m}元的退还时间由乙方决定。",
        "保证金留作乙方装修之用。",
    ]),
    "return": ("资料返还", "返还", [
        "经要求，接收方应在{r}天内返还或者销毁全部资料，并书面确认。",
        "洽谈结束后{r}天内，接收方交还所有文件和复制件。",
        "最迟{r}天后，接收方手里不得再留有对方的材料。",
    ], [
        "接收方可以长期保留全部资料的复制件。",
        "资料无须返还。",
        "谈完之后，材料可以不还。",
    ]),
}

# What may stand beside the words that count, in the same clause.
EN_BESIDE = {
    "payment": ["Every invoice names the purchase number of {us}; without it, it is sent back.", "Bank charges are borne by the side that causes them.", "Set-off is possible only with claims that are undisputed."],
    "warranty": ["A defect is reported within five working days after it was found.", "Wear parts are named in annex 2.", "The parts that were taken out become the property of {them}."],
    "liability": ["Claims are made in writing and describe what happened.", "The insurance policy is shown on request.", "Both sides do what they can to keep the damage small."],
    "confidentiality": ["Advisers and auditors who are bound to secrecy by their profession are not third parties.", "What is publicly known is not covered.", "Copies are made only as far as the work needs them."],
    "termination": ["What was ordered before is still delivered and paid.", "Keys, badges and tools are handed over on the last day.", "Notice by telephone is not enough."],
    "disputes": ["The other provisions stay in force when one of them is void.", "While a dispute goes on, both sides continue to perform."],
    "penalty": ["{them} reports a delay as soon as it can be foreseen.", "Further rights of {us} remain unaffected.", "Delivery takes place on working days between 7:30 and 15:30."],
    "deposit": ["A record of the state of the premises is made at the beginning and at the end.", "Normal wear is not a damage."],
    "return": ["Drawings that were returned are listed in a receipt.", "Backups of computers are overwritten in the ordinary course."],
}
ZH_BESIDE = {
    "payment": ["发票上须注明甲方的采购单号，没有单号的发票退回重开。", "银行手续费由各自承担。", "只有无争议的款项才可以相互抵销。"],
    "warranty": ["甲方发现缺陷后五个工作日内书面告知乙方。", "易损件清单见附件二。", "更换下来的旧件归乙方所有。"],
    "liability": ["提出赔偿要求的一方应当以书面形式说明经过和损失。", "经要求，乙方出示保险单。", "双方均应采取措施防止损失扩大。"],
    "confidentiality": ["依法负有职业保密义务的律师和审计人员不视为第三方。", "已经公开的信息不在此列。", "复制件的数量以工作需要为限。"],
    "termination": ["在此之前已经下达的订单继续履行并结算。", "最后一天应当交还钥匙、门禁卡和工具。", "口头或者电话通知无效。"],
    "disputes": ["部分条款无效的，不影响其他条款的效力。", "争议处理期间，双方继续履行没有争议的部分。"],
    "penalty": ["预计不能按时完成的，乙方应当尽早说明原因和新的日期。", "甲方的其他权利不受影响。", "交付时间为工作日7:30至15:30。"],
    "deposit": ["租期开始和结束时，双方共同填写现场状况表。", "正常使用造成的磨损不算损坏。"],
    "return": ["退还的图纸应当列出清单并由双方签收。", "电脑备份按正常周期覆盖即可。"],
}
EN_RECITALS = ["The parties have known each other for several years and wish to put their cooperation on a clear footing.", "This contract replaces all earlier arrangements on the same matter, whether written or spoken.",
               "The general terms of {them} do not become part of this contract, even if they are printed on its papers.", "The annexes are part of the contract; where they differ from it, the contract prevails."]
ZH_RECITALS = ["双方合作多年，为明确各自的权利和义务，经友好协商，订立本合同，以便共同遵守。", "本合同取代双方此前就同一事项达成的一切书面或者口头约定，此前的往来函件不再作为依据。",
               "乙方的通用交易条件即使印在其单据上，也不构成本合同的内容，除非甲方书面确认。", "附件是本合同的组成部分，附件内容与正文不一致的，以正文为准；附件的修改同样须由双方签署。"]

# Clauses that every contract has some of: they must not be taken for the others.
EN_OTHER = [
    ("Changes", "Changes and additions are valid only in writing and signed by both parties. An answer to a proposed change is given within 10 days."),
    ("Notices", "Notices are sent by registered letter or by e-mail to the addresses named above. They count as received on the second working day."),
    ("Subcontracting", "{them} may use subcontractors only with the prior consent of {us}, which is given or denied within 14 days."),
    ("Force majeure", "Neither party is in breach while flood, fire, war or an order of the authorities keeps it from performing. It informs the other within 5 days."),
    ("Copies", "The contract is made in two copies, one for each party, in English."),
    ("Safety", "Staff of {them} who enter the workshop follow the safety rules of the house and wear ear protection in the test cell."),
    ("Data protection", "Personal data of contact persons are used for this contract only and deleted 24 months after it has ended."),
    ("Packaging", "Packaging is free of polystyrene and is taken back by {them} on request."),
    ("Acceptance", "The work is accepted when both sides have signed the record. Use for more than 20 days counts as acceptance."),
    ("Quality records", "{them} keeps test records for ten years and shows them to {us} within 3 days when asked."),
    ("Contact persons", "Each party names a contact person and a deputy within one week of signature."),
]
ZH_OTHER = [
    ("变更", "对本合同的变更和补充须由双方书面签署，口头变更无效。一方提出变更的，另一方应当在10天内书面答复，逾期不答复的视为不同意。"),
    ("通知", "通知以挂号信或者电子邮件送达首部所列地址，发出后第二个工作日视为收到。地址有变化的，应当提前5天告知对方。"),
    ("分包", "未经甲方事先书面同意，乙方不得将工作交给他人完成。甲方在收到申请后14天内答复，并有权查看分包单位的资质。"),
    ("不可抗力", "因洪水、火灾、战争或者政府命令不能履行的，不视为违约，但应当在5天内通知对方并提供证明，影响消除后继续履行。"),
    ("文本", "本合同一式两份，双方各执一份，以中文书写，自双方盖章之日起生效。涂改之处须由双方加盖校对章。"),
    ("安全", "乙方人员进入车间应当遵守甲方的安全规程，佩戴安全帽和安全鞋，在试验间还须佩戴耳塞。违反规程的，甲方可以要求其离场。"),
    ("个人信息", "联系人的姓名、电话和邮箱只用于本合同的履行，不得用于推销，合同履行完毕满24个月后删除。"),
    ("包装", "包装不得使用发泡塑料，木箱应当经过熏蒸处理并有标识。经要求，乙方在下次送货时回收包装材料。"),
    ("验收", "双方在验收单上签字后视为通过。甲方投入使用超过20天而没有提出书面意见的，也视为通过。"),
    ("记录", "乙方保存检验记录十年，甲方要求查看的，应当在3天内提供复印件，所需费用由乙方承担。"),
    ("联系人", "双方在签订后一周内各指定一名联系人和一名代理人，人员更换的，应当在更换之前告知对方。"),
]

EN_WORDING = ["In all questions of interpretation {them} decides at its sole discretion.", "{them} performs on a best efforts basis only.", "{us} waives all claims in advance."]
ZH_WORDING = ["本合同的最终解释权归乙方所有。", "乙方尽力而为即视为履行。", "甲方预先放弃一切追索权利。"]

# kind: (title en, us, them, what en; title zh, what zh)
KINDS = {
    "purchase": ("Purchase Contract", "采购合同", [("castings of grey iron for pump casings", "灰铸铁泵体铸件"), ("electric motors of 4 and 5.5 kW", "4千瓦和5.5千瓦电动机"), ("mechanical seals and O-rings", "机械密封和O型圈"),
                                                    ("stainless steel base frames", "不锈钢底座"), ("industrial memory cards and batteries", "工业存储卡和电池"), ("bronze impellers", "青铜叶轮")]),
    "maintenance": ("Maintenance Contract", "维护保养合同", [("two lathes and a balancing machine", "两台车床和一台动平衡机"), ("the overhead cranes of the assembly hall", "装配车间的桥式起重机"), ("air compressors and dryers", "空压机和干燥机"),
                                                                 ("the test stand with its flow meters", "试验台及其流量计")]),
    "nda": ("Non-Disclosure Agreement", "保密协议", [("a joint development of an efficient impeller", "合作开发高效叶轮"), ("the possible supply of a telemetry platform", "洽谈遥测平台的供应"), ("a study of a pumping station", "泵站可行性研究")]),
    "lease": ("Lease", "租赁合同", [("a storage hall of 1,800 square metres", "1800平方米的仓库"), ("two electric forklift trucks", "两台电动叉车"), ("office space on the third floor", "三楼的办公用房"), ("a workshop with a gate of five metres", "带五米大门的车间")]),
    "freight": ("Freight Contract", "货物运输合同", [("pumps and spare parts by road within Europe", "水泵和备件的国内公路运输"), ("sea containers from Suzhou to Rotterdam", "苏州至鹿特丹的海运集装箱"), ("express parcels with spare parts", "备件快递")]),
}
REQUIRED = {
    "purchase": ["payment", "warranty", "penalty", "liability", "confidentiality", "termination", "disputes"],
    "maintenance": ["payment", "warranty", "liability", "confidentiality", "termination", "disputes"],
    "nda": ["confidentiality", "return", "termination", "disputes"],
    "lease": ["payment", "deposit", "liability", "termination", "disputes"],
    "freight": ["payment", "penalty", "liability", "termination", "disputes"],
}
EN_ROLES = {"purchase": ("the Buyer", "the Supplier"), "maintenance": ("the Customer", "the Contractor"), "nda": ("Veylan", "the Partner"), "lease": ("the Tenant", "the Landlord"), "freight": ("the Shipper", "the Carrier")}
EN_PARTIES = {"purchase": ["Grindale Foundry", "Hollin Drives", "Marrow & Finch Seals", "Rivenhall Steel", "Sandpiper Electronics"], "maintenance": ["Oakmere Cranes", "Kestrel Air Systems", "Lathe & Spindle Services"],
              "nda": ["Hollin Drives", "Sandpiper Electronics", "Tidewater Controls"], "lease": ["Tollgate Properties", "Harbour East Estates", "Stapler Lift Rental"],
              "freight": ["Delftse Kade Logistics", "Westervaart Shipping", "Quickstep Parcels"]}
ZH_PARTIES = {"purchase": ["砺川铸造有限公司", "恒岭电机有限公司", "澜石密封件有限公司", "青榆钢构有限公司", "鹭洲电子有限公司"], "maintenance": ["栖霞起重设备有限公司", "朔风压缩机有限公司", "汀兰机床服务有限公司"],
              "nda": ["恒岭电机有限公司", "鹭洲电子有限公司", "望潮自控有限公司"], "lease": ["砚湖产业园管理有限公司", "东埠仓储有限公司", "举重若轻叉车租赁有限公司"],
              "freight": ["捷棠物流有限公司", "远汀航运有限公司", "三步快运有限公司"]}
