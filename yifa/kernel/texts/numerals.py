"""Reading numerals as they stand in labels: 第一百二十三条之二, 廿, 〇, 两, full-width digits. `law/cite.py` prints them."""

from functools import lru_cache

DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九")} | {
    "〇": 0,
    "○": 0,
    "Ｏ": 0,
    "两": 2,
}
UNITS = {"十": 10, "百": 100, "千": 1000, "万": 10_000}
CALENDAR = {"廿": 20, "卅": 30, "卌": 40}
FULL_WIDTH = str.maketrans("０１２３４５６７８９", "0123456789")
# Everything a numeral may be written with, for character classes of regular expressions.
CHARS = "0-9０-９零〇○一二两三四五六七八九十百千万廿卅"


@lru_cache(maxsize=8192)
def to_int(numeral: str) -> int | None:
    """The number that the numeral says, or None where it says none ("二十三四", "")."""
    plain = numeral.translate(FULL_WIDTH).replace(" ", "").replace("\u3000", "")
    if plain.isascii():
        return int(plain) if plain.isdecimal() else None
    if all(char in DIGITS for char in plain):
        return _positional(plain)
    return _with_units(plain)


def _positional(plain: str) -> int | None:
    """二〇一七: digits in places. A lone digit is a number, two of one to nine without 〇 (三四) are none."""
    if len(plain) == 2 and "〇" not in plain and "零" not in plain:
        return None
    return int("".join(str(DIGITS[char]) for char in plain))


def _with_units(plain: str) -> int | None:
    total, section, digit = 0, 0, None
    last_unit = 1_000_000
    for char in plain:
        if char in DIGITS:
            if digit:  # two digits side by side
                return None
            digit = DIGITS[char]
        elif char in CALENDAR:
            section, digit, last_unit = section + CALENDAR[char], None, 10
        elif char == "万":
            total, section, digit, last_unit = (section + (digit or 0)) * 10_000, 0, None, 1_000_000
        elif char in UNITS and UNITS[char] < last_unit:
            last_unit = UNITS[char]
            section += (1 if digit is None else digit) * last_unit
            digit = None
        else:
            return None
    return total + section + (digit or 0)


def article_num(numeral: str, sub: str | None = None) -> str | None:
    """The Arabic form of an article number: ("十二", "一") is "12-1". None where a part says no number."""
    main = to_int(numeral)
    if main is None:
        return None
    if not sub:
        return str(main)
    below = to_int(sub)
    return None if below is None else f"{main}-{below}"
