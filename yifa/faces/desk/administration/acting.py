"""One form, one change: the page of a form, and a change whose refusal is shown at the fields it speaks of."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from yifa.faces.desk import fields
from yifa.faces.desk.doors import Request, page
from yifa.faces.desk.fields import DeskForm
from yifa.kernel.record import entries
from yifa.kernel.record.models import Entry

HISTORY = 50  # entries shown on a page


@dataclass(frozen=True, slots=True)
class FormPage:
    """The words around a form. `crumbs` lead to it, `notes` are the panels beside it."""

    title: str
    button: str
    back: str
    crumbs: tuple[tuple[str, str], ...]
    lead: str = ""
    notes: tuple[tuple[str, tuple[str, ...]], ...] = ()
    danger: bool = False


def show_form(request: Request, form: DeskForm, words: FormPage) -> HttpResponse:
    status = 422 if form.errors else 200
    return page(request, "administration/form", status, form=form, words=words)


def done(request: Request, form: DeskForm, change: Callable[[dict[str, Any]], object]) -> bool:
    """Whether the form was sent and the change was made with its values."""
    if request.method != "POST" or not form.is_valid():
        return False
    try:
        change(form.cleaned_data)
    except ValidationError as refusal:
        refused(form, refusal)
        return False
    return True


def answer(
    request: Request,
    form: DeskForm,
    change: Callable[[dict[str, Any]], object],
    words: FormPage,
    said: str,
) -> HttpResponse:
    """Make the change and go back to where the form was opened; else show the form."""
    if done(request, form, change):
        messages.success(request, said)
        return redirect(words.back)
    return show_form(request, form, words)


def refused(form: DeskForm, refusal: ValidationError) -> None:
    """Put each sentence at its field, and what belongs to none at the head of the form."""
    if not hasattr(refusal, "error_dict"):
        form.add_error(None, refusal)
        return
    for name, errors in refusal.error_dict.items():
        form.add_error(name if name in form.fields else None, ValidationError(errors))


def by(request: Request) -> dict[str, Any]:
    """Who acts, and when, as the services take it."""
    return {"by": request.user, "at": request.now}


def history(rows: Iterable[models.Model]) -> dict[str, Any]:
    """What the record says about the rows, newest first, for the panel at the foot of a page."""
    subjects = [entries.subject(row) for row in rows]
    found = Entry.objects.filter(subject__in=subjects).select_related("by__person").order_by("-pk")
    shown = list(found[: HISTORY + 1])
    return {"history": shown[:HISTORY], "more_history": len(shown) > HISTORY}


def unchanged(row: models.Model, seen: int | None) -> None:
    """Refuse to overwrite what another has saved since the page was opened."""
    newer = fields.newer(entries.of(row), seen)
    if newer:
        last = newer[-1]
        who = f"{last.by or '系统'}于{timezone.localtime(last.at):%H:%M}"
        raise ValidationError(f"没有保存。你打开本页以后，{who}改过。请重新打开本页，核对后再改。")
