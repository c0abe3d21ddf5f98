"""Citations to decide, name by name: where it is cited, what it may mean; tie it to a work or mark it as elsewhere."""

from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import QuerySet
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse

from yifa.faces.desk import fields, lists
from yifa.faces.desk.doors import Request, desk, page, sent
from yifa.faces.desk.targets import find_work
from yifa.faces.frame.today import reader_of
from yifa.kernel.record import entries
from yifa.registers.library import deciding, pages, places, resolve
from yifa.registers.library.kinds import CitationState
from yifa.registers.library.models import Citation, Work
from yifa.registers.library.names import titled

VIEWS = {
    "": ("待核定", pages.CITATIONS_TO_DECIDE),
    "external": ("库外文件", pages.CITATIONS_EXTERNAL),
    "tied": ("已链接", pages.CITATIONS_TIED),
}
PLACES = 10  # places of a name shown with their text
QUEUE = 12
NEAR = 5  # works with a similar title that are offered
WHY = {
    CitationState.UNRESOLVED: (
        "red",
        "库里没有这份文件",
        "以后收录了，会自动连上。现在可以指定是哪一件，或者标为库外文件。",
    ),
    CitationState.AMBIGUOUS: ("amber", "库里有不止一件符合", "请看引用的上下文，选一件。"),
    CitationState.MISSING: (
        "red",
        "目标里没有所引的条文",
        "可能是条号写错、引用了另一版本，或者目标认错了。",
    ),
    CitationState.EXTERNAL: ("grey", "已标为库外文件", "收录以后可以在这里改为链接。"),
    CitationState.RESOLVED: ("green", "已链接", "认错了的，可以在这里改。"),
}
EXTERNAL, OTHER = "external", "other"


@desk("library.decide")
def citations(request: Request) -> HttpResponseBase:
    queue = _queue(request)
    return lists.show(
        request,
        VIEWS,
        lambda row: reverse("desk:citation", args=[row["first"]]),
        template="citations",
        first=queue[0] if queue else None,
    )


class TargetForm(fields.DeskForm):
    """Which work is meant: one that is offered, another one, or none of the library."""

    target = forms.ChoiceField(
        label="目标是", widget=forms.RadioSelect, error_messages={"invalid_choice": "从列出的目标里选一个。"}
    )
    other = fields.line("另外指定", "文号、标题或者公开页地址。", required=False)
    all = forms.BooleanField(label="同一名称、同一状态的一起定", required=False, initial=True)
    because = fields.line("说明", "记入记录。", required=False)

    def __init__(self, *args: Any, offered: list[Work], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(str(work.pk), f"{titled(work.title)}{work.doc_no}") for work in offered]
        choices += [(OTHER, "另外指定的文件"), (EXTERNAL, "库外文件：不是本库收录的范围")]
        target: Any = self.fields["target"]
        target.choices = choices
        target.error_messages["required"] = "选一个目标。"


@desk("library.decide")
def citation(request: Request, pk: int) -> HttpResponseBase:
    rows = Citation.objects.visible_to(reader_of(request))
    one = get_object_or_404(rows.select_related("version__work", "work", "decided_by__person"), pk=pk)
    same = rows.filter(key=one.key, state=one.state, version__withdrawn_at__isnull=True)
    offered = _offered(request, one)
    meant = str(one.work_id) if one.work_id else OTHER if not offered else None
    initial = {"target": meant, "all": True}
    form = TargetForm(sent(request), offered=offered, initial=initial)
    if request.method == "POST" and form.is_valid():
        done = _decide(request, one, same, form)
        if done is not None:
            return done
    queue = _queue(request)
    ids = [row["first"] for row in queue]
    at = next(
        (place for place, row in enumerate(queue) if row["key"] == one.key and row["state"] == one.state), -1
    )
    tone, why, hint = WHY[CitationState(one.state)]
    return page(
        request,
        "citation",
        422 if form.errors else 200,
        citation=one,
        form=form,
        tone=tone,
        why=why,
        hint=hint,
        count=same.count(),
        places=_places(one, same),
        queue=[(row, place == at) for place, row in enumerate(queue)],
        before=ids[at - 1] if at > 0 else None,
        after=ids[at + 1] if at < len(ids) - 1 else None,
        history=entries.of(one),
    )


def _queue(request: Request) -> list[dict[str, Any]]:
    """Names to decide, the most cited first."""
    rows = pages.CITATIONS_TO_DECIDE.rows(reader_of(request))
    return list(rows.order_by("-places", "key", "state")[:QUEUE])


def _places(one: Citation, same: QuerySet[Citation]) -> list[tuple[Citation, places.Place]]:
    rows = same.exclude(pk=one.pk).select_related("version__work")[: PLACES - 1]
    return [(row, places.place(row.version, row.start, row.end)) for row in (one, *rows)]


def _offered(request: Request, one: Citation) -> list[Work]:
    """Works that bear the name, then works whose title holds it or is held by it."""
    visible = Work.objects.visible_to(reader_of(request)).filter(withdrawn_at__isnull=True)
    bearing = [row.work_id for row in resolve.candidates([one.key]).get(one.key, [])]
    found = list(visible.filter(pk__in=[*bearing, *([one.work_id] if one.work_id else [])])[:NEAR])
    if len(found) < NEAR and len(one.key) > 3:
        near = visible.filter(title__icontains=one.law).exclude(pk__in=[work.pk for work in found])
        found += near.order_by("-issued_on")[: NEAR - len(found)]
    return found


def _decide(
    request: Request, one: Citation, same: QuerySet[Citation], form: TargetForm
) -> HttpResponseBase | None:
    """Tie or mark; None when the form has to be shown again."""
    values = form.cleaned_data
    following = next((row["first"] for row in _queue(request) if row["key"] != one.key), None)
    which = list(same) if values["all"] else [one]
    by: dict[str, Any] = {"by": request.user, "at": request.now}
    if values["target"] == EXTERNAL:
        count = deciding.mark_external(which, because=values["because"], **by)
        said = f"{titled(one.law)}标为库外文件，{count:,} 处引用不再等待核定。"
    else:
        work = _chosen(request, form)
        if work is None:
            return None
        count = deciding.tie_citations(which, work, because=values["because"], **by)
        said = f"{count:,} 处引用已链接到{titled(work.title)}。"
    messages.success(request, said)
    return redirect("desk:citation", pk=following) if following else redirect("desk:citations")


def _chosen(request: Request, form: TargetForm) -> Work | None:
    target = form.cleaned_data["target"]
    visible = Work.objects.visible_to(reader_of(request)).filter(withdrawn_at__isnull=True)
    if target != OTHER:
        return visible.get(pk=target)
    if not form.cleaned_data["other"]:
        form.add_error("other", "写明另外指定的是哪份文件。")
        return None
    meant = find_work(reader_of(request), form.cleaned_data["other"])
    if meant.work is None:
        form.add_error("other", meant.sentence)
    return meant.work
