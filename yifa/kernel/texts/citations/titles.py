"""What stands in 《》: a norm or another document that can be cited, or a certificate, a form, a newspaper (rule 8)."""

import re

TITLE = re.compile(
    r"《[^《》\n]{1,160}(?:《[^《》\n]{0,160}》[^《》\n]{0,160}){0,6}》|《[^《》\n。；]{2,60}\n[^《》\n。；]{2,60}》"
)
# （国办发〔2018〕1号） · （以下简称《条例》） · （试行）
BEHIND_TITLE = re.compile(
    r" ?[（(](?:[^（）()《》\n]|(?<=[称为])《[^《》\n]{1,60}》|[（(][^（）()\n]{0,20}[）)]){1,120}[）)]"
)

TRAILING_BRACKET = re.compile(r"[（(〔][^（）()〔〕]{0,20}[）)〕]$")
NO_NORM = re.compile(
    r"(?:证|证件|证明|执照|书|表|单|报|卡|簿|牌|票|册|手册|凭证|凭据|回执|回证|笔录|表格|公报|周刊|杂志|月刊|学报|护照|存折|批件|"
    r"报告|合同|协议|文本|日志|记录|声明|计划|标志|标识|标签|封签|专用章|通报|进行曲|网|图案|备忘录|声明|函件|信件|日记|小说|歌|片)$"
)
NORM_DESPITE = re.compile(
    r"议定书|白皮书|清单$|分类表$|品名表$|区分表$|公约|宪章|行动计划$|五年计划|计划纲要|工作计划$|"
    r"(?:两岸|内地|政府|补充).*协议|协议[一二三四五六七八九十]$|关于.*(?:报告|计划|声明|通报|证明|协议|备忘录)$|^中华人民共和国.*(?:声明|协议)$"
)
FORM_LISTS = re.compile(r"(?:物品|财物|文件|证据|自查|保存|移交|扣押|登记|交接|材料|物资)清单$")


def is_norm(title: str, doc_no: str = "") -> bool:
    """Whether the title between 《 and 》 names a document that is cited. A document number behind it settles it."""
    if doc_no:
        return True
    plain = TRAILING_BRACKET.sub("", title)
    if FORM_LISTS.search(plain):
        return False
    return not NO_NORM.search(plain) or NORM_DESPITE.search(plain) is not None
