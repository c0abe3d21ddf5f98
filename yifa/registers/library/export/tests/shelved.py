"""Invented documents as library rows, for the tests of everything that takes them out again."""

import hashlib
from datetime import UTC, date, datetime
from typing import Any

from yifa.kernel.publication.models import Ground, Publication
from yifa.kernel.texts import address
from yifa.kernel.texts.structure import parse
from yifa.registers.library import force, names
from yifa.registers.library.export.gather import Site
from yifa.registers.library.kinds import EffectKind, EffectState, WorkKind
from yifa.registers.library.models import Citation, Effect, Provision, Version, Work, WorkIssuer, WorkName
from yifa.registers.library.structure import pack, units

AT = datetime(2026, 3, 16, 2, tzinfo=UTC)
TODAY = date(2026, 3, 16)
SITE = Site("cn-hengshui", "滨河市司法局", "https://fa.example")

PARKING = """滨河市城市停车管理办法
第一章 总则
第一条 为了加强城市停车管理，根据《滨河市道路交通管理条例》第十二条，制定本办法。
第二条 市城市管理部门主管停车工作。
公安机关按照职责做好相关工作。
第二章 收费
第三条 公共停车场按照下列标准收费：
（一）白天每小时三元；
（二）夜间每小时一元。
第四条 违反本办法第三条规定的，责令改正。
第五条 本办法自2019年7月1日起施行。"""


def work(title: str = "滨河市城市停车管理办法", **values: Any) -> Work:
    made = Work.objects.create(
        **{
            "slug": "2019-1a2b3c4d",
            "kind": WorkKind.GOVERNMENT_NORM,
            "title": title,
            "doc_no": "滨政规〔2019〕3号",
            "issuer": "滨河市人民政府",
            "issued_on": date(2019, 6, 1),
            "published_on": date(2019, 6, 3),
            "effective_on": date(2019, 7, 1),
            "topics": ["transport"],
            "recorded_at": AT,
            **values,
        }
    )
    WorkName.objects.bulk_create(WorkName(work=made, key=key) for key in names.keys(title, (), made.doc_no))
    for place, name in enumerate(made.issuer.split("、")):
        WorkIssuer.objects.create(work=made, position=place, name=name)
    return made


def version(
    of: Work, text: str = PARKING, *, on: date | None = None, public: bool = True, until: date | None = None
) -> Version:
    """A text of the work, public since its day unless said otherwise, with its provisions."""
    document = parse(text)
    digest = hashlib.sha256(text.encode()).hexdigest()
    since = on or of.issued_on or TODAY
    publication = Publication.objects.create(
        content_hash=digest, since=since, until=until, ground=Ground.IMPORTED, source="测试",
        withdrawn_because="录入有误" if until else "",
    ) if public else None  # fmt: skip
    made = Version.objects.create(
        work=of,
        valid_from=on or of.issued_on,
        text=document.text,
        structure=pack(document),
        articles=document.integrity.articles,
        content_hash=digest,
        publication=publication,
        recorded_at=AT,
    )
    Provision.objects.bulk_create(
        Provision(
            version=made, eid=eid, kind=node.kind, num=node.num or "", label=node.label,
            position=place, start=node.start, end=node.end,
        )
        for place, (eid, node) in enumerate(units(address.walk(document)))
    )  # fmt: skip
    return made


def effect(of: Work, kind: EffectKind, on: date | None = None, **values: Any) -> Effect:
    """A confirmed effect, with the cached force of the work brought up to date."""
    made = Effect.objects.create(
        kind=kind,
        work=of,
        on=on,
        state=EffectState.CONFIRMED,
        proposed_at=AT,
        **{"recorded_at": AT, **values},
    )
    force.refresh(Work.objects.filter(pk=of.pk), TODAY)
    return made


def cite(in_version: Version, phrase: str, target: Work | None, **values: Any) -> Citation:
    """A citation at the first place where the phrase stands."""
    start = in_version.text.index(phrase)
    law = values.pop("law", target.title if target else "某条例")
    return Citation.objects.create(
        version=in_version, start=start, end=start + len(phrase), law=law, key=names.key(law),
        state="resolved" if target else "unresolved", work=target, **values,
    )  # fmt: skip
