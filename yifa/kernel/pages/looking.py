"""What was asked of a list and what it answers: the rows of one page, counts, ways out of an empty result."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import urlencode

from django.db.models import F, Q
from django.db.models.expressions import OrderBy

from yifa.kernel.access.reader import Reader
from yifa.kernel.pages.listing import Column, Listing, Rows, Value

LONGEST = 100  # characters of a keyword
PAGE_SIZES = (20, 50, 100)


@dataclass(frozen=True, slots=True)
class Asked:
    """Search words, chosen filters, sort and page; `ignored` are sentences about what was not understood."""

    q: str = ""
    chosen: Mapping[str, str] = field(default_factory=dict)
    sort: str = ""
    page: int = 1
    size: int = 0
    ignored: tuple[str, ...] = ()

    @property
    def narrowed(self) -> bool:
        return bool(self.q or self.chosen)

    def query(self, **changes: Any) -> str:
        """The address part that asks for this, with changes; without its start "?"."""
        changed = replace(self, **changes)
        pairs = {
            "q": changed.q,
            **changed.chosen,
            "sort": changed.sort,
            "size": changed.size or "",
            "page": changed.page if changed.page > 1 else "",
        }
        return urlencode({name: value for name, value in pairs.items() if value != ""})

    def without(self, name: str) -> "Asked":
        chosen = {key: value for key, value in self.chosen.items() if key != name}
        return replace(self, q="" if name == "q" else self.q, chosen=chosen, page=1)


@dataclass(frozen=True, slots=True)
class Offer:
    """A filter with its options and the one that is chosen."""

    name: str
    title: str
    options: tuple[tuple[str, str], ...]
    chosen: str

    @property
    def shown(self) -> str:
        return dict(self.options).get(self.chosen, "")


@dataclass(frozen=True, slots=True)
class Head:
    """A column with how it is sorted now ("ascending", "descending", "none" or "" when it cannot be)."""

    column: Column
    sorted: str
    query: str  # asks for the list sorted by this column, the other way round when it already is


@dataclass(frozen=True, slots=True)
class Cell:
    column: Column
    value: Value


@dataclass(frozen=True, slots=True)
class Row:
    row: Any
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page of a list as asked for."""

    listing: Listing
    asked: Asked
    total: int
    pages: int
    heads: tuple[Head, ...]
    offers: tuple[Offer, ...]
    rows: tuple[Row, ...]
    ways_out: tuple[tuple[str, int, str], ...]  # of an empty result: what to drop, how many then, its query


def ask(listing: Listing, given: Mapping[str, str]) -> Asked:
    """Read what was asked; what makes no sense is left out and named in a sentence."""
    ignored: list[str] = []
    q = " ".join(given.get("q", "").replace("\x00", "").split())
    if len(q) > LONGEST:
        ignored.append(f"关键词最多 {LONGEST} 个字，只用了前 {LONGEST} 个字。")
        q = q[:LONGEST]
    sort = given.get("sort", "")
    if sort and sort.removeprefix("-") not in {one.name for one in listing.all_columns() if one.sort}:
        ignored.append("没有这种排序，已按默认顺序排列。")
        sort = ""
    names = [one.name for one in listing.all_filters()]
    chosen = {name: given[name] for name in names if given.get(name)}
    size = _number(given.get("size"), 0)
    page = _number(given.get("page"), 1)
    if page is None:
        ignored.append("页码应为数字，已回到第一页。")
    return Asked(q, chosen, sort, max(1, page or 1), size if size in PAGE_SIZES else 0, tuple(ignored))


