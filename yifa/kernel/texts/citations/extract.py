"""Finding citations: one pass for names, one for provisions, then each provision is tied to the name before it."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from yifa.kernel.texts.citations import patterns as p
from yifa.kernel.texts.citations.names import Names
from yifa.kernel.texts.citations.places import Place, Places
from yifa.kernel.texts.citations.roles import role_at
from yifa.kernel.texts.model import Citation, Document, Target
from yifa.kernel.texts.numerals import article_num, to_int

AMENDING = re.compile(r"修改《?[〈《]?(.{2,80}?)[〉》]?》?(?:的决定|等)|^(.{2,60}?)修正案")


class Name(NamedTuple):
    """A law named in the text; `goes_on` is where a chain of provisions may follow."""

    start: int
    end: int
    goes_on: int
    full: str
    doc_no: str = ""


class Chain(NamedTuple):
    """A provision as printed, its numbers read; `kind` is the outermost unit that it names."""

    start: int
    end: int
    kind: str  # article · paragraph · item
    article: str | None = None
    to_article: str | None = None
    paragraph: str | None = None
    to_paragraph: str | None = None
    item: str | None = None
    to_item: str | None = None


def extract(document: Document, names: Mapping[str, str] | None = None) -> tuple[Citation, ...]:
    """All citations of the document in text order (offsets into `document.text`)."""
    found = AMENDING.search(document.title)
    amended = (found[1] or found[2] or "").strip("《》〈〉") if found else ""
    title = document.text.partition("\n")[0] if document.title else ""
    return Extraction(document.text, Names(names), Places(document), amended, title).run()


def extract_text(text: str, names: Mapping[str, str] | None = None) -> tuple[Citation, ...]:
    """Citations in a piece of text without structure: a query, a note."""
    return Extraction(text, Names(names), None, "").run()


@dataclass(slots=True)
class Extraction:
    text: str
    names: Names
    places: Places | None
    amended: str  # the law that a decision to amend speaks of
    title: str = ""  # the first line, where it is the title

    def run(self) -> tuple[Citation, ...]:
        named = self._names()
        chains = sorted(self._chains(named))
        return tuple(sorted(self._tie(named, chains), key=lambda one: (one.start, one.end)))

    # -- names --

    def _names(self) -> list[Name]:
        """Titles in 《》, then unbracketed names between them, then document numbers on their own."""
        found: list[Name] = []
        taken = self._head()
        for match in p.TITLE.finditer(self.text):
            if match.start() < taken:
                continue
            taken = self._bare_names(taken, match.start(), found)
            name = self._title(match)
            if name:
                found.append(name)
            taken = max(match.end(), name.goes_on if name else 0)
        self._bare_names(taken, len(self.text), found)
        return found

    def _head(self) -> int:
        """The end of the title line: what stands in it is the text's own name, not a citation."""
        if self.title and self.text.startswith(self.title):
            return len(self.title)
        return 0

    def _title(self, match: re.Match[str]) -> Name | None:
        start, end = match.span()
        title = match[0][1:-1]
        if self.text[max(0, start - 4) : start].endswith(("简称", "称", "简称为")) and self.names.declared.get(title):
            return None
        full = self.names.full(title)
        known = full != title
        if not known and p.NO_NORM.search(title) and not p.NORM_DESPITE.search(title):
            return None
        goes_on, doc_no = end, ""
        behind = p.BEHIND_TITLE.match(self.text, end)
        while behind:
            number = p.DOC_NO.search(behind[0])
            doc_no = doc_no or (number[0] if number else "")
            self.names.declare(self.text, goes_on, full)
            goes_on = behind.end()
            behind = p.BEHIND_TITLE.match(self.text, goes_on)
        return Name(start, end, goes_on, full, doc_no)

    def _bare_names(self, start: int, stop: int, found: list[Name]) -> int:
        """Known names and document numbers between two titles; returns `stop`."""
        taken = start
        for match in p.NAME_ENDS.finditer(self.text, start, stop):
            known = self.names.ending_at(self.text, match.end(), taken)
            if known and self.text[known[0] - 1 : known[0]] not in ("本", "该"):
                found.append(Name(known[0], match.end(), match.end(), known[1]))
                taken = match.end()
                self.names.declare(self.text, taken, known[1])
        if "号" in self.text[start:stop]:
            for match in p.DOC_NO.finditer(self.text, start, stop):
                begin = self._number_start(match)
                found.append(Name(begin, match.end(), match.end(), self.text[begin : match.end()]))
            found.sort()
        return stop

    def _number_start(self, match: re.Match[str]) -> int:
        """Where the organ's code of a document number begins: behind the last word that leads up to it."""
        lead = LEADING.search(match[0])
        return match.start() + (lead.end() if lead else 0)

    # -- provisions --

    def _chains(self, named: list[Name]) -> Iterator[Chain]:
        inside = _inside(named)
        shared = {match.start(): match for match in p.SHARED.finditer(self.text)}
        for match in p.CHAIN.finditer(self.text):
            if inside(match.start()) or p.THING_BEHIND.match(self.text, match.end()):
                continue
            below = shared.pop(match.end(), None)
            yield from _joined(_chain(match), below) if below else (_chain(match),)
        for match in shared.values():
            if not inside(match.start()) and not p.THING_BEHIND.match(self.text, match.end()):
                yield from _shared(match)

    # -- tying --

    def _tie(self, named: list[Name], chains: list[Chain]) -> Iterator[Citation]:
        by_end = {name.goes_on: name for name in named} | {name.end: name for name in named}
        used: set[int] = set()
        last: Citation | None = None
        last_end = -1
        for chain in chains:
            if chain.start < last_end or self._is_label(chain):
                continue
            citation = self._named(chain, by_end, used) or self._listed(chain, last, last_end) or self._own(chain)
            if citation:
                yield citation
                last, last_end = citation, citation.end
        for name in named:
            if name.start not in used:
                yield self._citation(name.start, name.end, Target(name.full), name.doc_no)
        yield from self._before()

    def _is_label(self, chain: Chain) -> bool:
        """Whether this is the number of the article itself, at the start of its line."""
        if chain.kind != "article" or self.places is None:
            return False
        at_start = chain.start == 0 or self.text[chain.start - 1] == "\n"
        if not at_start:
            return False
        return self.text[chain.end : chain.end + 1] in ("", " ", "\n", "【", "（") or chain.start in self._labels()

    def _labels(self) -> frozenset[int]:
        return frozenset(self.places.starts) if self.places else frozenset()

    def _named(self, chain: Chain, by_end: Mapping[int, Name], used: set[int]) -> Citation | None:
        name = by_end.get(chain.start) or by_end.get(chain.start - 1 if self.text[chain.start - 1 : chain.start] in " 的" else -1)
        if name is None:
            return self._self_named(chain)
        used.add(name.start)
        target = _target(chain, name.full, own=False, place=None)
        return self._citation(name.start, chain.end, target, name.doc_no)

    def _self_named(self, chain: Chain) -> Citation | None:
        """本法第三条: the span begins at 本."""
        found = p.SELF_ALWAYS.search(self.text, max(0, chain.start - 8), chain.start)
        if not found:
            here = re.search(r"本条 ?$", self.text[max(0, chain.start - 3) : chain.start])
            if here and chain.kind != "article":
                return self._citation(
                    chain.start - len(here[0]), chain.end, _target(chain, None, own=True, place=self._place(chain.start))
                )
            return None
        law = None if self._self_is_own(chain.start) else self.amended or None
        return self._citation(found.start(), chain.end, _target(chain, law, own=law is None, place=None))

    def _self_is_own(self, offset: int) -> bool:
        """In a decision to amend, 本法 inside the quoted new text is the amended law."""
        if not self.amended:
            return True
        line = self.text.rfind("\n", 0, offset) + 1
        return self.text.rfind("“", line, offset) <= self.text.rfind("”", line, offset)

    def _listed(self, chain: Chain, last: Citation | None, last_end: int) -> Citation | None:
        """A further member of a list inherits the law, and what else it does not say."""
        if last is None or not 0 <= chain.start - last_end <= 6:
            return None
        between = self.text[last_end : chain.start]
        if not between or not p.JOINER.fullmatch(between) or between in ("，", ",", " ", "的"):
            return None
        before = last.target
        if chain.kind == "article":
            target = _target(chain, before.law, own=before.own, place=None)
        elif chain.kind == "paragraph":
            target = _target(chain, before.law, own=before.own, place=Place("", before.to_article or before.article))
        else:
            target = Target(
                before.law,
                before.own,
                before.to_article or before.article,
                None,
                before.to_paragraph or before.paragraph,
                None,
                chain.item,
                chain.to_item,
            )
        return self._citation(chain.start, chain.end, target)

    def _own(self, chain: Chain) -> Citation | None:
        """Without a name: this very text, or the law that a decision to amend speaks of."""
        law = self._amended_here(chain.start) if self.amended else None
        if law:
            return self._citation(chain.start, chain.end, _target(chain, law, own=False, place=None))
        if chain.kind != "article":
            place = self._place(chain.start)
            if self.places is not None and place.article is None:
                return None
            return self._citation(chain.start, chain.end, _target(chain, None, own=True, place=place))
        return self._citation(chain.start, chain.end, _target(chain, None, own=True, place=None))

    def _amended_here(self, offset: int) -> str:
        """The law named last in the same paragraph, else the one in the title."""
        line = self.text.rfind("\n", 0, offset) + 1
        titles = p.TITLE.findall(self.text, line, offset)
        return self.names.full(titles[-1][1:-1]) if titles else self.names.full(self.amended)

    def _before(self) -> Iterator[Citation]:
        """前款, 前两款, 前条, 前项; 本款第N项."""
        for match in p.BEFORE.finditer(self.text):
            behind = self.text[match.end() : match.end() + 6]
            if p.NOT_BEFORE.match(behind) or not p.BEFORE_GOES_ON.match(behind):
                continue
            target = _before(match, self._place(match.start()))
            if target:
                yield self._citation(match.start(), match.end(), target)

    def _place(self, offset: int) -> Place:
        return self.places.at(offset) if self.places else Place("")

    def _citation(self, start: int, end: int, target: Target, doc_no: str = "") -> Citation:
        role = role_at(self.text, start, end) if target.law else "reference"
        return Citation(start, end, self.text[start:end], target, role, doc_no)


