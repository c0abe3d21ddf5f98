"""Shelf: stores drafts, many in one transaction, and says of each what became of it.

A text that is already kept changes nothing; the same work in another text becomes a version; everything else a work.
"""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import islice

from django.db import transaction

from yifa.kernel.organs.models import Organ
from yifa.kernel.organs.queries import by_names
from yifa.kernel.publication.models import Ground, Publication
from yifa.kernel.search import outbox
from yifa.registers.library import force, names
from yifa.registers.library.ingest.draft import Draft, DraftCitation, DraftEffect, DraftProvision
from yifa.registers.library.kinds import NORM_KINDS, EffectKind, EffectState, WorkKind
from yifa.registers.library.models import (
    Citation,
    Effect,
    Provision,
    Version,
    Work,
    WorkIssuer,
    WorkName,
)

ROWS = 2000  # rows a bulk insert


@dataclass(frozen=True, slots=True)
class Stored:
    """What became of one draft: `stored` or `duplicate`, why, and which version holds the text."""

    outcome: str
    reason: str
    version_id: int


@dataclass(slots=True)
class Shelf:
    """Keeps in memory what decides whether a draft is new; made once a batch."""

    at: datetime
    on: date
    source: str
    public: bool
    organ: Organ | None = None
    texts: dict[str, int] = field(default_factory=dict)  # content hash → version
    prints: dict[str, int] = field(default_factory=dict)  # fingerprint → version
    works: dict[str, int] = field(default_factory=dict)  # identity → work
    slugs: set[str] = field(default_factory=set)

    @classmethod
    def opened(
        cls, *, at: datetime, on: date, source: str, public: bool, organ: Organ | None = None
    ) -> "Shelf":
        """A shelf that knows what the library holds. Two queries."""
        shelf = cls(at=at, on=on, source=source, public=public, organ=organ)
        held = Version.objects.filter(withdrawn_at__isnull=True).values_list(
            "pk", "content_hash", "fingerprint"
        )
        for pk, content_hash, fingerprint in held:
            shelf.texts[content_hash] = pk
            if fingerprint:
                shelf.prints[fingerprint] = pk
        fields = ("pk", "slug", "kind", "title", "doc_no", "issuer", "region", "withdrawn_at")
        for pk, slug, kind, title, doc_no, issuer, region, withdrawn_at in Work.objects.values_list(*fields):
            shelf.slugs.add(slug)
            if withdrawn_at is None:
                shelf.works[identity(kind, title, doc_no, issuer, region)] = pk
        return shelf

    @transaction.atomic
    def store(self, drafts: Sequence[Draft]) -> list[Stored]:
        """Store the drafts in one transaction and put the works concerned on the search outbox."""
        results: list[Stored | None] = [self._held(draft) for draft in drafts]
        fresh: list[tuple[int, Draft]] = []
        seen: dict[str, int] = {}
        for place, draft in enumerate(drafts):
            if results[place] is None and draft.content_hash not in seen:
                seen[draft.content_hash] = place
                fresh.append((place, draft))
        versions = self._keep([draft for _, draft in fresh])
        for (place, _), version in zip(fresh, versions, strict=True):
            results[place] = Stored("stored", "", version.pk)
        return [
            result
            or Stored(
                "duplicate", "与同批次另一份文件相同。", versions[_index(fresh, seen[draft.content_hash])].pk
            )
            for result, draft in zip(results, drafts, strict=True)
        ]

    def _held(self, draft: Draft) -> Stored | None:
        if draft.content_hash in self.texts:
            return Stored("duplicate", "与已入库的文本相同，未作改动。", self.texts[draft.content_hash])
        if draft.fingerprint and draft.fingerprint in self.prints:
            return Stored("duplicate", "与已入库的文本只有空格、标点等差别。", self.prints[draft.fingerprint])
        return None

    def _keep(self, drafts: Sequence[Draft]) -> list[Version]:
        works = self._works(drafts)
        publications: list[Publication | None] = [None] * len(drafts)
        if self.public:
            publications = list(Publication.objects.bulk_create([self._publication(d) for d in drafts]))
        versions = Version.objects.bulk_create(
            [
                self._version(draft, work, publication)
                for draft, work, publication in zip(drafts, works, publications, strict=True)
            ]
        )
        pairs = list(zip(drafts, versions, strict=True))
        _bulk(Provision, (_provision(v, n, p) for d, v in pairs for n, p in enumerate(d.provisions)))
        _bulk(Citation, (_citation(v, c) for d, v in pairs for c in d.citations))
        self._effects(pairs)
        for draft, version in pairs:
            self.texts[draft.content_hash] = version.pk
            if draft.fingerprint:
                self.prints[draft.fingerprint] = version.pk
        ids = sorted({work.pk for work in works})
        force.refresh(Work.objects.filter(pk__in=ids), self.on)
        outbox.touch("library", ids, at=self.at)
        return versions

    def _works(self, drafts: Sequence[Draft]) -> list[Work]:
        """The work of each draft: an existing one of the same identity, or a new one."""
        wanted = [identity(d.kind, d.title, d.doc_no, "、".join(d.issuers), d.region) for d in drafts]
        held = Work.objects.in_bulk([self.works[key] for key in wanted if key in self.works])
        made: dict[str, tuple[Work, Draft]] = {}
        for key, draft in zip(wanted, drafts, strict=True):
            if key not in self.works and key not in made:
                made[key] = (self._work(draft), draft)
        for work in Work.objects.bulk_create([work for work, _ in made.values()]):
            held[work.pk] = work
        self.works |= {key: work.pk for key, (work, _) in made.items()}
        self._names([(work, draft) for work, draft in made.values()])
        works = [held[self.works[key]] for key in wanted]
        _take_first_dates(works, drafts)
        return works

    def _names(self, made: Sequence[tuple[Work, Draft]]) -> None:
        organs = by_names({name for _, draft in made for name in draft.issuers})
        _bulk(WorkName, (WorkName(work=w, key=k) for w, d in made for k in names.keys(d.title, (), d.doc_no)))
        _bulk(
            WorkIssuer,
            (
                WorkIssuer(work=work, position=place, name=name[:120], organ_id=organs.get(name))
                for work, draft in made
                for place, name in enumerate(draft.issuers)
            ),
        )

    def _work(self, draft: Draft) -> Work:
        return Work(
            slug=self._slug(draft),
            kind=draft.kind,
            title=draft.title[:300],
            doc_no=draft.doc_no[:120],
            doc_no_raw=draft.doc_no_raw[:120],
            issuer="、".join(draft.issuers)[:300],
            region=draft.region,
            organ=self.organ,
            adopted_on=draft.adopted_on,
            issued_on=draft.first_issued_on or draft.issued_on,
            published_on=draft.published_on,
            topics=list(draft.topics),
            source_claim=draft.claim,
            source_claim_on=draft.claim_on,
            recorded_at=self.at,
        )

    def _slug(self, draft: Draft) -> str:
        key = identity(draft.kind, draft.title, draft.doc_no, "、".join(draft.issuers), draft.region)
        day = draft.first_issued_on or draft.issued_on
        base = f"{day.year if day else 'nd'}-{hashlib.sha256(key.encode()).hexdigest()[:8]}"
        slug = base
        number = 1
        while slug in self.slugs:
            number += 1
            slug = f"{base}-{number}"
        self.slugs.add(slug)
        return slug

    def _version(self, draft: Draft, work: Work, publication: Publication | None) -> Version:
        return Version(
            work=work,
            label=draft.label,
            valid_from=draft.issued_on or draft.effective_on,
            text=draft.text,
            structure=draft.structure,
            own_citations=draft.own_citations,
            integrity=draft.integrity,
            findings=len(draft.integrity.get("warnings", ())),
            articles=draft.articles,
            content_hash=draft.content_hash,
            fingerprint=draft.fingerprint,
            history=list(draft.history),
            source=draft.source or self.source,
            publication=publication,
            recorded_at=self.at,
        )

    def _publication(self, draft: Draft) -> Publication:
        return Publication(
            content_hash=draft.content_hash,
            since=draft.published_on or draft.issued_on or self.on,
            ground=Ground.IMPORTED,
            source=draft.source or self.source,
        )

    def _effects(self, pairs: Sequence[tuple[Draft, Version]]) -> None:
        rows: list[Effect] = []
        for draft, version in pairs:
            rows += [self._proposal(version, effect) for effect in draft.effects]
            rows += self._own_effects(draft, version)
        _bulk(Effect, rows)

    def _own_effects(self, draft: Draft, version: Version) -> list[Effect]:
        """Commencement and validity that the text (or its source) states of itself; they count at once."""
        stated = [
            (EffectKind.COMMENCE, draft.effective_on, None),
            (EffectKind.EXPIRE, None, draft.expires_on),
        ]
        return [
            Effect(
                kind=kind,
                work=version.work,
                by_version=version,
                on=on,
                until=until,
                state=EffectState.CONFIRMED,
                proposed_at=self.at,
                recorded_at=self.at,
            )
            for kind, on, until in stated
            if on or until
        ]

    def _proposal(self, version: Version, effect: DraftEffect) -> Effect:
        return Effect(
            kind=effect.kind,
            work=None if effect.target else version.work,
            target_name=effect.target[:300],
            target_key=names.key(effect.target),
            eid=effect.eid,
            by_version=version,
            by_eid=effect.by_eid,
            span_start=effect.start,
            span_end=effect.end,
            on=effect.on,
            until=effect.until,
            note=effect.note[:300],
            old_text=effect.old_text,
            new_text=effect.new_text,
            requires_apply=effect.kind == EffectKind.AMEND,
            confidence=effect.confidence,
            proposed_at=self.at,
        )


