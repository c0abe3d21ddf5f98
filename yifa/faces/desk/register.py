"""Registering one document: its text or scan, what it is, its days, a check, done. What was typed stays between pages."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse

from yifa.domains.norms import registering
from yifa.faces.desk import fields
from yifa.faces.desk.doors import Request, desk, page, refused, sent
from yifa.faces.desk.imports import organs_for
from yifa.faces.desk.register_forms import AS_SCAN, CheckForm, DaysForm, TextForm, WhatForm
from yifa.faces.desk.works import held, may_edit
from yifa.faces.frame.today import reader_of
from yifa.kernel.organs.models import Organ
from yifa.kernel.organs.queries import by_names
from yifa.kernel.papers import files
from yifa.kernel.papers.models import File
from yifa.kernel.texts.formats.reading import read_bytes
from yifa.kernel.texts.formats.refusal import Unreadable
from yifa.registers.library.ingest.draft import Draft
from yifa.registers.library.ingest.prepare import prepare
from yifa.registers.library.kinds import WorkKind
from yifa.registers.library.models import Version, Work

KEY = "register"  # of the session
STEPS = ("text", "what", "days", "check")
TITLES = {"text": "正文是什么样的", "what": "这是什么文件", "days": "有哪些日期", "check": "核对后提交"}


@dataclass(slots=True)
class Started:
    """What has been typed so far, kept in the session as plain values; the text and the file are kept as files."""

    request: HttpRequest

    @property
    def values(self) -> dict[str, Any]:
        found: dict[str, Any] = self.request.session.get(KEY, {})
        return found

    def keep(self, **values: Any) -> None:
        self.request.session[KEY] = {**self.values, **{name: _plain(value) for name, value in values.items()}}

    def forget(self) -> None:
        self.request.session.pop(KEY, None)

    @property
    def work(self) -> Work | None:
        """The work to which a text is added, or none."""
        return Work.objects.filter(pk=self.values.get("work") or 0).first()

    @property
    def text(self) -> str:
        kept = File.objects.filter(pk=self.values.get("text_file") or "").first()
        return files.read(kept).decode("utf-8") if kept else ""


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    return value.pk if isinstance(value, Organ) else value


@desk("norms.register")
def register(request: Request) -> HttpResponseBase:
    """Begin, or go on where one stopped. `?work=` adds a text to that work; `?new=1` begins afresh."""
    started = Started(request)
    asked = request.GET.get("work", "")
    if asked.isascii() and asked.isdigit():
        one = held(request, int(asked))
        if not may_edit(request, one):
            return refused(request, "library.edit")
        started.forget()
        started.keep(work=one.pk, **_of_work(one))
    elif "new" in request.GET:
        started.forget()
    return redirect("desk:register_step", step="text")


def _of_work(one: Work) -> dict[str, Any]:
    """A further text of a work has its title, kind, number and issuers."""
    return {
        "title": one.title,
        "kind": one.kind,
        "doc_no": one.doc_no,
        "issuers": one.issuer,
        "organ": one.organ_id,
    }


@desk("norms.register")
def register_step(request: Request, step: str) -> HttpResponseBase:
    """One page of the form; a step whose predecessors are not done leads back to the first open one."""
    started = Started(request)
    missing = next(
        (one for one in STEPS[: STEPS.index(step)] if one not in started.values.get("done", ())), None
    )
    if missing:
        return redirect("desk:register_step", step=missing)
    if step == "check":
        return _check(request, started)
    form = _form(request, started, step)
    if request.method == "POST" and form.is_valid() and _take(request, started, step, form):
        done = sorted({*started.values.get("done", ()), step})
        started.keep(done=done)
        return redirect("desk:register_step", step=STEPS[STEPS.index(step) + 1])
    return page(
        request,
        "register",
        422 if form.errors else 200,
        form=form,
        step=step,
        number=STEPS.index(step) + 1,
        steps=len(STEPS),
        heading=TITLES[step],
        back=STEPS[STEPS.index(step) - 1] if step != "text" else "",
        rows=[(field, started.values.get("sure", {}).get(field.name)) for field in form.visible_fields()],
        work=started.work,
        kept=started.values.get("name", ""),
        multipart=step == "text",
    )


def _form(request: Request, started: Started, step: str) -> fields.DeskForm:
    initial = {**started.values, "text": started.text if step == "text" else ""}
    data = sent(request)
    if step == "text":
        return TextForm(data, request.FILES or None, initial=initial)
    if step == "what":
        organs, only = organs_for(request, "norms.register")
        return WhatForm(data, initial=initial, organs=organs, only=only)
    return DaysForm(data, initial=initial)


def _take(request: Request, started: Started, step: str, form: fields.DeskForm) -> bool:
    """Keep what a step brought; of the text, read it first. False when the form has to be shown again."""
    if step != "text":
        started.keep(**form.cleaned_data)
        return True
    return _take_text(request, started, form)


def _take_text(request: Request, started: Started, form: fields.DeskForm) -> bool:
    values = form.cleaned_data
    upload = values["upload"]
    scan = values["form"] == AS_SCAN
    kept = started.values.get("file") if values["form"] == started.values.get("form") else None
    if upload is None and not kept and (scan or not values["text"].strip()):
        form.add_error(
            "upload" if scan else "text", "传扫描件或者图片。" if scan else "粘贴正文，或者传文件。"
        )
        return False
    text = "" if scan else values["text"]
    if upload is not None:
        data = upload.read()
        try:
            text = "" if scan else read_bytes(data, upload.name).text
            stored = (
                registering.keep_scan(data, upload.name, at=request.now)
                if scan
                else files.keep(data, name=upload.name, at=request.now)
            )
        except Unreadable as error:
            form.add_error("upload", error.sentence)
            return False
        started.keep(file=stored.pk, name=upload.name)
    started.keep(form=values["form"], text_file="")
    if text.strip():
        started.keep(text_file=files.keep(text.encode("utf-8"), name="正文.txt", at=request.now).pk)
        _recognise(started, prepare(text, name=started.values.get("name", "")))
    return True


def _recognise(started: Started, draft: Draft) -> None:
    """Fill in what the text says of itself; what was typed before stays."""
    known = {
        "title": draft.title,
        "kind": draft.kind,
        "doc_no": draft.doc_no,
        "issuers": "、".join(draft.issuers),
        "issued_on": draft.issued_on,
        "published_on": draft.published_on,
        "effective_on": draft.effective_on,
        "expires_on": draft.expires_on,
        "organ": next((pk for pk in by_names(draft.issuers[:1]).values()), None),
    }
    fresh = {name: value for name, value in known.items() if value and not started.values.get(name)}
    sure = {name: draft.guesses[name]["confidence"] for name in fresh if name in draft.guesses}
    started.keep(**fresh, sure=sure, articles=draft.articles, findings=draft.findings)


def _check(request: Request, started: Started) -> HttpResponseBase:
    form = CheckForm(sent(request))
    values = started.values
    if request.method == "POST" and form.is_valid():
        try:
            version = _store(request, started)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            started.forget()
            return redirect("desk:register_done", pk=version.pk)
    organ = Organ.objects.filter(pk=values.get("organ") or 0).first()
    return page(
        request,
        "register_check",
        422 if form.errors else 200,
        form=form,
        number=len(STEPS),
        steps=len(STEPS),
        values=values,
        kind=WorkKind(values["kind"]).label,
        organ=organ,
        work=started.work,
        days=[(label, _day(values.get(name))) for name, label in DAYS],
        public=values.get("public") == "yes",
        scan=values.get("form") == AS_SCAN,
        length=len(started.text),
        duplicates=registering.same_text(started.text, reader=reader_of(request)) if started.text else (),
    )


def _store(request: Request, started: Started) -> Version:
    values = started.values
    return registering.register(
        _given(started),
        text=started.text,
        file=File.objects.filter(pk=values.get("file") or "").first(),
        name=values.get("name", ""),
        work=started.work,
        by=request.user,
        at=request.now,
    )


DAYS = (
    ("issued_on", "成文日期"),
    ("published_on", "公布日期"),
    ("effective_on", "施行日期"),
    ("expires_on", "有效期至"),
)


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _given(started: Started) -> dict[str, Any]:
    """The values as `register` takes them."""
    values = started.values
    given: dict[str, Any] = {
        name: values.get(name) or "" for name in ("title", "kind", "doc_no", "source", "label")
    }
    given["issuers"] = tuple(one.strip() for one in values.get("issuers", "").split("、") if one.strip())
    given |= {name: _day(values.get(name)) for name, _ in DAYS}
    given["public"] = values.get("public") == "yes"
    given["organ"] = Organ.objects.filter(pk=values.get("organ") or 0).first()
    return given


@desk("norms.register")
def register_done(request: Request, pk: int) -> HttpResponseBase:
    rows = Version.objects.visible_to(reader_of(request)).select_related("work", "publication")
    version = get_object_or_404(rows.defer("structure", "own_citations"), pk=pk)
    return page(request, "register_done", version=version, work=version.work, home=reverse("desk:home"))
