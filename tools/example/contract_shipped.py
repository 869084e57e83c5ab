"""The six contracts of the example's documents as cases: what a lawyer who holds them against the company's standard finds in each.

The texts are what `groundwork show contracts/NAME` prints; the distribution agreement is held against the standard for purchases, the nearest of the five.
"""

# name of the file: (kind, missing, deviating, text)
SHIPPED = {
    "铸件框架采购合同.docx": ("purchase", ["liability", "confidentiality", "disputes"], ["termination"], """铸件框架采购合同

合同编号：VL-PC-2026-018　签订日期：2026年2月20日

买方：维岚泵业有限公司　卖方：砺川铸造有限公司

第一条　标的

卖方按买方图纸供应泵体、泵盖和叶轮铸件。

品名 | 材质 | 单价（元/公斤）
泵体 | HT250 | 9.8
泵盖 | HT250 | 10.4
叶轮 | QT450 | 14.6

第二条　价格调整

生铁价格比签订日波动超过5%的，下一季度的单价按波动幅度的60%调整。

第三条　交货

卖方应在收到订单后的25天内交货。逾期交货的，每日按该批货款的0.3%支付违约金，最高不超过10%。

第四条　质量

铸件的内部质量由超声波检测确认。整批不合格率超过4%的，买方有权整批退货。质量保证期为收货后18个月。

第五条　模具

模具由买方出资制作，所有权归买方。卖方应当妥善保管模具，保管费已包含在单价中。

第六条　付款

买方在收到增值税发票后45天内付款。

第七条　期限

本合同有效期两年，期满前三个月双方无异议的，自动延长一年。
"""),
    "distribution-agreement.docx": ("purchase", ["payment", "penalty", "liability", "confidentiality"], ["warranty", "termination", "disputes"], """Distribution Agreement

Contract VL-DA-2025-007 between Veylan Pumps Europe and Solmar Trading, signed on 9 September 2025.

1 Territory

The distributor has the exclusive right to sell the VP-200 series in Spain and Portugal.

2 Targets

Year | Least purchase (EUR)
2026 | 400,000
2027 | 520,000
2028 | 610,000

If the distributor misses the target in two consecutive years, Veylan may withdraw the exclusivity with three months' notice.

3 Prices

The distributor buys at 28 percent below the list price. Veylan announces price changes 90 days ahead.

4 Stock

The distributor keeps at least 15 pumps and a full set of seal kits in stock.

5 Warranty work

The distributor carries out warranty repairs and charges Veylan EUR 62 per hour. Claims are sent within 30 days of the repair.

6 Term

The agreement runs until 31 December 2028. It ends early if control of the distributor changes.

7 Law

Dutch law applies. Disputes go to arbitration in The Hague with a single arbitrator.
"""),
    "货物运输合同.txt": ("freight", ["disputes"], ["penalty"], """货物运输合同

合同编号：VL-TR-2026-003
托运方：维岚泵业有限公司（甲方）
承运方：捷棠物流有限公司（乙方）

第一条　运输范围
乙方为甲方提供苏州工厂至全国各地的公路运输服务。

第二条　期限
本合同自2026年2月1日起至2027年1月31日止。

第三条　提货
甲方应提前24小时通知乙方提货。乙方车辆迟到超过两小时的，每次扣减运费200元。

第四条　运费
运费按吨公里计算，每吨公里0.55元，最低收费为每票350元。柴油价格波动超过10%时，双方重新商定运费。

第五条　保险与赔偿
乙方为每车货物投保，保险金额为200万元。货物损坏的，乙方按货物的出厂价赔偿；货物丢失的，另付货值5%的违约金。

第六条　结算
运费每月25日结算，甲方收到发票后30天内付款。

第七条　解除
任何一方可提前60天书面通知对方解除合同。
"""),
    "nda-template.txt": ("nda", ["termination"], [], """MUTUAL NON-DISCLOSURE AGREEMENT (TEMPLATE)
Document VL-LE-014, version 4

1. Parties
This agreement is made between Veylan Pumps Europe and the party named on the signature page.

2. Confidential information
Drawings, hydraulic models, prices and customer lists are confidential whether or not they are marked.

3. Use
The receiving party uses confidential information only to assess a possible cooperation.

4. Copies
Copies may be made only for employees and advisers who need them for the assessment.

5. Duration
The duty of confidence lasts five years from the date of signature.

6. Return
On request all documents are returned or destroyed within 14 days, and the destruction is confirmed in writing.

7. Penalty
Each breach carries a penalty of EUR 50,000.

8. Law and court
The agreement is governed by Dutch law. Disputes are heard by the court in Rotterdam.

Only the legal counsel may agree to changes of clauses 5 and 7.
"""),
    "maintenance-contract.pdf": ("maintenance", ["warranty", "confidentiality", "disputes"], ["payment", "termination"], """Maintenance Contract

Contract VL-MC-2026-041 between Veylan Pumps Europe and Brindlemere Water, signed on 15 January 2026.

1 Scope

The contract covers 18 pumps of type VP-200 at four pumping stations. Controllers are included; pipes and valves are not.

2 Visits

Each station is visited twice a year, in March and in September. The customer receives a report within ten days of each visit.

3 Response

A technician is on site within eight hours of a call marked urgent. If the technician is late, the customer is credited EUR 200 per started hour.

Veylan Pumps - 1

4 Price

The yearly price is EUR 11,400, paid in two equal parts. Spare parts are charged with a discount of 12 percent.

5 Term

The contract runs for three years from 1 February 2026. Either side may end it at the end of a contract year with four months' notice.

6 Liability

Liability is limited to EUR 250,000 per event. Loss of production is excluded.
"""),
    "厂房租赁合同.pdf": ("lease", ["liability", "disputes"], ["payment", "termination"], """厂房租赁合同

合同编号：VL-LS-2024-002 签订日期：2024年11月28日

出租方：砚湖产业园管理有限公司（甲方）

承租方：维岚泵业有限公司（乙方）

第一条租赁物

甲方将砚湖产业园六号厂房出租给乙方，建筑面积为5200平方米。租赁物用于仓储和装配，不得用于喷涂作业。

第二条租期

租期为五年，自2025年1月1日起至2029年12月31日止。免租期为两个月。

第三条租金

第一年租金为每平方米每月26元，从第三年起每年递增4%。租金按季度预付，乙方应在每季度首月5日前付款。

维岚泵业 - 1

第四条押金

押金为人民币40万元，租期届满并结清费用后30天内无息退还。

第五条维修

屋面和主体结构由甲方负责维修，电梯和消防设施的日常保养由乙方负责。

第六条转租

未经甲方书面同意，乙方不得转租。

第七条提前解除

乙方提前解除合同的，应当提前六个月书面通知，并支付相当于三个月租金的违约金。
"""),
}
