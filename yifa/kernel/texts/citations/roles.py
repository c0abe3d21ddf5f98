"""What a citation is for, read from the words around it: basis, application, repeal, amendment, reference."""

import re

BASIS_WORDS = ("根据", "依据", "依照", "按照", "遵照", "遵循")
BASIS_BEHIND = re.compile(r"[^。；]{0,200}?(?:制定|修订|作出|通过|特作|结合|就|现)")
REPEAL_BEHIND = re.compile(r"[^。；]{0,120}?(?:废止|宣布失效|停止执行|不再执行)")
AMEND_BEHIND = re.compile(r"[^。；]{0,30}?(?:作如下修改|作出修改|修改为|改为|删去|增加|作如下修正|予以修改)")
APPLY_WORDS = ("依照", "适用", "按照", "依据", "根据", "执行", "违反", "符合", "遵守")
SENTENCE_END = re.compile("[。；\n]")
CLAUSE_END = re.compile("[。；，\n]")
FAR, NEAR = 420, 42  # characters before a citation in which its basis or verb is looked for


def role_at(text: str, start: int, end: int) -> str:
    """The role of the citation at the span: basis · repeal · amend · apply · reference."""
    behind = text[end : end + 140].partition("\n")[0]
    if REPEAL_BEHIND.match(behind):
        return "repeal"
    if AMEND_BEHIND.match(behind):
        return "amend"
    clause = CLAUSE_END.split(text[max(0, start - NEAR) : start])[-1]
    if "参照" in clause:
        return "reference"
    sentence = SENTENCE_END.split(text[max(0, start - FAR) : start])[-1]
    if _any(BASIS_WORDS, sentence) and BASIS_BEHIND.match(text[end : end + 240].partition("\n")[0]):
        return "basis"
    return "apply" if _any(APPLY_WORDS, clause) else "reference"


def _any(words: tuple[str, ...], text: str) -> bool:
    return any(word in text for word in words)
