"""The written forms of citations, each one linear regular expression."""

import re

from yifa.kernel.texts.numerals import CHARS

N = f"[{CHARS}]{{1,9}}"
SUB = "(?: ?之 ?[一二三四五六七八九十]{1,3})?"
ARTICLE = f"第 ?{N} ?条{SUB}"
PARAGRAPH = f"第 ?{N} ?款"
ITEM = f"第 ?(?:[（(] ?{N} ?[）)]|{N}) ?项"
SUBITEM = f"(?:第 ?{N} ?目)?"
TO = "(?:至|到|—|－|–|-|~|～)"

# One chain: 第N条（之N）第N款第N项, with a range of its last part. `rest` keeps what an open list goes on with.
CHAIN = re.compile(
    rf"(?P<article>{ARTICLE})(?:{TO}(?P<to_article>{ARTICLE}))?"
    rf"(?: ?(?P<paragraph>{PARAGRAPH})(?:{TO}(?P<to_paragraph>{PARAGRAPH}))?)?"
    rf"(?: ?(?P<item>{ITEM})(?:{TO}(?P<to_item>{ITEM}))?)?{SUBITEM}"
    rf"|(?P<paragraph_alone>{PARAGRAPH})(?:{TO}(?P<to_paragraph_alone>{PARAGRAPH}))?"
    rf"(?: ?(?P<item_below>{ITEM})(?:{TO}(?P<to_item_below>{ITEM}))?)?{SUBITEM}"
    rf"|(?P<item_alone>{ITEM})(?:{TO}(?P<to_item_alone>{ITEM}))?{SUBITEM}"
)
# 第三、四条 · 第一、二款 · 第（一）、（三）项: one 第 and one unit for several numbers.
SHARED = re.compile(
    rf"第 ?(?P<numbers>(?:[（(]{N}[）)]|{N})(?:(?:、|和|及|或者|或|,|，|{TO}) ?(?:[（(]{N}[）)]|{N}))+) ?(?P<unit>条|款|项)"
)
NUMBER = re.compile(rf"[（(]?({N})[）)]?")
# 前款, 前两款, 前条, 前项, 前三项, 前款第一项; 本条第一款.
BEFORE = re.compile(
    rf"前(?P<count>[一二两三四五六七八九])?(?P<unit>款|条|项)(?: ?(?P<paragraph>{PARAGRAPH}))?(?: ?(?P<item>{ITEM}))?"
)
BEFORE_GOES_ON = re.compile(
    r"规定|所列|所称|所述|所指|所|中|之|的|情形|行为|以外|除外|条件|但书|事项|期限|期间|款|罪|情况|[，、。；：）)及和或与]|$"
)
NOT_BEFORE = re.compile(r"指标|目|工作|任务|工程|费用之和|资金|制度|活动")
HERE = re.compile(rf"本(?P<unit>条|款)(?: ?(?P<paragraph>{PARAGRAPH}))?(?: ?(?P<item>{ITEM}))?")

TITLE = re.compile(r"《[^《》\n]{1,160}(?:《[^《》\n]{0,160}》[^《》\n]{0,160}){0,6}》")
SHORT_NAME = re.compile(r"[（(]\s?(?:以下|下)(?:简)?称(?:为)?：?\s?[《“\"]?([^》”\"）)]{2,40})[》”\"]?\s?[）)]")
DOC_NO = re.compile(r"(?:[\u4e00-\u9fff]{1,10})[〔\[［【（(] ?((?:19|20)\d{2}) ?[〕\]］】）)] ?第? ?(\d{1,5}) ?号")
ORDER_NO = re.compile(rf"第 ?{N} ?号令?")
BEHIND_TITLE = re.compile(r" ?[（(][^（）()\n]{1,60}[）)]")

SELF_KINDS = "法|条例|规定|办法|细则|规则|决定|解释|规程|章程|通知|意见|标准|准则|公告|方案|规范|通告|制度|守则|批复|安排|纲要|公约|目录|大纲|指南|指引|要求|计划|宪法|规章"
SELF_ALWAYS = re.compile(rf"本(?:实施|补充|暂行|试行)?(?:{SELF_KINDS})$")
NAME_ENDS = re.compile(r"法典|法|条例|规定|办法|细则|规则|宪法")
NOT_NAME_BEHIND = frozenset("律规学院官人庭警医定制治令意")

# 《》 around what is no norm: certificates, forms, licences, papers (reading rule 8).
NO_NORM = re.compile(
    r"(?:证|证书|证明|执照|许可证|许可书|登记表|申请书|申请表|审批表|备案表|表|通知书|决定书|告知书|意见书|申报书|任务书|责任书|"
    r"承诺书|报告书|报告表|说明书|建议书|清单表|凭证|凭据|单|日报|时报|晚报|报|报告|手册|合同|协议书?|卡|簿|牌|票|回执|笔录|表格|公报|文本|周刊|杂志|月刊|学报|护照|通行证|存折)$"
)
NORM_DESPITE = re.compile(r"(?:议定书|公约|宪章|白皮书|计划书)$")
# 第N条 and 第N项 that count things: 第一条生产线, 第五项目部, 二十条街.
THING_BEHIND = re.compile(r"生产|流水|街|路|道路|铁路|公路|线|河|轨|船|鱼|航|消息|短信|裤|腿|输|管|新闻|狗|龙|目|工程|任务|指标|车型|产品|游戏|手机|跑道|隧道|地铁")
JOINER = re.compile(r" ?(?:、|和|及其|以及|及|或者|或|与|，|,)? ?(?:其)?(?:的)?")