def identity(kind: str, title: str, doc_no: str, issuer: str, region: str) -> str:
    """What makes two texts versions of one work.

    Laws and rules keep their title over amendments. A normative document issued again under the same title with another
    number is another work, so there the number belongs to the identity.
    """
    if kind in NORM_KINDS or kind == WorkKind.OTHER:
        return f"{names.key(title)}|{names.key(doc_no)}|{issuer}"
    return f"{names.key(title)}|{kind}|{region}"


def _take_first_dates(works: Sequence[Work], drafts: Sequence[Draft]) -> None:
    """An earlier version that arrives late moves the work's first day back."""
    moved = []
    for work, draft in zip(works, drafts, strict=True):
        first = draft.first_issued_on or draft.issued_on
        if first and (work.issued_on is None or first < work.issued_on):
            work.issued_on = first
            moved.append(work)
    Work.objects.bulk_update(moved, ["issued_on"])


def _provision(version: Version, place: int, unit: DraftProvision) -> Provision:
    return Provision(
        version=version,
        eid=unit.eid,
        kind=unit.kind,
        num=unit.num,
        label=unit.label[:40],
        heading=unit.heading[:200],
        position=place,
        start=unit.start,
        end=unit.end,
    )


def _citation(version: Version, found: DraftCitation) -> Citation:
    return Citation(
        version=version,
        eid=found.eid,
        start=found.start,
        end=found.end,
        law=found.law[:300],
        key=found.key,
        article=found.article,
        to_article=found.to_article,
        paragraph=found.paragraph,
        item=found.item,
        role=found.role,
    )


def _bulk(model: type, rows: Iterable[object]) -> None:
    """Insert rows a bounded number at a time, so that memory stays bounded too."""
    source = iter(rows)
    while chunk := list(islice(source, ROWS)):
        model.objects.bulk_create(chunk)


def _index(fresh: Sequence[tuple[int, Draft]], place: int) -> int:
    return next(number for number, (other, _) in enumerate(fresh) if other == place)
