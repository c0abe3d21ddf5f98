"""Permanent addresses of works, their texts on a day, their provisions and representations. Pure functions.

The page of a work is `/norms/<slug>`; on a day `/norms/<slug>/<YYYY-MM-DD>`; a provision is a fragment of either, or a
path of its own below the day. The ELI-like identifier `/eli/<base>/<kind>/<slug>…` answers 303 to the page.
"""

from datetime import date

FORMS = ("akn.xml", "json", "txt")  # representations kept below the address of a text


def page(slug: str, on: date | None = None, eid: str = "") -> str:
    """The page to read: today's text, or that of a day; at a provision."""
    day = f"/{on.isoformat()}" if on else ""
    fragment = f"#{eid}" if eid else ""
    return f"/norms/{slug}{day}{fragment}"


def provision(slug: str, on: date, eid: str) -> str:
    """The permanent address of one provision as it stood on the day."""
    return f"/norms/{slug}/{on.isoformat()}/{eid}"


def representation(slug: str, form: str, on: date | None = None) -> str:
    """The text in another form, one of FORMS."""
    if form not in FORMS:
        raise ValueError(f"no such representation: {form}")
    return f"{page(slug, on)}/{form}"


def eli(base: str, kind: str, slug: str, on: date | None = None, eid: str = "") -> str:
    """The identifier for machines: jurisdiction, kind, work, then day and provision where they matter."""
    parts = ["/eli", base, kind, slug]
    if on:
        parts.append(on.isoformat())
    if eid:
        parts.append(eid)
    return "/".join(parts)


def akn(base: str, doctype: str, slug: str, on: date | None = None) -> str:
    """The Akoma Ntoso (FRBR) name of a work, or with a day of its text: `/akn/cn-hengshui/act/2017/1a2b3c4d/zho@2021-03-16`.

    `doctype` is act or doc. It is made of the slug alone, so that a corrected date does not move it.
    """
    year, _, number = slug.partition("-")
    work = f"/akn/{base}/{doctype}/{year}/{number}" if number else f"/akn/{base}/{doctype}/{slug}"
    return f"{work}/zho@{on.isoformat()}" if on else work


def compare(left: str, right: str) -> str:
    """The comparison of two texts, each named as `text_name` names it."""
    return f"/compare?left={left}&right={right}"


def text_name(slug: str, on: date | None = None) -> str:
    """How the compare page and command line name one text: `<slug>` or `<slug>@<day>`."""
    return f"{slug}@{on.isoformat()}" if on else slug
