"""What the exports say of one text, read from the library for a reader in a fixed number of queries."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.db.models import F, Q
from django.utils.timezone import localdate

from yifa.kernel.access.reader import Reader
from yifa.kernel.texts import address
from yifa.kernel.texts.model import Document
from yifa.registers.library import linking, uris
from yifa.registers.library.export.akn import Link
from yifa.registers.library.export.akn_meta import Event, Facts
from yifa.registers.library.kinds import EffectKind, WorkKind
from yifa.registers.library.models import Citation, Effect, Version, Work


@dataclass(frozen=True, slots=True)
class Site:
    """Who publishes: the jurisdiction in names, the organ that keeps the library, the address of the site."""

    base: str  # cn-hengshui
    keeper: str
    root: str = ""  # https://host, for absolute addresses


def doctype(kind: str) -> str:
    """The kind of Akoma Ntoso document: acts lay down rules, other official documents do not."""
    return "doc" if kind == WorkKind.OTHER else "act"


def work_uri(work: Work, site: Site) -> str:
    return uris.akn(site.base, doctype(work.kind), work.slug)


def facts(version: Version, site: Site, reader: Reader) -> Facts:
    """The metadata of the text. One query (its effects)."""
    work = version.work
    recorded_on = localdate(version.recorded_at)
    text_on_day = version.valid_from or work.issued_on or recorded_on
    return Facts(
        uri=work_uri(work, site),
        text_uri=uris.akn(site.base, doctype(work.kind), work.slug, text_on_day),
        doctype=doctype(work.kind),
        kind=work.kind.replace("_", "-"),
        title=work.title,
        doc_no=work.doc_no,
        country=site.base.partition("-")[0] or "cn",
        issuers=[name for name in work.issuer.split("、") if name],
        issued_on=work.issued_on or work.published_on or work.effective_on or text_on_day,
        text_on=text_on_day,
        recorded_on=recorded_on,
        published_on=work.published_on,
        keeper=site.keeper,
        page=site.root + uris.page(work.slug, version.valid_from),
        events=_events(work, site, reader),
        contains="originalVersion" if version.valid_from in (None, work.issued_on) else "singleVersion",
    )


def _events(work: Work, site: Site, reader: Reader) -> list[Event]:
    """What happened to the work, in order of days; a cause the reader may not see is not named."""
    rows = effects(work, reader)
    return [
        Event(
            effect.kind,
            EffectKind(effect.kind).label,
            day,
            work_uri(cause.work, site) if (cause := named_cause(effect)) else "",
            cause.work.title if cause else "",
        )
        for effect in rows
        if (day := effect.on or effect.until)
    ]


def effects(work: Work, reader: Reader) -> list[Effect]:
    """Confirmed effects on the whole work, in order of days; `cause_seen` says whether the reader may see the cause."""
    seen = Version.objects.visible_to(reader).values("pk")
    rows = Effect.objects.counting().filter(work=work, eid="").annotate(cause_seen=Q(by_version__in=seen))
    return list(rows.select_related("by_version__work").order_by(F("on").asc(nulls_last=True), "until", "pk"))


def named_cause(effect: Effect) -> Version | None:
    """The text that brought the effect about, when it is another work and the reader may see it."""
    cause = effect.by_version
    if cause is None or not getattr(effect, "cause_seen", False) or cause.work_id == effect.work_id:
        return None
    return cause


def links(version: Version, document: Document, site: Site, reader: Reader) -> list[Link]:
    """Citations of works the reader may see, and references within the text to addresses that exist. One query."""
    eids = {eid for eid, _ in address.walk(document)}
    rows = Citation.objects.filter(version=version, work__in=Work.objects.visible_to(reader)).select_related(
        "work"
    )
    outward = [Link(one.start, one.end, _target(one, version, eids, site)) for one in rows.order_by("start")]
    inward = [
        Link(start, end, f"#{found}")
        for start, end, eid in version.own_citations
        if (found := linking.nearest(eid, eids))
    ]
    return [link for link in (*outward, *inward) if link.href]


def _target(citation: Citation, version: Version, eids: Collection[str], site: Site) -> str:
    if citation.work_id == version.work_id:
        return linking.home(citation, eids)[0]
    work = work_uri(citation.work, site) if citation.work else ""
    eid = target_eid(citation.article, citation.paragraph, citation.item)
    return f"{work}/~{eid}" if eid else work


def target_eid(article: str, paragraph: str, item: str) -> str:
    """The address of what is cited: a first paragraph is the article itself, as `address.walk` has it."""
    if not article:
        return ""
    below: Sequence[str] = (
        f"__para_{paragraph}" if paragraph not in ("", "1") else "",
        f"__item_{item}" if item else "",
    )
    return f"art_{article}{''.join(below)}"
