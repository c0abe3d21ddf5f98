"""Shelf: stores drafts, many in one transaction, and says of each what became of it.

A text that is already kept changes nothing; one that may be already kept waits for a person; the same work in another
text becomes a version; everything else a work.
"""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import transaction
from django.db.models import Max

from yifa.kernel.organs.models import Organ
from yifa.kernel.organs.queries import names_on
from yifa.kernel.publication.models import Ground, Publication
from yifa.kernel.search import outbox
from yifa.registers.library import force, names
from yifa.registers.library.catalogued import NATIONAL, code_of
from yifa.registers.library.ingest import rows
from yifa.registers.library.ingest.draft import Draft
from yifa.registers.library.ingest.twins import Held, Twins
from yifa.registers.library.kinds import NORM_KINDS, numbered
from yifa.registers.library.models import Citation, Effect, Provision, Version, Work, WorkIssuer, WorkName

STORED, DUPLICATE, SETTLE = "stored", "duplicate", "settle"
NOT_OWN = "库内已有同名同号的文件，归其他机关管理：本机关不能给它加文本，请法制审查人员核定。"


@dataclass(frozen=True, slots=True)
class Stored:
    """What became of one draft: `stored`, `duplicate` or `settle`, why, and which version holds the text."""

    outcome: str
    reason: str
    version_id: int | None

    @property
    def version(self) -> Version:
        """The version that holds the text."""
        if self.version_id is None:
            raise LookupError("this draft is in no version")
        return Version.objects.select_related("work").get(pk=self.version_id)


@dataclass(slots=True)
class Shelf:
    """Keeps in memory what decides whether a draft is new; made once a batch.

    `reach` holds the organs to whose works texts may be added; None: to all.
    """

    at: datetime
    on: date
    source: str
    public: bool
    organ: Organ | None = None
    reach: frozenset[int] | None = None
    keepers: dict[int, int | None] = field(default_factory=dict)  # work → its organ
    twins: Twins = field(default_factory=Twins)
    works: dict[str, int] = field(default_factory=dict)  # identity → work
    slugs: set[str] = field(default_factory=set)
    organs: dict[str, int] = field(default_factory=dict)  # name → organ

    @classmethod
    def opened(
        cls,
        *,
        at: datetime,
        on: date,
        source: str,
        public: bool,
        organ: Organ | None = None,
        reach: frozenset[int] | None = None,
    ) -> "Shelf":
        """A shelf that knows what the library holds. Five queries."""
        shelf = cls(at=at, on=on, source=source, public=public, organ=organ, reach=reach, organs=names_on())
        kept = ("pk", "content_hash", "work__title", "work__doc_no", "valid_from", "fingerprint", "sketch")
        held = Version.objects.filter(withdrawn_at__isnull=True).order_by("pk").values_list(*kept)
        for pk, content_hash, title, doc_no, day, fingerprint, sketch in held.iterator():
            shelf.twins.add(content_hash, Held(pk, title, doc_no, day, fingerprint, bytes(sketch)))
        fields = ("pk", "slug", "kind", "title", "doc_no", "issuer", "region", "withdrawn_at", "organ")
        for pk, slug, *named, withdrawn_at, organ_id in Work.objects.values_list(*fields):
            shelf.slugs.add(slug)
            if withdrawn_at is None:
                shelf.works[identity(*named)] = pk
                shelf.keepers[pk] = organ_id
        return shelf

    @transaction.atomic
    def store(self, drafts: Sequence[Draft], *, settled: bool = False) -> list[Stored]:
        """Store the drafts in one transaction and put the works concerned on the search outbox.

        `settled` says that a person has decided that the drafts are no duplicates. After an exception the shelf must
        be opened anew.
        """
        found: list[tuple[str, str, Held | None]] = []
        fresh: list[tuple[Draft, Held]] = []
        for draft in drafts:
            twin = self.twins.of(draft)
            if twin and (twin.certain or not settled):
                found.append((DUPLICATE if twin.certain else SETTLE, twin.reason, twin.held))
            elif self._not_own(draft):
                found.append((SETTLE, NOT_OWN, None))
            else:
                held = Held(0, draft.title, draft.doc_no, draft.day, draft.fingerprint, draft.sketch)
                self.twins.add(draft.content_hash, held)
                fresh.append((draft, held))
                found.append((STORED, "", held))
        versions = self._keep([draft for draft, _ in fresh]) if fresh else []
        for version, (_, held) in zip(versions, fresh, strict=True):
            held.version_id = version.pk
        return [Stored(outcome, reason, held.version_id if held else None) for outcome, reason, held in found]

    def _not_own(self, draft: Draft) -> bool:
        """Whether the draft is a further text of a work beyond `reach`."""
        work = self.works.get(identity_of(draft))
        return work is not None and self.reach is not None and self.keepers.get(work) not in self.reach

    def _keep(self, drafts: Sequence[Draft]) -> list[Version]:
        works = self._works(drafts)
        versions = [
            rows.version(draft, work, source=self.source, at=self.at)
            for draft, work in zip(drafts, works, strict=True)
        ]
        if self.public:
            opened = Publication.objects.bulk_create([self._publication(draft) for draft in drafts])
            for version, publication in zip(versions, opened, strict=True):
                version.publication = publication
        Version.objects.bulk_create(versions)
        pairs = list(zip(drafts, versions, strict=True))
        rows.insert(
            Provision,
            rows.PROVISION,
            (rows.provision(v.pk, n, p) for d, v in pairs for n, p in enumerate(d.provisions)),
        )
        rows.insert(Citation, rows.CITATION, (rows.citation(v.pk, c) for d, v in pairs for c in d.citations))
        rows.bulk(Effect, (rows.proposal(v, e, at=self.at) for d, v in pairs for e in d.effects))
        rows.bulk(Effect, (effect for d, v in pairs for effect in rows.stated(d, v, at=self.at)))
        ids = sorted({work.pk for work in works})
        force.refresh(Work.objects.filter(pk__in=ids), self.on)
        outbox.touch("library", ids, at=self.at)
        return versions

    def _works(self, drafts: Sequence[Draft]) -> list[Work]:
        """The work of each draft: an existing one of the same identity, or a new one."""
        wanted = [identity_of(draft) for draft in drafts]
        held = Work.objects.in_bulk([self.works[key] for key in wanted if key in self.works])
        made: dict[str, tuple[Work, Draft]] = {}
        for key, draft in zip(wanted, drafts, strict=True):
            if key not in self.works and key not in made:
                made[key] = (self._work(draft), draft)
        for work in Work.objects.bulk_create([work for work, _ in made.values()]):
            held[work.pk] = work
            self.keepers[work.pk] = work.organ_id
        self.works |= {key: work.pk for key, (work, _) in made.items()}
        self._names([(work, draft) for work, draft in made.values()])
        works = [held[self.works[key]] for key in wanted]
        _follow(works, drafts)
        return works

    def _work(self, draft: Draft) -> Work:
        code = (
            code_of(draft.title, draft.doc_no) if draft.kind in NATIONAL or draft.kind in NORM_KINDS else ""
        )
        organ = (
            self.organ.pk
            if self.organ
            else next((self.organs[n] for n in draft.issuers if n in self.organs), None)
        )
        return rows.work(draft, slug=self._slug(draft), organ_id=organ, catalogue_code=code, at=self.at)

    def _names(self, made: Sequence[tuple[Work, Draft]]) -> None:
        rows.bulk(
            WorkName,
            (
                WorkName(work=w, key=k)
                for w, d in made
                for k in names.keys(d.title, short_titles(d), d.doc_no)
            ),
        )
        rows.bulk(
            WorkIssuer,
            (
                WorkIssuer(work=work, position=place, name=name[:120], organ_id=self.organs.get(name))
                for work, draft in made
                for place, name in enumerate(draft.issuers)
            ),
        )

    def _slug(self, draft: Draft) -> str:
        key = identity_of(draft)
        day = rows.first_day(draft)
        base = f"{day.year if day else 'nd'}-{hashlib.sha256(key.encode('utf-8', 'replace')).hexdigest()[:8]}"
        slug, number = base, 1
        while slug in self.slugs:
            number += 1
            slug = f"{base}-{number}"
        self.slugs.add(slug)
        return slug

    def _publication(self, draft: Draft) -> Publication:
        return Publication(
            content_hash=draft.content_hash,
            since=min(draft.published_on or draft.issued_on or self.on, self.on),
            ground=Ground.IMPORTED,
            source=(draft.source or self.source)[:300],
        )


