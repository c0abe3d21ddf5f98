"""The catalogue of laws and the statutory time limits, with their texts in the library; the day on which one ends."""

import re
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date, datetime
from typing import Annotated, Any

from django.http import Http404, HttpRequest
from ninja import Query, Router

from yifa.faces.api import shapes
from yifa.faces.api.paging import Page, Size, of_list, paged
from yifa.faces.api.problems import Invalid
from yifa.faces.frame.requests import Request
from yifa.kernel.clock import Refused, Result
from yifa.kernel.clock import due as due_of
from yifa.kernel.law import Basis, NotInForce, Rule, UnknownRule, basis, rules
from yifa.kernel.law.catalogue import listed
from yifa.kernel.law.rules import rule_on
from yifa.registers.library.queries import Permalinks

router = Router(tags=["法律与期限"])
SPAN = re.compile(r"(\d{4}-\d{2}-\d{2}):(\d{4}-\d{2}-\d{2})")


@router.get("/laws", response=shapes.Laws, summary="法律目录：题名、制定机关、日期、条数")
def laws(
    request: Request,
    page: Page,
    size: Size,
    q: Annotated[str, Query("", max_length=100, description="题名中的字")],
) -> dict[str, Any]:
    total, items = of_list([one for one in listed() if q in one.title], page, size)
    links = Permalinks({one.title for one in items}, (), request.today)
    found = [
        {**asdict(one), "url": _absolute(request, links.of_act(one.title, one.effective or one.issued))}
        for one in items
    ]
    return paged(total, found, page, size)


@router.get("/rules", response=shapes.Rules, summary="法定期限规则")
def all_rules(
    request: Request,
    page: Page,
    size: Size,
    on: Annotated[date | None, Query(None, description="只要这一天适用的")],
) -> dict[str, Any]:
    kept = [one for one in rules().values() if on is None or one.holds(on)]
    total, items = of_list(kept, page, size)
    return paged(total, _told(items, request), page, size)


@router.get("/rules/{id}", response=shapes.RuleOut, summary="一条期限规则")
def one_rule(request: Request, id: str) -> dict[str, Any]:
    if id not in rules():
        raise Http404(f"没有编号为 {id[:40]} 的期限规则。")
    (told,) = _told([rules()[id]], request)
    return told


@router.get("/due", response=shapes.DueOut, summary="推算法定期限的届满日，并逐段说明")
def due(
    request: HttpRequest,
    rule: Annotated[
        str, Query(..., max_length=40, description="规则编号，例如 FY-014b；不带字母取起算日适用的一版")
    ],
    start: Annotated[date | datetime, Query(..., description="起算事件日；按小时计算的写到分钟")],
    suspend: Annotated[
        list[str], Query([], max_length=20, description="不计入的期间，起日:止日，两端都不计")
    ],
    extend: Annotated[bool, Query(False, description="按规则载明的天数延长")],
) -> dict[str, Any]:
    day = start.date() if isinstance(start, datetime) else start
    try:
        result = due_of(rule_on(rule, day), start, suspend=[_span(one) for one in suspend], extend=extend)
    except (Refused, UnknownRule, NotInForce) as fault:
        raise Invalid(str(fault)) from fault
    return _due(result)


def _span(text: str) -> tuple[date, date]:
    found = SPAN.fullmatch(text)
    try:
        if found:
            return date.fromisoformat(found[1]), date.fromisoformat(found[2])
    except ValueError:
        pass
    raise Invalid(f"不计入的期间应当写作 2026-01-05:2026-01-10，不是 {text[:30]}。")


def _told(shown: Sequence[Rule], request: Request) -> list[dict[str, Any]]:
    """The rules with the articles they stand on, each leading to the text of the time when the rule holds."""
    grounds = {short: basis(short) for one in shown for short in one.basis}
    cites = [ground.cite for ground in grounds.values() if ground.cite]
    titles = {ground.title for ground in grounds.values()}
    links = Permalinks(titles, {cite.article for cite in cites}, request.today)

    def told(ground: Basis, on: date) -> dict[str, str]:
        path = links.of_cite(ground.cite, on) if ground.cite else links.of_act(ground.title, on)
        return {"text": ground.words, "url": _absolute(request, path)}

    return [
        {**asdict(one), "basis": [told(grounds[short], one.until or request.today) for short in one.basis]}
        for one in shown
    ]


def _absolute(request: Request, path: str) -> str:
    return request.build_absolute_uri(path) if path else ""


def _due(result: Result) -> dict[str, Any]:
    return {
        "rule": result.rule.id,
        "start": _text(result.start),
        "due": _text(result.due),
        "raw_due": _text(result.raw_due),
        "unit": result.rule.unit,
        "rolled": result.rolled,
        "provisional": result.provisional,
        "verified": result.rule.verified,
        "explanation": list(result.explanation),
    }


def _text(moment: date) -> str:
    return f"{moment:%Y-%m-%dT%H:%M}" if isinstance(moment, datetime) else moment.isoformat()
