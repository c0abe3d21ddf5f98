"""Sitemap: an index and pages of at most 50,000 addresses (the limit of the protocol), and robots.txt."""

from collections.abc import Iterator
from datetime import date

from django.db.models import Max

from yifa.registers.library import uris
from yifa.registers.library.export.akn_meta import escape
from yifa.registers.library.models import Work

MOST = 50_000
SPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
# Pages that answer a question of the moment: endless, and of no use in an index of the web.
CLOSED = ("/search", "/compare", "/desk/", "/accounts/", "/api/")


def pages(on: date, most: int = MOST) -> int:
    """How many pages the sitemap has; at least one. One query."""
    return max(1, -(-Work.objects.public(on).count() // most))


def index(root: str, count: int) -> bytes:
    rows = (
        f"<sitemap><loc>{escape(root)}/sitemap-{number}.xml</loc></sitemap>" for number in range(1, count + 1)
    )
    return _wrapped("sitemapindex", rows)


def page(root: str, on: date, number: int, most: int = MOST) -> bytes:
    """One page of addresses, in the order of arrival so that pages stay as they are. One query."""
    rows = Work.objects.public(on).order_by("pk").annotate(changed=Max("versions__recorded_at"))
    chosen = rows.values_list("slug", "changed")[(number - 1) * most : number * most]
    return _wrapped(
        "urlset",
        (
            f"<url><loc>{escape(root + uris.page(slug))}</loc><lastmod>{changed.date()}</lastmod></url>\n"
            for slug, changed in chosen.iterator(chunk_size=5000)
        ),
    )


def robots(root: str) -> str:
    """What crawlers may read: documents and lists, not searches, the desk or the API."""
    closed = "".join(f"Disallow: {path}\n" for path in CLOSED)
    return f"User-agent: *\n{closed}Sitemap: {root}/sitemap.xml\n"


def _wrapped(element: str, rows: Iterator[str]) -> bytes:
    body = "".join(rows)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<{element} xmlns="{SPACE}">{body}</{element}>\n'.encode()
