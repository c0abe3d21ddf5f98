"""What the interface answers. Field names are stable; new ones may be added."""

from datetime import date, datetime

from ninja import Field, Schema


class Paged(Schema):
    total: int = Field(description="符合条件的总数")
    page: int = Field(description="第几页，从 1 起")
    pages: int = Field(description="共几页")
    size: int = Field(description="每页几项")


class Card(Schema):
    slug: str = Field(description="固定标识")
    kind: str = Field(description="类别代码")
    kind_label: str = Field(description="类别")
    title: str
    doc_no: str = Field(description="文号")
    issuers: list[str] = Field(description="制定机关，联合发文按印发次序")
    region: str
    topics: list[str] = Field(description="主题代码")
    adopted_on: date | None
    issued_on: date | None = Field(description="成文日期")
    published_on: date | None = Field(description="公布日期")
    effective_on: date | None = Field(description="施行日期")
    expires_on: date | None = Field(description="有效期届满日")
    force: str = Field(description="今日效力代码")
    force_label: str = Field(description="今日效力")
    url: str = Field(description="网页的永久地址")
    eli: str = Field(description="机器用的永久标识")


class Documents(Paged):
    items: list[Card]


class ForceOut(Schema):
    code: str
    label: str
    reason: str = Field(description="推算的理由")
    since: date | None
    until: date | None = Field(description="下一次可能变动的日期")
    on: date = Field(description="问的是哪一天")
    known_at: datetime | None = Field(description="按哪一刻已经掌握的记录推算；空为现在")


class TextCard(Schema):
    label: str
    issued_on: date | None
    since: date | None = Field(description="自哪一天起施行")
    articles: int
    current: bool = Field(description="是否为所问日期适用的文本")
    url: str
    akn: str = Field(description="Akoma Ntoso 文件的地址")


class CauseOut(Schema):
    slug: str
    title: str
    eid: str


class EffectOut(Schema):
    kind: str
    kind_label: str
    eid: str = Field(description="受影响条款；空为整件")
    on: date | None
    until: date | None
    note: str
    by: CauseOut | None = Field(description="依据哪份公开文件的哪一条")


class Outline(Schema):
    eid: str
    kind: str
    num: str | None
    label: str
    heading: str
    children: list["Outline"]


class DocumentOut(Card):
    standing: ForceOut
    texts: list[TextCard]
    effects: list[EffectOut]
    outline: list[Outline]


class ProvisionOut(Schema):
    eid: str
    kind: str
    num: str
    label: str
    heading: str
    text: str = Field(description="含条号，一段一行")
    start: int = Field(description="在全文中的起点，按字符计")
    end: int
    url: str = Field(description="这一条的永久地址")


class TextOut(Schema):
    slug: str
    title: str
    issued_on: date | None
    label: str
    sha256: str = Field(description="全文的摘要值")
    text: str = Field(description="全文，一段一行")
    provisions: list[ProvisionOut]


class TargetOut(Schema):
    slug: str
    title: str
    url: str


class CitationOut(Schema):
    eid: str = Field(description="引用出现在哪一条")
    start: int
    end: int
    text: str = Field(description="引用的原文")
    law: str
    article: str
    to_article: str
    paragraph: str
    item: str
    role: str
    role_label: str
    state: str
    state_label: str
    target: TargetOut | None = Field(description="文库中公开的目标文件")


class Citations(Paged):
    items: list[CitationOut]


class CitingOut(Schema):
    title: str
    doc_no: str
    force: str
    url: str
    place: str
    article: str


class CitedBy(Paged):
    items: list[CitingOut]


class OrganOut(Schema):
    code: str
    name: str
    short_name: str
    kind: str
    level: str
    division_code: str
    founded_on: date | None
    abolished_on: date | None


class Organs(Paged):
    items: list[OrganOut]


class LawOut(Schema):
    title: str
    kind: str
    issuer: str
    first_issued: date | None
    issued: date | None
    effective: date | None
    articles: int
    url: str = Field(description="文库中的文本；没有收录的为空")


class BasisOut(Schema):
    text: str = Field(description="依据，例如《中华人民共和国行政复议法》第二十条")
    url: str = Field(description="所引条文的固定地址，按规则适用期间的文本；没有收录的为空")


class Laws(Paged):
    items: list[LawOut]


class RuleOut(Schema):
    id: str
    process: str
    step: str
    actor: str
    kind: str
    unit: str | None
    limit: int | str | None
    start: str
    basis: list[BasisOut]
    since: date
    until: date | None
    verified: bool
    note: str


class Rules(Paged):
    items: list[RuleOut]


class DueOut(Schema):
    rule: str
    start: str
    due: str = Field(description="届满日；按小时的写到分钟")
    raw_due: str
    unit: str
    rolled: bool = Field(description="是否因休息日顺延")
    provisional: bool = Field(description="是否超出已公布的工作日历")
    verified: bool
    explanation: list[str]


class ArticleHitOut(Schema):
    eid: str
    label: str
    html: str = Field(description="已转义，命中处为 mark")


class HitOut(Schema):
    slug: str
    title: str
    title_html: str
    kind: str
    kind_label: str
    issuer: str
    doc_no: str
    issued_on: date | None
    effective_on: date | None
    force: str
    force_label: str
    snippet_html: str
    articles: list[ArticleHitOut]
    more_articles: int
    url: str


class FacetOut(Schema):
    value: str
    label: str
    count: int
    chosen: bool


class ReadingOut(Schema):
    kind: str
    sentence: str = Field(description="检索词是怎样理解的")


class Found(Paged):
    reading: ReadingOut
    note: str
    milliseconds: float
    hits: list[HitOut]
    facets: dict[str, list[FacetOut]]


class SuggestionOut(Schema):
    text: str
    kind: str
    slug: str
