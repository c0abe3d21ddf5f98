"""Effects to decide: the text with the span, how it was read, what confirming would change; and effects by hand."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse

from yifa.faces.desk import fields, lists
from yifa.faces.desk.doors import Request, desk, page, sent
from yifa.faces.desk.targets import find_work
from yifa.faces.desk.works import held
from yifa.faces.frame.today import reader_of
from yifa.kernel.record import entries
from yifa.kernel.record.models import Entry
from yifa.registers.library import deciding, foresight, pages, places, resolve
from yifa.registers.library.kinds import EffectKind, EffectState
from yifa.registers.library.models import Effect, Provision, Work
from yifa.registers.library.names import titled

QUEUE = 12  # proposals shown beside the one being decided
SIBLINGS = 100  # proposals of the same text offered to be accepted together
VIEWS = {
    "": ("待确认", pages.EFFECTS_TO_DECIDE),
    "confirmed": ("已确认", pages.EFFECTS_CONFIRMED),
    "rejected": ("不采纳", pages.EFFECTS_REJECTED),
    "retracted": ("已撤销", pages.EFFECTS_RETRACTED),
}
ALREADY = "这条效力已经由{by}于{at}处理，没有再改。"


@desk("library.decide")
def effects(request: Request) -> HttpResponseBase:
    first = _waiting(request).first()
    return lists.show(
        request,
        VIEWS,
        lambda effect: reverse("desk:effect", args=[effect.pk]),
        template="effects",
        first=first,
    )


def _waiting(request: Request) -> QuerySet[Effect]:
    """Proposals, the least certain first."""
    rows = Effect.objects.visible_to(reader_of(request)).filter(state=EffectState.PROPOSED)
    return rows.select_related("work", "by_version__work").order_by("confidence", "-pk")


class EffectForm(fields.DeskForm):
    """What an effect says. Of a proposal only what was read wrongly is corrected."""

    kind = forms.ChoiceField(label="效力", choices=EffectKind.choices)
    target = fields.line("受影响文件", "库内文件的文号、标题或者公开页地址；库外文件写标题。")
    part = fields.line("范围", "全文可不填；部分条款写条号，如 第六条、第六条至第八条。", required=False)
    on = fields.day("自哪天起")
    until = fields.day("到哪天为止", "延长有效期、有效期届满填有效期的最后一天。")
    because = fields.because("依据或理由")

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        kind = values.get("kind")
        if kind in (EffectKind.EXPIRE, EffectKind.EXTEND):
            if not values.get("until") and "until" not in self.errors:
                self.add_error("until", "填写有效期的最后一天。")
        elif not values.get("on") and "on" not in self.errors:
            self.add_error("on", "填写发生效力的日期。")
        if values.get("on") and values.get("until") and values["until"] < values["on"]:
            self.add_error("until", "截止的日期不能早于开始的日期。")
        return values


class ReasonForm(fields.DeskForm):
    because = fields.because()


@desk("library.decide")
def effect(request: Request, pk: int) -> HttpResponseBase:
    rows = Effect.objects.visible_to(reader_of(request))
    one = get_object_or_404(rows.select_related("work", "by_version__work", "decided_by__person"), pk=pk)
    form: fields.DeskForm = EffectForm(initial=_as_typed(one))
    reason = ReasonForm(prefix="x")
    if request.method == "POST":
        act = request.POST.get("act", "")
        answer = _decide(request, one, act)
        if isinstance(answer, HttpResponseBase):
            return answer
        form, reason = (answer, reason) if act == "edit" else (form, answer)
    return page(
        request,
        "effect",
        422 if form.errors or reason.errors else 200,
        **_context(request, one),
        form=form,
        reason=reason,
    )


def _decide(request: Request, one: Effect, act: str) -> HttpResponseBase | Any:
    """Do what was pressed; a form with errors comes back to be shown again."""
    if act == "accept":
        return _done(
            request, one, "已确认", lambda row: deciding.confirm_effect(row, by=request.user, at=request.now)
        )
    if act == "also":
        return _accept_also(request, one)
    if act == "edit":
        form = EffectForm(request.POST)
        values = _values(request, form, one)
        if values is None:
            return form
        because = values.pop("because")
        return _done(
            request,
            one,
            "已按改正的登记",
            lambda row: deciding.edit_effect(row, values, by=request.user, at=request.now, because=because),
        )
    reason = ReasonForm(request.POST, prefix="x")
    if not reason.is_valid():
        return reason
    because = reason.cleaned_data["because"]
    if act == "retract":
        return _done(
            request,
            one,
            "已撤销",
            lambda row: deciding.retract_effect(row, because, by=request.user, at=request.now),
            from_state=EffectState.CONFIRMED,
        )
    return _done(
        request,
        one,
        "已驳回",
        lambda row: deciding.reject_effect(row, because, by=request.user, at=request.now),
    )


def _done(
    request: Request, one: Effect, said: str, do: Any, *, from_state: str = EffectState.PROPOSED
) -> HttpResponseBase:
    """Decide under a lock, so that two people never decide the same effect; go on to the next one."""
    following = _waiting(request).exclude(pk=one.pk).first()
    with transaction.atomic():
        row = Effect.objects.select_for_update(of=("self",)).get(pk=one.pk)
        if row.state != from_state or row.retracted_at:
            last = entries.of(row).last()
            by, at = (last.by or "系统", fields.moment(last.at)) if last else ("别人", "刚才")
            messages.warning(request, ALREADY.format(by=by, at=at))
            return redirect("desk:effect", pk=one.pk)
        try:
            do(row)
        except ValidationError as error:
            messages.warning(request, "；".join(error.messages))
            return redirect("desk:effect", pk=one.pk)
    row.refresh_from_db()
    messages.success(request, _outcome(row, said))
    if from_state == EffectState.PROPOSED and following:
        return redirect("desk:effect", pk=following.pk)
    return (
        redirect("desk:effect", pk=one.pk) if from_state != EffectState.PROPOSED else redirect("desk:effects")
    )


def _confirmed(request: Request, row: Effect) -> bool:
    """Confirm one of several; one that cannot be confirmed says why and stays."""
    try:
        deciding.confirm_effect(row, by=request.user, at=request.now)
    except ValidationError as error:
        messages.warning(request, f"{row}：{'；'.join(error.messages)}")
        return False
    return True


def _siblings(request: Request, one: Effect) -> QuerySet[Effect]:
    """The other proposals of the same text whose target is in the library, as the text has them."""
    if one.by_version_id is None:
        return Effect.objects.none()
    rows = _waiting(request).filter(by_version_id=one.by_version_id, work__isnull=False).exclude(pk=one.pk)
    return rows.order_by("span_start", "pk")


def _accept_also(request: Request, one: Effect) -> HttpResponseBase:
    """Accept the proposals of the same text that were ticked; those decided meanwhile stay as they are."""
    ticked = [pk for pk in request.POST.getlist("also") if pk.isascii() and pk.isdigit()]
    with transaction.atomic():
        rows = list(_siblings(request, one).filter(pk__in=ticked).select_for_update(of=("self",)))
        rows = [row for row in rows if _confirmed(request, row)]
    if rows:
        messages.success(request, f"已确认同一文件的 {len(rows)} 条效力。")
    else:
        messages.warning(request, "没有选中等待确认的效力，没有改动。")
    return redirect("desk:effect", pk=one.pk)


def _outcome(row: Effect, said: str) -> str:
    """What the decision led to, with the force it left its target in."""
    words = f"{said}：{row}。"
    if row.work:
        work = Work.objects.get(pk=row.work.pk)
        words += f"{titled(work.title)}现在{work.get_force_display()}。"
    return words


def _as_typed(one: Effect) -> dict[str, Any]:
    """The proposal as the correction form shows it."""
    target = (one.work.doc_no or one.work.title) if one.work else one.target_name
    part = one.note
    if one.work and one.eid:
        labels = Provision.objects.filter(version__work=one.work, eid=one.eid).values_list("label", flat=True)
        part = labels.first() or one.note or one.eid
    return {"kind": one.kind, "target": target, "part": part, "on": one.on, "until": one.until}


def _values(request: Request, form: EffectForm, one: Effect | None = None) -> dict[str, Any] | None:
    """The fields of an effect, with target and part looked up; None when the form has errors. A part left as `one` has
    it stays, even one that no text has yet (增加第十四条之一)."""
    if not form.is_valid():
        return None
    values = dict(form.cleaned_data)
    meant = find_work(reader_of(request), values.pop("target"))
    work = meant.work
    if work is None and (meant.several or values["kind"] in OWN_KINDS):
        form.add_error("target", meant.sentence)
        return None
    part = values.pop("part")
    values |= {"work": work, "target_name": "" if work else form.cleaned_data["target"], "note": part}
    if one and work and work.pk == one.work_id and part == _as_typed(one)["part"]:
        return values | {"eid": one.eid, "note": one.note}
    values["eid"] = _eid(work, part) if work and part else ""
    if work and part and not values["eid"]:
        form.add_error("part", f"{titled(work.title)}没有“{part}”这一部分。条号照正文写，如 第六条。")
        return None
    return values


OWN_KINDS = frozenset({EffectKind.COMMENCE, EffectKind.EXPIRE, EffectKind.EXTEND})


def _eid(work: Work, part: str) -> str:
    """The provision that the words begin with: 第六条 of 第六条至第八条."""
    first = part.replace("至", "、").split("、")[0].strip()
    rows = Provision.objects.filter(version__work=work, version__withdrawn_at=None)
    found = rows.filter(label=first) | rows.filter(eid=first)
    return found.order_by("-version__valid_from").values_list("eid", flat=True).first() or ""


def _context(request: Request, one: Effect) -> dict[str, Any]:
    queue = list(_waiting(request)[:QUEUE])
    ids = [row.pk for row in queue]
    at = ids.index(one.pk) if one.pk in ids else -1
    version = one.by_version
    place = None
    if version and one.span_start is not None and one.span_end is not None:
        place = places.place(version, one.span_start, one.span_end)
    candidates = []
    if one.work is None and one.target_key:
        found = resolve.candidates([one.target_key]).get(one.target_key, [])
        candidates = list(Work.objects.filter(pk__in=[row.work_id for row in found]))
    return {
        "effect": one,
        "place": place,
        "queue": queue,
        "waiting": _waiting(request).count(),
        "before": ids[at - 1] if at > 0 else None,
        "after": ids[at + 1] if 0 <= at < len(ids) - 1 else (ids[0] if at < 0 and ids else None),
        "foreseen": foresight.foresee(one, request.today) if one.state == EffectState.PROPOSED else None,
        "candidates": candidates,
        "siblings": list(_siblings(request, one)[:SIBLINGS]),
        "history": entries.of(one),
        "last": _last_decided(request),
    }


def _last_decided(request: Request) -> int | None:
    """The effect the reader decided last, to go back to."""
    rows = Entry.objects.filter(by=request.user, subject__startswith="library.Effect:").order_by("-pk")
    subject = rows.values_list("subject", flat=True).first()
    return int(subject.rpartition(":")[2]) if subject else None


@desk("library.decide")
def effect_new(request: Request, pk: int) -> HttpResponseBase:
    """An effect by hand, with its basis: for what no text of the library says."""
    one = held(request, pk)
    form = EffectForm(sent(request), initial={"target": one.doc_no or one.title, "kind": "commence"})
    if request.method == "POST":
        values = _values(request, form)
        if values is not None:
            because = values.pop("because")
            row = deciding.add_effect(values, by=request.user, at=request.now, because=because)
            messages.success(request, _outcome(row, "已补记"))
            return redirect("desk:work", pk=row.work_id or one.pk)
    return page(request, "effect_new", 422 if form.errors else 200, work=one, form=form)