def identity(kind: str, title: str, doc_no: str, issuer: str, region: str) -> str:
    """What makes two texts versions of one work.

    Laws and rules keep their title over amendments. A normative document issued again under the same title with another
    number is another work, so there the number belongs to the identity.
    """
    if numbered(kind):
        return f"{names.key(title)}|{names.key(doc_no)}|{issuer}"
    return f"{names.key(title)}|{kind}|{region}"


def identity_of(draft: Draft) -> str:
    return identity(draft.kind, draft.title, draft.doc_no, "、".join(draft.issuers), draft.region)


def short_titles(draft: Draft) -> tuple[str, ...]:
    """关于…的通知, without the organ before it, and what such a notice issues (印发《…办法》的通知): so texts cite it."""
    _, about, rest = draft.title.partition("关于")
    short = [about + rest] if rest and not draft.title.startswith("关于") else []
    issued = ISSUES.search(draft.title)
    if issued:
        short += INNER.findall(issued[1]) or [issued[1]]
    return tuple(short)


ISSUES = re.compile(r"(?:印发|公布|发布|颁布)(.{4,200})的(?:通知|公告|决定|令)$")
INNER = re.compile(r"《([^《》]{2,120})》")


def _follow(works: Sequence[Work], drafts: Sequence[Draft]) -> None:
    """An earlier text that arrives late moves the work's first day back; the claim is that of the latest text."""
    newest = dict(
        Version.objects.filter(work__in={work.pk for work in works}, withdrawn_at__isnull=True)
        .values_list("work")
        .annotate(Max("valid_from"))
    )
    moved: dict[int, Work] = {}
    for work, draft in zip(works, drafts, strict=True):
        day, first = draft.day, rows.first_day(draft)
        if first and (work.issued_on is None or first < work.issued_on):
            work.issued_on = first
            moved[work.pk] = work
        latest = newest.get(work.pk)
        if latest and day and day >= latest and draft.claim and draft.claim != work.source_claim:
            work.source_claim, work.source_claim_on = draft.claim, draft.claim_on
            moved[work.pk] = work
        newest[work.pk] = max(filter(None, (latest, day)), default=None)
    Work.objects.bulk_update(list(moved.values()), ["issued_on", "source_claim", "source_claim_on"])
