"""What a citation is for, read from the words around it: basis, application, repeal, amendment, reference."""

import re

BASIS_BEFORE = re.compile(r"(?:根据|依据|依照|按照|遵照|遵循)[^。；]{0,400}$")
BASIS_BEHIND = re.compile(r"[^。；]{0,200}?(?:制定|修订|作出|通过|特作|结合|就|现)")
REPEAL_BEHIND = re.compile(r"[^。；]{0,120}?(?:同时废止|予以废止|废止|宣布失效|停止执行|不再执行)")
AMEND_BEHIND = re.compile(r"[^。；]{0,30}?(?:作如下修改|作出修改|修改为|改为|删去|增加|作如下修正|予以修改)")
APPLY_BEFORE = re.compile(r"(?:依照|适用|按照|依据|根据|执行|违反|符合|遵守)[^。；，]{0,40}$")
REFER_BEFORE = re.compile(r"参照[^。；，]{0,40}$")
NEAR = 420


def role_at(text: str, start: int, end: int) -> str:
    """The role of the citation at the span: basis · repeal · amend · apply · reference."""
    before = text[max(0, start - 60) : start].rsplit("\n", 1)[-1]
    behind = text[end : end + 140].split("\n", 1)[0]
    if REPEAL_BEHIND.match(behind):
        return "repeal"
    if AMEND_BEHIND.match(behind):
        return "amend"
    if REFER_BEFORE.search(before):
        return "reference"
    wide = text[max(0, start - NEAR) : start].rsplit("\n", 1)[-1]
    if BASIS_BEFORE.search(wide) and BASIS_BEHIND.match(text[end : end + 240].split("\n", 1)[0]):
        return "basis"
    return "apply" if APPLY_BEFORE.search(before) else "reference"
