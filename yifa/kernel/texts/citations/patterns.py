"""The written forms of provisions, each one linear regular expression, and the words around them that decide."""

import re

from yifa.kernel.texts.numerals import CHARS

N = f"[{CHARS}]{{1,9}}"
B = "[ \n]?"  # a line may end inside a chain
SUB = "(?: ?之 ?[一二三四五六七八九十]{1,3})?"
ARTICLE = f"第 ?{N} ?条{SUB}"
PARAGRAPH = f"第 ?{N} ?款"
ITEM = f"第 ?(?:[（(] ?{N} ?[）)]|{N}) ?项"
TO = "(?:至|到|—|－|–|-|~|～)"

# One chain: a head (前款, 本条, 第N条), then 款, 项 and 目, each of which may be a range.
CHAIN = re.compile(
    rf"(?=第|前[一二两三四五六七八九]?[款条项]|本[款条]{B}第)"
    rf"(?:前(?P<count>[一二两三四五六七八九])?(?P<before>款|条|项)|本(?P<here>[款条])(?={B}第)"
    rf"|(?P<article>{ARTICLE})(?:{TO}(?P<to_article>{ARTICLE}))?)?"
    rf"(?:{B}(?P<paragraph>{PARAGRAPH})(?:{TO}(?P<to_paragraph>{PARAGRAPH}))?)?"
    rf"(?:{B}(?P<item>{ITEM})(?:{TO}(?P<to_item>{ITEM}))?)?"
    rf"(?:第 ?{N} ?目)?"
    rf"(?:{TO}(?P<last>{ARTICLE})(?:{PARAGRAPH})?(?:{ITEM})?)?"
)
# 第三、四条 · 第一、二款 · 第（一）、（三）项 · 第（一）（二）项: one unit for several numbers.
BRACKETED = f"[（(] ?{N} ?[）)]"
AND = f"(?:(?:、|和|及|或者|或|以及|与|,|，|{TO}) ?)"
AND_AGAIN = f"(?:(?:、|和|及|或者|或|以及|{TO}) ?第 ?)"  # 第三、第四条
NUMBERS = (
    rf"(?P<numbers>{BRACKETED}(?:{AND}?{BRACKETED}){{1,60}}"
    rf"|(?:{BRACKETED}|{N})(?:(?:{AND_AGAIN}|{AND})(?:{BRACKETED}|{N})){{1,60}}) ?(?P<unit>条|款|项)"
)
SHARED = re.compile(f"第 ?{NUMBERS}")
UNPREFIXED = re.compile(
    f" ?(?:第 ?)?{NUMBERS}|[（(] ?(?P<single>{N}) ?[）)] ?项"
)  # right behind 款 or in a list
MEMBER = re.compile(rf"(?:第 ?)?(?:[（(] ?)?({N})(?: ?[）)])?(?:{TO}(?:[（(] ?)?({N})(?: ?[）)])?)?")
NUMBER = re.compile(rf"[（(]? ?({N}) ?[）)]?")
PARTS = re.compile(rf"第 ?({N}) ?条(?: ?之 ?([一二三四五六七八九十]{{1,3}}))?")

# What may stand between two members of one list: a bracket, 所称“…”, the name of a crime, then the sign of the list.
JOINER = re.compile(
    r"[ \n]?(?:[（(][^（）()\n]{1,40}[）)])?(?:(?:所称|所指|规定的)?“[^“”\n]{1,60}”|(?:规定的)?[\u4e00-\u9fff]{2,20}罪)?"
    r"[ \n]?(?:、|和|及其|以及|及|或者|或|与|，和|，以及|、以及|，或者|，或|，|,|；)?[ \n]?(?:其)?(?:的)?"
    r"|(?:的)?规定(?:、|和|及|以及|或者|或|，以及|，或者)"
)
NO_JOINER = frozenset({"", " ", "\n", "的"})
# 刑法分则第九章第三百九十八条: the chapter stands between name and article.
CHAPTER = re.compile(
    rf"(?:分则|总则|附则)?(?:第 ?{N} ?[编分]{{1,2}})?(?:第 ?{N} ?章)?(?:第 ?{N} ?节)?(?=第 ?{N} ?条)"
)

# 前款 is nearly always meant, 前条 and 前项 are not in 目前条件, 前项目; a counted 前三项 mostly counts things.
NOT_BEHIND = {"款": re.compile("[项式]"), "条": re.compile("[件例约款]"), "项": re.compile("目")}
NOT_IN_FRONT = frozenset("目当以此史空年天日月")
COUNTED_ITEMS = re.compile(
    r"规定|所列|所称|所述|所指|所规|列举|以外|之外|情形|行为|措施的|的规定|中的|之一|罪|第"
)

# Words that turn 第N条, 第N款 and 第N项 into something counted: 第一条生产线, 第五项目部.
THING_BEHIND = re.compile(
    r"生产|流水|街|路|道路|铁路|公路|线|河|轨|船|鱼|航|消息|短信|裤|腿|输|管|新闻|狗|龙|目|工程|任务|指标|车型|"
    r"产品|游戏|手机|意见|建议|理由|经验|跑道|隧道|地铁|桥|巷|胡同|专利|发明|成果|议程|议题|战线|赛道|道(?![路歉德])|式|项"
)

SELF_KINDS = (
    "法|条例|规定|办法|细则|规则|决定|决议|解释|规程|章程|通知|意见|标准|准则|公告|方案|规范|通告|制度|守则|批复|安排|纲要|"
    "公约|协定|议定书|目录|大纲|指南|指引|要求|计划|宪法|规章|程序|规划|清单|预案|导则|通则|基准|命令|要点|公报|协议|合同"
)
IN_CHAPTER = rf"(?:第 ?{N} ?编)?(?:第 ?{N} ?章)?(?:第 ?{N} ?节)?"
SELF_NAME = re.compile(rf"本(?:实施|补充|暂行|试行|修正|裁量)?(?:{SELF_KINDS})[ \n]?{IN_CHAPTER}$")
SAME_NAME = re.compile(rf"(?:该|同|上述|前述)(?:{SELF_KINDS})[ \n]?{IN_CHAPTER}$")
NAME_ENDS = re.compile(r"法典|法|条例|规定|办法|细则|通则|总则|规则|宪法")
