"""How dates, numbers and states are printed on every page. The only file of format filters (style.md section 8)."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from urllib.parse import urlencode

from django import template
from django.forms import BoundField
from django.template.context import Context
from django.templatetags.static import static
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from yifa.faces.frame import acts
from yifa.kernel.pages.listing import Value, Word
from yifa.registers.library.kinds import CitationState, EffectState, Force
from yifa.registers.library.names import titled
from yifa.registers.library.subjects import label

register = template.Library()

WEEKDAYS = "一二三四五六日"
FORCE = {
    Force.PENDING: ("brand", "clock"),
    Force.IN_FORCE: ("green", "seal"),
    Force.PARTLY_LAPSED: ("amber", "alert"),
    Force.LAPSED: ("red", "x"),
    Force.REPEALED: ("red", "x"),
    Force.UNKNOWN: ("grey", "info"),
}
STATE_TONES: Mapping[str, str] = {
    CitationState.RESOLVED: "green",
    CitationState.UNRESOLVED: "grey",
    CitationState.AMBIGUOUS: "amber",
    CitationState.MISSING: "amber",
    CitationState.EXTERNAL: "brand",
    EffectState.PROPOSED: "amber",
    EffectState.CONFIRMED: "green",
    EffectState.REJECTED: "grey",
}
# States of imports and their documents (domains/norms, kernel/jobs), by code.
WORK_TONES = {
    "waiting": "brand",
    "running": "brand",
    "done": "green",
    "stopped": "amber",
    "failed": "red",
    "stored": "green",
    "settle": "amber",
    "duplicate": "grey",
    "withdrawn": "red",
    "active": "green",
    "disabled": "grey",
}
SURE, LIKELY = 95, 70  # percent from which a recognised value is green, amber (look.md section 3)


@register.filter
def day(value: date | datetime | None) -> str:
    """2017年3月16日; nothing for nothing."""
    if value is None or value == "":
        return ""
    if isinstance(value, datetime):
        value = timezone.localtime(value)
    return f"{value.year}年{value.month}月{value.day}日"


@register.filter
def weekday(value: date) -> str:
    return f"星期{WEEKDAYS[value.weekday()]}"


@register.filter
def moment(value: datetime | None) -> str:
    """2017年3月16日 10:46, in Shanghai."""
    if value is None:
        return ""
    return f"{day(value)} {timezone.localtime(value):%H:%M}"


@register.filter
def iso(value: date | datetime | None) -> str:
    """2017-03-16, for attributes and addresses."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        value = timezone.localtime(value).date()
    return value.isoformat()


@register.filter
def thousands(value: int | None) -> str:
    """1,234; a dash for unknown, never 0."""
    return "—" if value is None else f"{value:,}"


@register.filter
def percent(value: float | None) -> str:
    """0.956 → 96%."""
    return "—" if value is None else f"{round(value * 100)}%"


@register.filter
def size(value: int | None) -> str:
    """Bytes as B, KB or MB."""
    if value is None:
        return "—"
    if value < 1024:
        return f"{value} B"
    if value < 1024 * 1024:
        return f"{value / 1024:.0f} KB"
    return f"{value / 1024 / 1024:.1f} MB"


@register.filter
def duration(seconds: float | None) -> str:
    """75 → 1 分 15 秒."""
    if seconds is None:
        return "—"
    whole = round(seconds)
    hours, minutes = divmod(whole // 60, 60)
    parts = [f"{hours} 小时"] if hours else []
    parts += [f"{minutes} 分"] if minutes else []
    return " ".join([*parts, f"{whole % 60} 秒"])


@register.filter
def hash_groups(value: str) -> str:
    """A hash in groups of four, readable aloud."""
    return " ".join(value[place : place + 4] for place in range(0, len(value), 4))


@register.filter
def force_tone(value: str) -> str:
    return FORCE[Force(value)][0]


@register.filter
def force_words(value: str) -> str:
    return Force(value).label


@register.filter
def force_icon(value: str) -> str:
    return FORCE[Force(value)][1]


@register.filter
def state_tone(value: str) -> str:
    """The colour word of the state of a citation or an effect."""
    return STATE_TONES.get(value, "grey")


@register.filter
def subject(value: str) -> str:
    """The words of a subject's code."""
    return label(value)


register.filter("titled", titled)
register.filter("act_words", acts.act_words)
register.filter("detail_words", acts.detail_words)


@register.filter
def times(value: int) -> range:
    return range(value)


@register.simple_tag
def icon(name: str, more: str = "") -> SafeString:
    """One icon of icons.svg, always beside a word: `{% icon "doc" %}`."""
    kinds = f"ico {more}".strip()
    return format_html(
        '<svg class="{}" aria-hidden="true"><use href="{}#i-{}"/></svg>', kinds, static("icons.svg"), name
    )


@register.simple_tag
def light(name: str) -> SafeString:
    """The shape of a light (red, amber, green, grey), to stand before its words in `.light`."""
    return format_html('<svg aria-hidden="true"><use href="{}#i-l-{}"/></svg>', static("icons.svg"), name)


@register.simple_tag
def force_tag(value: str) -> SafeString:
    """The force of a document: colour and word together."""
    return format_html('<span class="tag is-{}">{}</span>', force_tone(value), force_words(value))


@register.simple_tag
def show(value: Value) -> SafeString | str:
    """A cell of a list: states as tags, days and moments in words, a dash for nothing."""
    if isinstance(value, Word):
        if value.code in FORCE:
            return force_tag(value.code)
        tone = STATE_TONES.get(value.code) or WORK_TONES.get(value.code)
        return format_html('<span class="tag is-{}">{}</span>', tone, value.label) if tone else value.label
    if isinstance(value, date):  # a moment too
        words = moment(value) if isinstance(value, datetime) else day(value)
        return format_html('<span class="nowrap">{}</span>', words)
    if isinstance(value, int) and not isinstance(value, bool):
        return thousands(value)
    return "–" if value in (None, "") else str(value)


@register.simple_tag
def sure(confidence: float) -> SafeString:
    """How sure a recognised value is: bar and percent, green, amber or red."""
    whole = round(100 * confidence)
    tone = "green" if whole >= SURE else "amber" if whole >= LIKELY else "red"
    return format_html(
        '<span class="sure is-{0}"><svg viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true">'
        '<rect class="track" width="100" height="4"/><rect class="f-{0}" width="{1}" height="4"/></svg>'
        '<span class="sr">可信度 </span>{1}%</span>',
        tone,
        whole,
    )


@register.simple_tag
def control(field: BoundField) -> SafeString:
    """The control of a form field in our look; Django names its hint and errors for the ear."""
    plain = field.widget_type in ("checkbox", "radio", "hidden")
    return field.as_widget(attrs={} if plain else {"class": "input"})


@register.simple_tag(takes_context=True)
def query(context: Context, **changes: Any) -> str:
    """The query string of this page with some parameters changed; None removes one: `{% query page=2 %}`."""
    params = context["request"].GET.copy()
    for name, value in changes.items():
        params.pop(name, None)
        if value is not None:
            params[name] = str(value)
    return f"?{params.urlencode()}" if params else "?"


@register.simple_tag
def address(base: str, **params: Any) -> str:
    """An address with parameters, encoded: `{% address "/search" q=text %}`."""
    kept = {name: value for name, value in params.items() if value not in (None, "")}
    return f"{base}?{urlencode(kept)}" if kept else base
