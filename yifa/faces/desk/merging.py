"""Working confirmed amendments into the text of a work: see how it would read, do it, undo it."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect

from yifa.faces.desk import fields
from yifa.faces.desk.doors import Request, desk, page
from yifa.faces.desk.works import held
from yifa.kernel.texts.compare import Pair, compare
from yifa.kernel.texts.structure import parse
from yifa.registers.library import applying
from yifa.registers.library.models import Effect, Version, Work


class UndoForm(fields.DeskForm):
    because = fields.because("为什么撤销并入")


@desk("library.decide")
def merge(request: Request, pk: int) -> HttpResponseBase:
    """The amendments of one text at a time, the earliest first."""
    one = held(request, pk)
    waiting = applying.applicable(one)
    group = [row for row in waiting if row.by_version_id == waiting[0].by_version_id]
    undo = UndoForm(prefix="x")
    if request.method == "POST":
        if request.POST.get("act") == "undo":
            undo = UndoForm(request.POST, prefix="x")
            if undo.is_valid():
                return _undo(request, one, undo.cleaned_data["because"])
        elif group:
            return _apply(request, one, group)
    return page(
        request,
        "merge",
        422 if undo.errors else 200,
        work=one,
        group=group,
        others=len(waiting) - len(group),
        merged=_merged(one),
        undo=undo,
        **_seen(group),
    )


def _seen(group: Sequence[Effect]) -> dict[str, Any]:
    """What would change, provision by provision; or the sentence that says why nothing can."""
    if not group:
        return {}
    try:
        seen = applying.preview(group)
    except ValidationError as error:
        return {"refused": error.messages}
    refused = [(row, seen.merged.refused[row.pk]) for row in group if row.pk in seen.merged.refused]
    return {
        "base": seen.base,
        "pairs": _changed(seen.base.text, seen.merged.text),
        "refused": [f"{row.note}：{sentence}" for row, sentence in refused],
        "warnings": seen.merged.warnings,
    }


def _changed(before: str, after: str) -> list[Pair]:
    return [pair for pair in compare(parse(before), parse(after)) if pair.edited or pair.renumbered]


def _merged(one: Work) -> list[Version]:
    """Texts made by merging that still stand."""
    rows = Version.objects.filter(work=one, applies__isnull=False, withdrawn_at__isnull=True).distinct()
    return list(rows.only("label", "valid_from", "work").order_by("-valid_from", "-pk"))


def _apply(request: Request, one: Work, group: Sequence[Effect]) -> HttpResponseBase:
    try:
        version = applying.apply(group, by=request.user, at=request.now)
    except ValidationError as error:
        messages.warning(request, "；".join(error.messages))
        return redirect("desk:merge", pk=one.pk)
    messages.success(request, f"{len(group)} 处修改已并入，成为{version.label}文本。")
    return redirect("desk:work", pk=one.pk)


def _undo(request: Request, one: Work, because: str) -> HttpResponseBase:
    asked = request.POST.get("version", "")
    rows = Version.objects.filter(work=one, applies__isnull=False, withdrawn_at__isnull=True).distinct()
    version = get_object_or_404(rows, pk=int(asked) if asked.isascii() and asked.isdigit() else 0)
    applying.undo(version, because, by=request.user, at=request.now)
    messages.success(request, "并入已撤销，原来的文本恢复，修改重新等待并入。")
    return redirect("desk:merge", pk=one.pk)
