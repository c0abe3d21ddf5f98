"""Check digits: unified social credit code (GB 32100-2015), organisation code (GB 11714-1997)."""

import re

USCC_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"  # no I, O, S, V, Z
ORGAN_ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
USCC_FORM = re.compile(r"[0-9A-HJ-NPQRTUWXY]{2}\d{6}[0-9A-HJ-NPQRTUWXY]{9}[0-9A-HJ-NPQRTUWXY]")
ORGAN_FORM = re.compile(r"[0-9A-Z]{8}[0-9X]")
USCC_WEIGHTS = tuple(pow(3, place, 31) for place in range(17))
ORGAN_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)


def uscc_check(body: str) -> str:
    """The 18th character for the first 17 (GB 32100: weights 3^i mod 31)."""
    total = sum(USCC_ALPHABET.index(char) * weight for char, weight in zip(body, USCC_WEIGHTS, strict=True))
    return USCC_ALPHABET[(31 - total % 31) % 31]


def organ_check(body: str) -> str:
    """The 9th character for the first 8 (GB 11714: 11 minus the weighted sum mod 11; 10 is X, 11 is 0)."""
    total = sum(ORGAN_ALPHABET.index(char) * weight for char, weight in zip(body, ORGAN_WEIGHTS, strict=True))
    rest = 11 - total % 11
    return "X" if rest == 10 else "0" if rest == 11 else str(rest)


def uscc_fault(code: str) -> str:
    """Empty when the code is right; else the sentence that says what is wrong."""
    if not USCC_FORM.fullmatch(code):
        return "统一社会信用代码应当为18位数字或大写字母（不用I、O、S、V、Z），第3至8位为行政区划数字。"
    if uscc_check(code[:17]) != code[17]:
        return "统一社会信用代码的校验码不符，请对照营业执照逐位核对。"
    return ""


def organ_code_fault(code: str) -> str:
    """Empty when the organisation code (8 + 1 characters, hyphen allowed) is right; else the sentence."""
    plain = code.replace("-", "")
    if not ORGAN_FORM.fullmatch(plain):
        return "组织机构代码应当为8位本体代码和1位校验码。"
    if organ_check(plain[:8]) != plain[8]:
        return "组织机构代码的校验码不符，请逐位核对。"
    return ""
