"""The lists of the library: works, effects, citations by name, texts with findings. Rendered by the faces."""

from dataclasses import replace

from django.db.models import Count, Exists, Min, OuterRef, Q, Value

from yifa.kernel.access.reader import Reader
from yifa.kernel.pages.listing import (
    Column,
    Filter,
    Listing,
    Rows,
    Word,
    by_related,
    by_test,
    by_year,
    of_field,
)
from yifa.registers.library.kinds import CitationState, EffectState
from yifa.registers.library.models import Citation, Effect, Version, Work
from yifa.registers.library.subjects import SUBJECTS
from yifa.registers.library.waiting import TO_DECIDE, with_findings


def _works(reader: Reader) -> Rows:
    public = Exists(Version.objects.public(reader.on).filter(work=OuterRef("pk")))
    rows = Work.objects.visible_to(reader).filter(withdrawn_at__isnull=True)
    return rows.annotate(is_public=public).select_related("organ")


def _withdrawn_works(reader: Reader) -> Rows:
    rows = Work.objects.visible_to(reader).filter(withdrawn_at__isnull=False)
    return rows.annotate(is_public=Value(False)).select_related("organ")


def _topic(rows: Rows, value: str) -> Rows:
    return rows.filter(topics__icontains=f'"{value}"')


def topics_of(work: Work) -> str:
    return "、".join(SUBJECTS[code][0] for code in work.topics if code in SUBJECTS)


WORKS = Listing(
    code="works",
    title="文件库",
    model=Work,
    rows=_works,
    columns=(
        of_field(Work, "title", link=True),
        of_field(Work, "doc_no", whole=True),
        of_field(Work, "force"),
        of_field(Work, "kind", sheet_only=True),
        of_field(Work, "issuer"),
        of_field(Work, "issued_on"),
        of_field(Work, "effective_on", sheet_only=True),
        Column("expires_on", "有效期至", lambda work: work.expires_on, ("expires_on",), spare=True),
        Column("public", "公开", lambda work: "公开" if work.is_public else "不公开", spare=True, whole=True),
        of_field(Work, "published_on", sheet_only=True),
        of_field(Work, "organ", sheet_only=True),
        Column("topics", "主题", topics_of, sheet_only=True),
        of_field(Work, "slug", sheet_only=True),
    ),
    filters=(
        "kind",
        "force",
        by_related("organ", "归口机关"),
        by_year("issued_on", "年份"),
        Filter("topic", "主题", _topic, lambda rows: [(code, SUBJECTS[code][0]) for code in SUBJECTS]),
        by_test("public", "公开", "公开", "不公开", Q(is_public=True)),
        by_test(
            "text",
            "正文",
            "有文本",
            "无文本",
            Q(Exists(Version.objects.filter(work=OuterRef("pk"), withdrawn_at=None).exclude(text=""))),
        ),
    ),
    search=("title", "doc_no", "issuer"),
    sort="-issued_on",
    empty="文库里还没有文件。可以批量导入，或者登记一份文件。",
    measures=(6,),
)
WITHDRAWN = replace(WORKS, code="withdrawn", rows=_withdrawn_works, empty="没有撤回的文件。")


def _effects(state: EffectState, *, retracted: bool = False) -> Listing:
    """The effects in one state."""

    def rows(reader: Reader) -> Rows:
        found = Effect.objects.visible_to(reader).filter(state=state, retracted_at__isnull=not retracted)
        return found.select_related("work", "by_version__work", "decided_by__person")

    decided = (
        Column("decided_by", "核定人", lambda effect: str(effect.decided_by or "正文载明"), spare=True),
        of_field(Effect, "recorded_at", spare=True),
    )
    return Listing(
        code=f"effects_{'retracted' if retracted else state}",
        title="效力核定",
        model=Effect,
        rows=rows,
        columns=(
            Column("target", "受影响文件", target_of, ("work__title", "target_name"), link=True),
            of_field(Effect, "kind"),
            Column("part", "范围", lambda effect: effect.note or effect.eid or "全文", spare=True),
            Column("by", "依据文件", cause_of, ("by_version__work__title",)),
            Column("on", "日期", lambda effect: effect.on or effect.until, ("on", "until")),
            Column(
                "confidence", "把握", lambda effect: f"{effect.confidence:.0%}", ("confidence",), spare=True
            ),
            *(() if state == EffectState.PROPOSED else decided),
        ),
        filters=(
            "kind",
            by_test("tied", "目标", "库内文件", "库外文件", Q(work__isnull=False)),
            by_test("sure", "把握", "0.95 以上", "0.95 以下", Q(confidence__gte=0.95)),
        ),
        search=("work__title", "target_name", "by_version__work__title", "note"),
        sort="confidence" if state == EffectState.PROPOSED else "-recorded_at",
        unit="条",
        empty="没有符合条件的效力记录。",
        measures=(6,),
    )