def look(listing: Listing, reader: Reader, asked: Asked) -> Sheet:
    """The page that was asked for. Queries: one a filter that reads its options, the count, the rows."""
    base = listing.rows(reader)
    offers, asked = _offers(listing, base, asked)
    rows = narrowed(listing, base, asked)
    total = rows.count()
    size = asked.size or listing.size
    pages = max(1, -(-total // size))
    asked = replace(asked, page=min(asked.page, pages))
    columns = [column for column in listing.all_columns() if not column.sheet_only]
    start = (asked.page - 1) * size
    found = rows[start : start + size] if total else ()
    return Sheet(
        listing,
        asked,
        total,
        pages,
        tuple(_head(listing, column, asked) for column in columns),
        offers,
        tuple(Row(row, tuple(Cell(column, column.value(row)) for column in columns)) for row in found),
        () if total or not asked.narrowed else tuple(_ways_out(listing, base, asked, offers)),
    )


def narrowed(listing: Listing, rows: Rows, asked: Asked) -> Rows:
    """The rows after search, filters and sort."""
    for word in asked.q.split():
        hit = Q()
        for name in listing.search:
            hit |= Q(**{f"{name}__icontains": word})
        rows = rows.filter(hit)
    for one in listing.all_filters():
        if one.name in asked.chosen:
            rows = one.narrow(rows, asked.chosen[one.name])
    return rows.order_by(*_order(listing, asked.sort or listing.sort))


def every(listing: Listing, reader: Reader, asked: Asked) -> Iterator[list[Value]]:
    """All rows that match, one after the other, for an export."""
    base = listing.rows(reader)
    _, asked = _offers(listing, base, asked)
    columns = listing.all_columns()
    for row in narrowed(listing, base, asked).iterator(chunk_size=2000):
        yield [column.value(row) for column in columns]


def conditions(sheet: Sheet) -> list[str]:
    """What narrows the list, in words."""
    words = [f"关键词“{sheet.asked.q}”"] if sheet.asked.q else []
    return words + [f"{offer.title}：{offer.shown}" for offer in sheet.offers if offer.chosen]


def _offers(listing: Listing, base: Rows, asked: Asked) -> tuple[tuple[Offer, ...], Asked]:
    """The filters with their options; a chosen value that is not offered is dropped with a sentence."""
    offers, ignored = [], list(asked.ignored)
    for one in listing.all_filters():
        options = tuple(one.options(base))
        chosen = asked.chosen.get(one.name, "")
        if chosen and chosen not in dict(options):
            ignored.append(f"“{one.title}”没有所选的值，未按它筛选。")
            asked = asked.without(one.name)
            chosen = ""
        offers.append(Offer(one.name, one.title, options, chosen))
    return tuple(offers), replace(asked, ignored=tuple(ignored))


def _ways_out(
    listing: Listing, base: Rows, asked: Asked, offers: tuple[Offer, ...]
) -> Iterator[tuple[str, int, str]]:
    active = [("q", f"关键词“{asked.q}”")] if asked.q else []
    active += [(offer.name, f"“{offer.shown}”") for offer in offers if offer.chosen]
    for name, words in active:
        wider = asked.without(name)
        count = narrowed(listing, base, wider).count()
        if count:
            yield words, count, wider.query()


def _head(listing: Listing, column: Column, asked: Asked) -> Head:
    if not column.sort:
        return Head(column, "", "")
    now = asked.sort or listing.sort
    state = {column.name: "ascending", f"-{column.name}": "descending"}.get(now, "none")
    turned = f"-{column.name}" if state == "ascending" else column.name
    return Head(column, state, asked.query(sort=turned, page=1))


def _order(listing: Listing, sort: str) -> list[OrderBy | str]:
    """ORM orderings, unknown values last in either direction."""
    name = sort.removeprefix("-")
    column = next((one for one in listing.all_columns() if one.name == name and one.sort), None)
    fields = column.sort if column else (name,)
    down = sort.startswith("-")
    turned = [F(one).desc(nulls_last=True) if down else F(one).asc(nulls_last=True) for one in fields]
    return [*turned, *listing.tie]


def _number(raw: str | None, default: int) -> int | None:
    if not raw:
        return default
    return int(raw) if raw.isascii() and raw.isdigit() and len(raw) < 7 else None
