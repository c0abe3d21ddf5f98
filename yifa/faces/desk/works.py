"""The library on the desk: the list, one work with everything about it, and changes to its metadata."""

from typing import Any

from django import forms
from django.contrib import messages
from django.db import transaction
from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse

from yifa.domains.norms.models import Batch, Intake
from yifa.faces.desk import fields, lists
from yifa.faces.desk.doors import Request, desk, page, refused, sent
from yifa.faces.frame.today import reader_of
from yifa.kernel.access.reader import Reader
from yifa.kernel.organs.models import Organ
from yifa.kernel.record import entries
from yifa.kernel.record.models import Entry
from yifa.registers.library import deciding, force, pages
from yifa.registers.library.kinds import CitationState, EffectState, WorkKind
from yifa.registers.library.models import Citation, Effect, Version, Work
from yifa.registers.library.subjects import SUBJECTS

READS = ("library.read_all", "library.read_organ")
HISTORY = 50  # entries of the record shown on a work's page


@desk(*READS)
def works(request: Request) -> HttpResponseBase:
    views = {"": ("在库文件", pages.WORKS), "withdrawn": ("已撤回", pages.WITHDRAWN)}
    reader = reader_of(request)
    return lists.show(
        request,
        views,
        lambda work: reverse("desk:work", args=[work.pk]),
        template="works",
        can_import=reader.can("norms.import"),
        can_register=reader.can("norms.register"),
    )


def held(request: Request, pk: int) -> Work:
    """The work, when the reader may see it; else it does not exist."""
    rows = Work.objects.visible_to(reader_of(request)).select_related("organ")
    return get_object_or_404(rows, pk=pk)


def may_edit(request: Request, work: Work) -> bool:
    """Legal staff edit every work, registrars those of their organs."""
    reader = reader_of(request)
    if reader.can("library.read_all"):
        return reader.can("library.edit")
    return work.organ_id is not None and reader.can("library.edit", work.organ_id)


@desk(*READS)
def work(request: Request, pk: int) -> HttpResponseBase:
    one = held(request, pk)
    reader = reader_of(request)
    versions = list(_versions(one).visible_to(reader))
    effects = _effects_on(one, reader)
    history = _history(one, versions, effects)
    public = any(
        row.publication and row.publication.since <= request.today and not row.publication.until
        for row in versions
    )
    return page(
        request,
        "work",
        work=one,
        standing=force.standing(force.facts(one, seen=Version.objects.visible_to(reader)), request.today),
        versions=versions,
        effects=effects,
        axis=_axis(effects, request),
        causes=_caused_by(versions, one, reader),
        citations=_citations(versions),
        cited_by=one.cited_by.values("version__work").distinct().count(),
        findings=[(row, row.integrity.get("warnings", ())) for row in versions if row.findings],
        intakes=Intake.objects.filter(
            version__in=versions, batch__in=Batch.objects.visible_to(reader)
        ).select_related("batch"),
        topics=[SUBJECTS[code][0] for code in one.topics if code in SUBJECTS],
        history=history[:HISTORY],
        more_history=max(0, len(history) - HISTORY),
        public=public,
        may_edit=may_edit(request, one),
        may_decide=reader.can("library.decide"),
        may_withdraw=reader.can("norms.take_back") and one.withdrawn_at is None,
    )


def _versions(one: Work) -> Any:
    rows = one.versions.select_related("publication", "paper__file")
    return rows.order_by("-valid_from", "-pk").defer("text", "structure", "own_citations")


def _effects_on(one: Work, reader: Reader) -> list[Effect]:
    """What happens to the work. A text that the reader may not see is not named as a cause, nor what it only proposes."""
    rows = one.effects.exclude(state=EffectState.REJECTED).filter(retracted_at__isnull=True)
    seen = Version.objects.visible_to(reader).filter(pk=OuterRef("by_version"))
    rows = rows.annotate(cause_seen=Exists(seen)).filter(
        Q(cause_seen=True) | Q(by_version__isnull=True) | Q(state=EffectState.CONFIRMED)
    )
    rows = rows.select_related("by_version__work", "decided_by__person").order_by("on", "until", "pk")
    found: list[Effect] = []
    for effect in rows:
        if not effect.cause_seen:
            effect.by_version = None
        found.append(effect)
    return found


def _caused_by(versions: list[Version], one: Work, reader: Reader) -> QuerySet[Effect]:
    """What these texts do to other works that the reader may see, and to works that are not in the library."""
    rows = Effect.objects.filter(by_version__in=versions).exclude(Q(work=one) | Q(state=EffectState.REJECTED))
    return rows.filter(Q(work=None) | Q(work__in=Work.objects.visible_to(reader))).select_related("work")