def target_of(effect: Effect) -> str:
    """The affected work as it is called."""
    return effect.work.title if effect.work else effect.target_name


def cause_of(effect: Effect) -> str:
    """The work by force of which the effect comes about."""
    return effect.by_version.work.title if effect.by_version else effect.note or "没有依据文件"


EFFECTS_TO_DECIDE = _effects(EffectState.PROPOSED)
EFFECTS_CONFIRMED = _effects(EffectState.CONFIRMED)
EFFECTS_REJECTED = _effects(EffectState.REJECTED)
EFFECTS_RETRACTED = _effects(EffectState.CONFIRMED, retracted=True)


def _names(states: tuple[CitationState, ...]) -> Listing:
    """Citations in these states, one row for each name and state."""

    def rows(reader: Reader) -> Rows:
        kept = {"state__in": states, "version__withdrawn_at__isnull": True}
        found = Citation.objects.visible_to(reader).filter(**kept)
        counted = {"places": Count("pk"), "texts": Count("version_id", distinct=True), "first": Min("pk")}
        return found.values("key", "state").annotate(law=Min("law"), **counted)

    return Listing(
        code="citations",
        title="引用核定",
        model=Citation,
        rows=rows,
        columns=(
            Column("law", "被引文件", lambda row: f"《{row['law']}》", ("law",), link=True),
            Column(
                "state",
                "状态",
                lambda row: Word(row["state"], CitationState(row["state"]).label),
                ("state",),
            ),
            Column("places", "引用", lambda row: row["places"], ("places",)),
            Column("texts", "涉及文件", lambda row: row["texts"], ("texts",)),
        ),
        filters=(
            Filter(
                "state",
                "状态",
                lambda rows, value: rows.filter(state=value),
                lambda rows: [(state.value, state.label) for state in states],
            ),
        ),
        search=("law",),
        sort="-places",
        tie=("key", "state"),
        unit="个名称",
        empty="没有等待核定的引用。",
        measures=(6,),
    )


CITATIONS_TO_DECIDE = _names(TO_DECIDE)
CITATIONS_EXTERNAL = _names((CitationState.EXTERNAL,))
CITATIONS_TIED = _names((CitationState.RESOLVED,))


def _findings(reader: Reader) -> Rows:
    rows = with_findings(reader)
    return rows.select_related("work").defer("text", "structure", "own_citations")


FINDINGS = Listing(
    code="findings",
    title="完整性发现",
    model=Version,
    rows=_findings,
    columns=(
        Column("title", "文件", lambda version: str(version), ("work__title",), link=True),
        Column("doc_no", "文号", lambda version: version.work.doc_no, ("work__doc_no",), spare=True),
        Column("articles", "条数", lambda version: version.articles, ("articles",), spare=True),
        Column("findings", "发现", lambda version: version.findings, ("findings",)),
        Column("words", "内容", lambda version: "".join(version.integrity.get("warnings", ()))),
    ),
    filters=(
        Filter(
            "kind",
            "类别",
            lambda rows, value: rows.filter(work__kind=value),
            lambda rows: list(Work._meta.get_field("kind").choices or ()),
        ),
        by_test("breaks", "条号", "条号有断", "条号连续", Q(integrity__breaks__0__isnull=False)),
    ),
    search=("work__title", "work__doc_no"),
    sort="-findings",
    empty="没有完整性发现。",
    measures=(6,),
)
