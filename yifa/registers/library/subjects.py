"""Subjects (主题) by which works are browsed, and the words by which a text is sorted into them.

The list follows the usual subject groups of government documents. A text gets the subjects whose words stand in its
title, or else stand most often in it.
"""

import re
from collections.abc import Mapping

SUBJECTS: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "governance": ("综合政务与依法行政", ("行政复议", "行政许可", "行政处罚", "规范性文件", "政府信息", "依法行政", "行政执法", "政务", "督查", "立法", "规章")),  # noqa: E501 (one pattern or row a line)
    "economy": ("发展改革与营商环境", ("营商环境", "招标", "投标", "投资", "价格", "信用", "规划纲要", "中小企业", "民营")),
    "finance": ("财政、税务与审计", ("财政", "预算", "税", "审计", "政府采购", "国有资产", "会计", "国债")),
    "banking": ("金融", ("银行", "证券", "保险", "基金", "期货", "金融", "票据", "外汇")),
    "land": ("自然资源与能源", ("土地", "矿产", "测绘", "不动产", "海域", "能源", "电力", "煤炭", "石油", "节约能源")),
    "rural": ("农业农村与水利", ("农业", "农村", "农民", "水利", "防洪", "种子", "畜", "动物", "渔", "林", "河道", "水土")),
    "transport": ("交通与邮政", ("道路", "公路", "铁路", "航", "交通", "港口", "车辆", "邮政", "停车", "轨道")),
    "industry": ("工业与信息化", ("工业", "电信", "网络", "数据", "信息化", "无线电", "计算机", "标准化")),
    "market": ("商务与市场监管", ("市场监督", "食品", "药品", "广告", "商标", "专利", "消费者", "计量", "产品质量", "公司", "企业登记", "反垄断", "竞争", "进出口", "对外贸易", "海关", "检验检疫")),  # noqa: E501 (one pattern or row a line)
    "safety": ("安全生产与应急", ("安全生产", "消防", "突发事件", "应急", "危险化学品", "地震", "气象", "灾害", "特种设备", "烟花爆竹")),  # noqa: E501 (one pattern or row a line)
    "urban": ("城乡建设", ("城市", "建设工程", "建筑", "住房", "物业", "城乡规划", "市容", "供水", "燃气", "供热", "园林", "绿化", "房屋", "征收")),  # noqa: E501 (one pattern or row a line)
    "environment": ("生态环境", ("环境保护", "污染", "生态", "大气", "水资源", "固体废物", "垃圾", "噪声", "湿地", "自然保护区")),  # noqa: E501 (one pattern or row a line)
    "education": ("教育与科技", ("教育", "学校", "教师", "科学技术", "学生", "科普", "科技", "学位", "幼儿园")),
    "culture": ("文化、旅游与体育", ("文化", "文物", "旅游", "体育", "出版", "广播", "电影", "图书馆", "博物馆", "档案", "非物质文化遗产")),  # noqa: E501 (one pattern or row a line)
    "health": ("卫生健康", ("医", "卫生", "疾病", "传染病", "疫", "献血", "母婴", "人口与计划生育", "护士", "精神卫生")),
    "labour": ("人力资源和社会保障", ("劳动", "就业", "社会保险", "工伤", "工会", "职工", "公务员", "养老保险", "失业", "工资")),  # noqa: E501 (one pattern or row a line)
    "civil": ("民政与社会救助", ("民政(?!府)", "救助", "慈善", "养老", "老年人", "殡葬", "残疾人", "婚姻登记", "退役", "军人", "未成年人", "妇女", "志愿", "社会组织", "地名")),  # noqa: E501 (one pattern or row a line)
    "justice": ("司法与公共安全", ("刑", "诉讼", "法院", "检察", "律师", "公证", "仲裁", "调解", "治安", "公安", "监狱", "禁毒", "出境入境", "居民身份证", "户口")),  # noqa: E501 (one pattern or row a line)
    "private": ("民商事", ("民法", "合同", "物权", "婚姻", "继承", "侵权", "破产", "公司法", "合伙", "信托", "著作权", "知识产权")),  # noqa: E501 (one pattern or row a line)
    "people": ("人大与选举", ("代表大会", "常务委员会", "选举", "代表法", "议事规则", "监督法")),
    "ethnic": ("民族宗教与侨务", ("民族", "宗教", "华侨", "归侨", "少数民族", "台湾同胞")),
}  # fmt: skip
PATTERNS = {code: re.compile("|".join(words)) for code, (_, words) in SUBJECTS.items()}
MOST = 3  # a text is sorted into at most so many subjects


def label(code: str) -> str:
    return SUBJECTS[code][0]


def subjects(title: str, text: str) -> tuple[str, ...]:
    """Up to three subject codes: by the title, else by the most frequent words of the first 2,000 characters."""
    named = [code for code, pattern in PATTERNS.items() if pattern.search(title)]
    if named:
        return tuple(named[:MOST])
    counted = [(len(pattern.findall(text[:2000])), code) for code, pattern in PATTERNS.items()]
    best = max(counted)
    return (best[1],) if best[0] >= 3 else ()