LEADING = re.compile(r"^.*?(?:根据|依据|按照|依照|印发|执行|落实|转发|废止|修改|以及|参照|见|和|及|与|的|以|由|在|对|经|将|号)")


def _inside(named: list[Name]) -> "_Inside":
    return _Inside([(name.start, name.end) for name in named])


class _Inside:
    """Whether an offset lies inside a name; offsets are asked in rising order or not at all."""

    def __init__(self, spans: list[tuple[int, int]]) -> None:
        self.spans = [span for span in spans if span[1] - span[0] > 1]
        self.place = 0
        self.asked = -1

    def __call__(self, offset: int) -> bool:
        if offset < self.asked:
            self.place = 0
        self.asked = offset
        while self.place < len(self.spans) and self.spans[self.place][1] <= offset:
            self.place += 1
        return self.place < len(self.spans) and self.spans[self.place][0] <= offset


def _chain(match: re.Match[str]) -> Chain:
    part = match.groupdict()
    paragraph = part["paragraph"] or part["paragraph_alone"]
    to_paragraph = part["to_paragraph"] or part["to_paragraph_alone"]
    item = part["item"] or part["item_below"] or part["item_alone"]
    to_item = part["to_item"] or part["to_item_below"] or part["to_item_alone"]
    kind = "article" if part["article"] else "paragraph" if part["paragraph_alone"] else "item"
    return Chain(
        match.start(),
        match.end(),
        kind,
        _article(part["article"]),
        _article(part["to_article"]),
        _number(paragraph),
        _number(to_paragraph),
        _number(item),
        _number(to_item),
    )


