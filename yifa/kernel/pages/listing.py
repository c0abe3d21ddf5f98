"""Listing, Column and Filter: what a list shows, how it is narrowed and sorted. Plain data."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import models
from django.db.models import QuerySet

from yifa.kernel.access.reader import Reader

Rows = QuerySet[Any, Any]
Options = Iterable[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Word:
    """A value of a closed list: the stable code beside the word that is shown."""

    code: str
    label: str


Value = str | int | float | bool | date | datetime | Word | None


@dataclass(frozen=True, slots=True)
class Column:
    """One column. `sort` names the fields it sorts by (none: it cannot)."""

    name: str
    title: str
    value: Callable[[Any], Value]
    sort: tuple[str, ...] = ()
    link: bool = False  # leads to the row
    spare: bool = False  # leaves on a phone
    whole: bool = False  # never broken over lines
    sheet_only: bool = False  # stands in exports, not on the page


@dataclass(frozen=True, slots=True)
class Filter:
    """One way to narrow a list; `options` are offered for the rows the reader may see."""

    name: str
    title: str
    narrow: Callable[[Rows, str], Rows]
    options: Callable[[Rows], Options]


@dataclass(frozen=True, slots=True)
class Listing:
    """A list of `model` as declared. A name in `columns` or `filters` stands for the field of that name."""

    code: str
    title: str
    model: type[models.Model]
    rows: Callable[[Reader], Rows]  # already through visible_to
    columns: tuple[str | Column, ...]
    filters: tuple[str | Filter, ...] = ()
    search: tuple[str, ...] = ()
    sort: str = "-pk"  # a column name with or without "-", else a field
    tie: tuple[str, ...] = ("-pk",)  # ends every order, so that pages never overlap
    size: int = 20
    unit: str = "件"
    empty: str = "这里还没有内容。"
    measures: tuple[int, ...] = ()

    def all_columns(self) -> tuple[Column, ...]:
        return tuple(one if isinstance(one, Column) else of_field(self.model, one) for one in self.columns)

    def all_filters(self) -> tuple[Filter, ...]:
        return tuple(one if isinstance(one, Filter) else by_choice(self.model, one) for one in self.filters)


def of_field(model: type[models.Model], name: str, **more: bool) -> Column:
    """The column of a model field, titled and worded as the model has it; `more` are the flags of Column."""
    field = model._meta.get_field(name)
    title = str(getattr(field, "verbose_name", name))
    if isinstance(field, models.ForeignKey):
        return Column(name, title, lambda row: _text(getattr(row, name)), (f"{name}_id",), **more)
    if getattr(field, "choices", None):
        return Column(name, title, lambda row: word(row, name), (name,), **more)
    return Column(name, title, lambda row: getattr(row, name), (name,), **more)


def word(row: models.Model, name: str) -> Word | None:
    """The value of a field with choices, as code and word; None where there is none."""
    code = getattr(row, name)
    return Word(str(code), str(getattr(row, f"get_{name}_display")())) if code != "" else None


def by_choice(model: type[models.Model], name: str) -> Filter:
    """Narrow by a field with choices."""
    field = model._meta.get_field(name)
    choices = [(str(code), str(label)) for code, label in getattr(field, "choices", None) or () if code != ""]
    title = str(getattr(field, "verbose_name", name))
    return Filter(name, title, lambda rows, value: rows.filter(**{name: value}), lambda rows: choices)


def by_year(name: str, title: str) -> Filter:
    """Narrow by the year of a date field; the years that occur are offered, newest first."""

    def options(rows: Rows) -> Options:
        years = rows.order_by().values_list(f"{name}__year", flat=True).distinct()
        return [(str(year), f"{year}年") for year in sorted((y for y in years if y), reverse=True)]

    return Filter("year", title, lambda rows, value: rows.filter(**{f"{name}__year": int(value)}), options)


def by_related(name: str, title: str, label: str = "name") -> Filter:
    """Narrow by a related row; the related rows that occur are offered."""

    def options(rows: Rows) -> Options:
        held = rows.order_by(f"{name}__{label}").exclude(**{f"{name}__isnull": True})
        pairs = held.values_list(f"{name}_id", f"{name}__{label}").distinct()
        return [(str(pk), str(shown)) for pk, shown in pairs]

    return Filter(
        name.rpartition("__")[2], title, lambda rows, value: rows.filter(**{f"{name}_id": value}), options
    )


def by_test(name: str, title: str, yes: str, no: str, test: models.Q) -> Filter:
    """Narrow by whether a condition holds."""

    def narrow(rows: Rows, value: str) -> Rows:
        return rows.filter(test) if value == "yes" else rows.exclude(test)

    return Filter(name, title, narrow, lambda rows: [("yes", yes), ("no", no)])


def _text(value: object) -> str:
    return "" if value is None else str(value)
