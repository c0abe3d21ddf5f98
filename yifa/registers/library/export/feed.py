"""Atom feed of what was published or changed last; values in, XML out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from django.db.models import F

from yifa.registers.library import uris
from yifa.registers.library.export.akn_meta import escape
from yifa.registers.library.export.gather import Site
from yifa.registers.library.kinds import WorkKind
from yifa.registers.library.models import Version

SHANGHAI = ZoneInfo("Asia/Shanghai")
MOST = 100
SUMMARY = 200  # characters


@dataclass(frozen=True, slots=True)
class Entry:
    id: str
    url: str
    title: str
    kind: str
    issuer: str
    updated: datetime
    published_on: date
    summary: str


def latest(on: date, site: Site, most: int = MOST) -> list[Entry]:
    """The texts that became public last, newest first. One query."""
    rows = Version.objects.public(on).filter(withdrawn_at__isnull=True).select_related("work", "publication")
    rows = rows.defer("structure", "own_citations", "integrity", "history")
    rows = rows.order_by(F("publication__since").desc(), "-pk")[:most]
    return [_entry(version, site) for version in rows]


def _entry(version: Version, site: Site) -> Entry:
    work, publication = version.work, version.publication
    since = publication.since if publication else version.recorded_at.astimezone(SHANGHAI).date()
    return Entry(
        id=f"tag:{site.base},{since.year}:{work.slug}:{version.content_hash[:16]}",
        url=site.root + uris.page(work.slug, version.valid_from),
        title=f"{work.title}{f'（{version.label}）' if version.label else ''}",
        kind=WorkKind(work.kind).label,
        issuer=work.issuer,
        updated=version.recorded_at,
        published_on=since,
        summary=" ".join(version.text.split())[:SUMMARY],
    )


def atom(entries: Sequence[Entry], site: Site, title: str, address: str) -> bytes:
    """The feed; `address` is where it is served. The same entries give the same bytes."""
    updated = max((entry.updated for entry in entries), default=datetime(1970, 1, 1, tzinfo=SHANGHAI))
    parts = [
        '<?xml version="1.0" encoding="UTF-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="zh-Hans">',
        f"<id>tag:{escape(site.base)},2017:norms</id><title>{escape(title)}</title>",
        f"<updated>{_moment(updated)}</updated><author><name>{escape(site.keeper)}</name></author>",
        f'<link rel="self" type="application/atom+xml" href="{escape(site.root + address)}"/>',
        f'<link rel="alternate" type="text/html" href="{escape(site.root)}/"/>\n',
    ]
    parts += [_entry_xml(entry) for entry in entries]
    return ("".join(parts) + "</feed>\n").encode()


def _entry_xml(entry: Entry) -> str:
    published = datetime.combine(entry.published_on, time(), SHANGHAI)
    author = f"<author><name>{escape(entry.issuer)}</name></author>" if entry.issuer else ""
    return (
        f"<entry><id>{escape(entry.id)}</id><title>{escape(entry.title)}</title>"
        f'<link rel="alternate" type="text/html" href="{escape(entry.url)}"/>'
        f"<updated>{_moment(entry.updated)}</updated><published>{_moment(published)}</published>{author}"
        f'<category term="{escape(entry.kind)}"/><summary>{escape(entry.summary)}</summary></entry>\n'
    )


def _moment(moment: datetime) -> str:
    return moment.astimezone(SHANGHAI).isoformat(timespec="seconds")
