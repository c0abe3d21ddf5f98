"""The record as lists: what the reader did, and, for the audit administrator, what everyone did."""

from collections.abc import Callable, Mapping
from datetime import date, datetime, time

from django.db.models import Q
from django.http.response import HttpResponseBase
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from yifa.faces.desk import lists
from yifa.faces.desk.doors import Request, desk
from yifa.faces.desk.works import READS
from yifa.faces.frame.acts import act_words, detail_words
from yifa.faces.frame.today import reader_of
from yifa.kernel.access.reader import Reader
from yifa.kernel.pages.listing import Column, Filter, Listing, Options, Rows, of_field
from yifa.kernel.record.models import Entry

# Where the subject of an entry can be seen, by its model, and what it takes to enter there.
PAGES: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "library.Work": ("desk:work", READS),
    "library.Effect": ("desk:effect", ("library.decide",)),
    "library.Citation": ("desk:citation", ("library.decide",)),
    "norms.Batch": ("desk:import", ("norms.import",)),
    "norms.Intake": ("desk:intake", ("norms.import",)),
    "organs.Organ": ("desk:organ", ("organs.edit",)),
    "organs.Person": ("desk:person", ("organs.edit",)),
    "access.Account": ("desk:account", ("accounts.make",)),
}


def url_for(reader: Reader) -> Callable[[Entry], str]:
    """Leads from an entry to the page of its subject, where the reader may enter it."""

    def url_of(entry: Entry) -> str:
        model, _, pk = entry.subject.partition(":")
        view, permissions = PAGES.get(model, ("", ()))
        if not any(reader.can(permission) for permission in permissions):
            return ""
        try:
            return reverse(view, args=[pk])
        except NoReverseMatch:
            return ""

    return url_of


def _acts(rows: Rows) -> Options:
    codes = rows.order_by("act").values_list("act", flat=True).distinct()
    return [(code, act_words(code)) for code in codes]


def _period(rows: Rows) -> Options:
    months = sorted(
        {f"{moment:%Y-%m}" for moment in rows.order_by().datetimes("at", "month")},
        reverse=True,
    )
    return [(month, f"{int(month[:4])}年{int(month[5:])}月") for month in months]


def _in_month(rows: Rows, value: str) -> Rows:
    year, month = int(value[:4]), int(value[5:])
    begin = timezone.make_aware(datetime.combine(date(year, month, 1), time.min))
    after = date(year + month // 12, month % 12 + 1, 1)
    return rows.filter(at__gte=begin, at__lt=timezone.make_aware(datetime.combine(after, time.min)))


COLUMNS = (
    of_field(Entry, "at"),
    Column("act", "事项", lambda entry: act_words(entry.act), ("act",)),
    Column("title", "对象", lambda entry: entry.title or entry.subject, ("title",), link=True),
    Column("detail", "内容", lambda entry: detail_words(entry.detail)),
)
FILTERS = (
    Filter("act", "事项", lambda rows, value: rows.filter(act=value), _acts),
    Filter("month", "月份", _in_month, _period),
)


def _everything(reader: Reader) -> Rows:
    rows = Entry.objects.select_related("by__person")
    return rows if reader.can("record.read") else rows.none()


def _own(reader: Reader) -> Rows:
    return Entry.objects.filter(by_id=reader.account_id).select_related("by__person")


RECORD = Listing(
    code="record",
    title="全过程记录",
    model=Entry,
    rows=_everything,
    columns=(
        *COLUMNS[:2],
        Column("by", "经办人", lambda entry: str(entry.by or "系统"), ("by__person__name",)),
        *COLUMNS[2:],
    ),
    filters=(
        *FILTERS,
        Filter(
            "by",
            "经办",
            lambda rows, value: rows.filter(Q(by__isnull=value == "system")),
            lambda rows: [("person", "人员"), ("system", "系统")],
        ),
    ),
    search=("title", "by__person__name", "by__username"),
    sort="-at",
    size=50,
    unit="条",
    empty="还没有记录。",
)
MINE = Listing(
    code="mine",
    title="我办过的",
    model=Entry,
    rows=_own,
    columns=COLUMNS,
    filters=FILTERS,
    search=("title",),
    sort="-at",
    unit="条",
    empty="你还没有办过什么。在平台上每办一件事，都会记在这里。",
)


@desk("desk.enter")
def mine(request: Request) -> HttpResponseBase:
    return lists.show(request, {"": ("我办过的", MINE)}, url_for(reader_of(request)))


@desk("record.read")
def record(request: Request) -> HttpResponseBase:
    return lists.show(request, {"": ("全过程记录", RECORD)}, url_for(reader_of(request)))
