"""One imported document: its text beside what was recognised; settle it, or refuse it with a reason."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect

from yifa.domains.norms import actions, waiting
from yifa.domains.norms.models import Batch, Intake, Outcome
from yifa.faces.desk import fields
from yifa.faces.desk.doors import Request, desk, page
from yifa.faces.frame.today import reader_of
from yifa.kernel.record import entries
from yifa.registers.library import names, places
from yifa.registers.library.kinds import WorkKind
from yifa.registers.library.models import Work

ALIKE = 5  # works of the same title or number that are named
SHOWN = 30_000  # characters of the text on the page
ALREADY = "这份文件已经由{by}核定为“{outcome}”，没有再改。"


class IntakeForm(fields.DeskForm):
    """The fields that identify a document, as recognised; what was read wrongly is corrected here."""

    title = fields.line("标题")
    kind = forms.ChoiceField(label="类别", choices=WorkKind.choices)
    doc_no = fields.line("文号", most=120, required=False)
    issuers = fields.line("制定机关", "联合发文的各机关用顿号隔开，主办机关在前。", required=False)
    issued_on = fields.day("成文日期")
    published_on = fields.day("公布日期")
    effective_on = fields.day("施行日期")
    expires_on = fields.day("有效期至")

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        begin, end = values.get("effective_on"), values.get("expires_on")
        if begin and end and end < begin:
            self.add_error("expires_on", "有效期不能在施行日期以前届满。")
        if "issuers" in values:
            values["issuers"] = tuple(name.strip() for name in values["issuers"].split("、") if name.strip())
        return values


class RefuseForm(fields.DeskForm):
    because = fields.because("为什么不予入库")


@desk("norms.import")
def intake(request: Request, pk: int) -> HttpResponseBase:
    batches = Batch.objects.visible_to(reader_of(request))
    rows = Intake.objects.filter(batch__in=batches).select_related(
        "batch", "version__work", "settled_by__person"
    )
    one = get_object_or_404(rows, pk=pk)
    draft = actions.read_again(one) if one.version is None else None
    form: fields.DeskForm = IntakeForm(initial=_initial(one))
    refuse = RefuseForm(prefix="x")
    if request.method == "POST":
        answer = _settle(request, one)
        if isinstance(answer, HttpResponseBase):
            return answer
        form, refuse = (form, answer) if request.POST.get("act") == "reject" else (answer, refuse)
    text = draft.text if draft else one.version.text if one.version else ""
    return page(
        request,
        "intake",
        422 if form.errors or refuse.errors else 200,
        intake=one,
        form=form,
        refuse=refuse,
        rows=[(field, *_known(one, field.name)) for field in form.visible_fields()],
        paragraphs=places.marked(text, _spans(one), SHOWN) if text else [],
        more=max(0, len(text) - SHOWN),
        draft=draft,
        settling=one.outcome == Outcome.SETTLE and one.batch.withdrawn_at is None,
        history=entries.of(one),
        alike=_alike(request, one),
        **_neighbours(request, one),
    )


def _initial(one: Intake) -> dict[str, Any]:
    """The recognised values as the form takes them."""
    values = {name: _known(one, name)[0] for name in IntakeForm.base_fields}
    if isinstance(values["issuers"], list):
        values["issuers"] = "、".join(values["issuers"])
    return values


def _known(one: Intake, name: str) -> tuple[Any, float | None, str]:
    """Value, confidence and how it was read."""
    guess = one.recognised.get(name)
    if not isinstance(guess, dict):
        return guess, None, ""
    return guess.get("value"), guess.get("confidence"), guess.get("how", "")


def _alike(request: Request, one: Intake) -> list[Work]:
    """Works of the same title or number that the reader may see, to be compared before a decision."""
    keys = [names.key(str(_known(one, name)[0] or "")) for name in ("title", "doc_no")]
    visible = Work.objects.visible_to(reader_of(request)).filter(withdrawn_at__isnull=True)
    rows = visible.filter(names__key__in=[key for key in keys if key]).distinct()
    return list(rows.exclude(pk=one.version.work_id if one.version else 0)[:ALIKE])


def _spans(one: Intake) -> list[tuple[int, int]]:
    spans = [guess.get("span") for guess in one.recognised.values() if isinstance(guess, dict)]
    return [(span[0], span[1]) for span in spans if span]


def _settle(request: Request, one: Intake) -> HttpResponseBase | Any:
    """Store or refuse, under a lock; a form with errors comes back."""
    reject = request.POST.get("act") == "reject"
    form: fields.DeskForm = RefuseForm(request.POST, prefix="x") if reject else IntakeForm(request.POST)
    if not form.is_valid():
        return form
    following = waiting.to_settle(reader_of(request)).exclude(pk=one.pk).filter(batch=one.batch).first()
    with transaction.atomic():
        row = Intake.objects.select_for_update(of=("self",)).get(pk=one.pk)
        if row.outcome != Outcome.SETTLE:
            by = row.settled_by or "系统"
            messages.warning(request, ALREADY.format(by=by, outcome=row.get_outcome_display()))
            return redirect("desk:intake", pk=one.pk)
        try:
            if reject:
                actions.refuse(row, form.cleaned_data["because"], by=request.user, at=request.now)
            else:
                actions.settle(row, form.cleaned_data, by=request.user, at=request.now)
        except ValidationError as error:
            form.add_error(None, error)
            return form
    row.refresh_from_db()
    messages.success(request, f"{row.name}：{row.get_outcome_display()}。{row.reason}")
    if following:
        return redirect("desk:intake", pk=following.pk)
    return redirect("desk:import", pk=one.batch_id)


def _neighbours(request: Request, one: Intake) -> dict[str, Any]:
    """Where the document stands among those of its import that wait."""
    ids = list(waiting.to_settle(reader_of(request)).filter(batch=one.batch).values_list("pk", flat=True))
    at = ids.index(one.pk) if one.pk in ids else -1
    return {
        "number": at + 1,
        "total": len(ids),
        "before": ids[at - 1] if at > 0 else None,
        "after": ids[at + 1] if 0 <= at < len(ids) - 1 else None,
    }