PARTS = re.compile(rf"第 ?({p.N}) ?条(?: ?之 ?([一二三四五六七八九十]{{1,3}}))?")


def _article(printed: str | None) -> str | None:
    found = PARTS.match(printed) if printed else None
    return article_num(found[1], found[2]) if found else None


def _number(printed: str | None) -> str | None:
    if not printed:
        return None
    found = p.NUMBER.search(printed, 1)
    number = to_int(found[1]) if found else None
    return None if number is None else str(number)


def _shared(match: re.Match[str]) -> Iterator[Chain]:
    """第三、四条: each number is a member with its own span; the last one carries the unit."""
    kind = {"条": "article", "款": "paragraph", "项": "item"}[match["unit"]]
    base = match.start("numbers")
    members = list(p.NUMBER.finditer(match["numbers"]))
    for place, member in enumerate(members):
        number = to_int(member[1])
        start = match.start() if place == 0 else base + member.start()
        end = match.end() if place == len(members) - 1 else base + member.end()
        num = None if number is None else str(number)
        yield Chain(start, end, kind, **{kind: num})


def _joined(chain: Chain, below: re.Match[str]) -> Iterator[Chain]:
    """第七条第二、三项: the first member carries the whole chain, the others their number."""
    first, *others = _shared(below)
    unit = first.kind
    yield chain._replace(end=first.end, **{unit: getattr(first, unit)})
    yield from others


def _target(chain: Chain, law: str | None, *, own: bool, place: Place | None) -> Target:
    article = chain.article or (place.article if place else None)
    paragraph = chain.paragraph
    if chain.kind == "item" and place is not None and place.article and own and chain.paragraph is None:
        paragraph = None
    return Target(law, own, article, chain.to_article, paragraph, chain.to_paragraph, chain.item, chain.to_item)


def _before(match: re.Match[str], place: Place) -> Target | None:
    """What 前款 and its like mean at the place; None where nothing stands before."""
    count = to_int(match["count"]) or 1 if match["count"] else 1
    item = _number(match["item"])
    if match["unit"] == "条":
        return Target(None, True, place.before, None, _number(match["paragraph"]), None, item)
    if match["unit"] == "款":
        first = place.paragraph - count
        if place.article and first < 1 and not place.item:
            first = max(1, first)
        to = str(place.paragraph - 1) if count > 1 else None
        return Target(None, True, place.article, None, str(max(first, 1)) if place.article else None, to, item)
    if place.item is None:
        return Target(None, True, place.article)
    to = str(place.item - 1) if count > 1 else None
    paragraph = str(place.paragraph) if place.article and place.paragraph > 1 else None
    return Target(None, True, place.article, None, paragraph, None, str(max(1, place.item - count)), to)
