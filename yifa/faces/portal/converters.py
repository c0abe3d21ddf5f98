"""Days in addresses: `/norms/<slug>/2025-11-20`. A day that is on no calendar is a 404 with a sentence."""

import re
from datetime import date

from django.http import Http404
from django.urls import register_converter

DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def day_of(text: str) -> date:
    """The day, or a 404 that says what is wrong with it."""
    try:
        if DAY.fullmatch(text):
            return date.fromisoformat(text)
    except ValueError:
        pass
    raise Http404(f"{text[:20]} 不是日历上的日期，请按 2025-11-20 的样子填写年、月、日。")


class DayConverter:
    """Anything that looks like a day; `day_of` says whether it is one."""

    regex = r"\d{4}-\d{1,2}-\d{1,2}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: date | str) -> str:
        return value.isoformat() if isinstance(value, date) else value


register_converter(DayConverter, "day")