def _axis(effects: list[Effect], request: Request) -> list[tuple[Effect, str]]:
    """What is confirmed as points in time, the earliest first; what one document does on one day is one point."""
    points: dict[tuple[object, ...], Effect] = {}
    for row in effects:
        if row.state == EffectState.CONFIRMED and (row.on or row.until):
            cause = row.by_version.work_id if row.by_version else row.work_id
            points.setdefault((row.on or row.until, row.kind, cause), row)
    ordered = sorted(points.values(), key=lambda row: row.on or row.until or request.today)
    return [(row, _tense(row, request)) for row in ordered]


def _tense(effect: Effect, request: Request) -> str:
    day = effect.on or effect.until
    return "past" if day and day <= request.today else "coming"


def _citations(versions: list[Version]) -> list[tuple[str, str, int]]:
    """How many places of the texts are in which state."""
    rows = Citation.objects.filter(version__in=versions).order_by().values_list("state").annotate(Count("pk"))
    counted = dict(rows)
    return [(state.value, state.label, counted[state]) for state in CitationState if counted.get(state)]


def _history(one: Work, versions: list[Version], effects: list[Effect]) -> list[Entry]:
    """What the record says about the work, its texts and its effects, newest first."""
    subjects = [entries.subject(row) for row in (one, *versions, *effects)]
    rows = Entry.objects.filter(subject__in=subjects).select_related("by__person")
    return list(rows.order_by("-pk")[: HISTORY + 200])


class WorkForm(fields.Unchanged):
    """The metadata of a work. Force and the days it hangs on are effects, never typed in here."""

    title = fields.line("标题")
    kind = forms.ChoiceField(label="类别", choices=WorkKind.choices)
    doc_no = fields.line("文号", "年份用六角括号，如 衡政规〔2026〕3号。", most=120, required=False)
    issuer = fields.line("制定机关", "联合发文的各机关用顿号隔开，主办机关在前。", required=False)
    organ = forms.ModelChoiceField(
        queryset=Organ.objects.none(), label="归口机关", required=False, empty_label="未指定"
    )
    region = fields.line("地区", most=40, required=False)
    adopted_on = fields.day("通过日期")
    issued_on = fields.day("成文日期")
    published_on = fields.day("公布日期")
    topics = forms.MultipleChoiceField(
        label="主题",
        required=False,
        choices=[(code, words[0]) for code, words in SUBJECTS.items()],
        widget=forms.CheckboxSelectMultiple,
    )
    because = fields.because("为什么修改")

    def __init__(self, *args: Any, organs: QuerySet[Organ], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        organ: Any = self.fields["organ"]
        organ.queryset = organs

    def clean_doc_no(self) -> str:
        text: str = self.cleaned_data["doc_no"]
        return text.replace("[", "〔").replace("]", "〕").replace("【", "〔").replace("】", "〕")


@desk("library.edit")
def edit(request: Request, pk: int) -> HttpResponseBase:
    one = held(request, pk)
    if not may_edit(request, one):
        return refused(request, "library.edit")
    log = entries.of(one)
    reader = reader_of(request)
    organs = Organ.objects.existing(request.today)
    if not reader.can("library.read_all"):
        organs = organs.filter(pk__in=reader.organs_with("library.edit"))
    initial = {name: getattr(one, name) for name in WorkForm.base_fields if hasattr(one, name)}
    initial |= {"seen": fields.latest(log), "organ": one.organ_id}
    form = WorkForm(sent(request), initial=initial, organs=organs)
    newer: list[Entry] = []
    if request.method == "POST" and form.is_valid():
        newer = _save(one, form, request)
        if not newer:
            messages.success(request, "文件信息已修改，改前改后都记入记录。")
            return redirect("desk:work", pk=one.pk)
    context = {"work": one, "form": form, "newer": newer, "now_seen": fields.latest(log)}
    return page(request, "work_edit", 409 if newer else 200, **context)


@transaction.atomic
def _save(one: Work, form: WorkForm, request: Request) -> list[Entry]:
    """Save, unless others have saved since the form was shown: then their entries come back."""
    locked = Work.objects.select_for_update(of=("self",)).get(pk=one.pk)
    newer = fields.newer(entries.of(locked), form.cleaned_data["seen"])
    if not newer:
        values = {key: value for key, value in form.cleaned_data.items() if key not in ("seen", "because")}
        deciding.edit_work(
            locked, values, by=request.user, at=request.now, because=form.cleaned_data["because"]
        )
    return newer
