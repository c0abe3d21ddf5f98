"""Finding citations: names first, provisions next, then each provision is tied to the name that it belongs to."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from yifa.kernel.texts.citations import patterns as p
from yifa.kernel.texts.citations.amending import Amending
from yifa.kernel.texts.citations.chains import Chain, chains
from yifa.kernel.texts.citations.names import Names
from yifa.kernel.texts.citations.naming import Name, find
from yifa.kernel.texts.citations.places import Place, Places
from yifa.kernel.texts.citations.roles import role_at
from yifa.kernel.texts.head import TITLE
from yifa.kernel.texts.model import Citation, Document, Target
from yifa.kernel.texts.resting import collector_resting

NEAR = 60  # characters between two members of one list, at most
LINE = 200  # characters in which 第二款 still belongs to the article named before it


def extract(document: Document, names: Mapping[str, str] | None = None) -> tuple[Citation, ...]:
    """All citations of the document in text order (offsets into `document.text`)."""
    with collector_resting():
        return _extract(document, names)


def _extract(document: Document, names: Mapping[str, str] | None) -> tuple[Citation, ...]:
    known = Names(names)
    amending = Amending(document.text, document.title, known)
    titled = find(document.title, known, 0)
    applied = titled[0].full if titled else None
    return Extraction(document.text, known, amending, Places(document), _title_end(document), applied).run()


def _title_end(document: Document) -> int:
    """Where the title ends that the text begins with, over several lines; 0 where it has none."""
    if "\n" not in document.text or not TITLE.search(document.title):
        return 0
    rest, start, end = document.title.replace(" ", ""), 0, 0
    for line in document.text[:2000].split("\n")[:8]:
        plain = line.replace(" ", "")
        if rest.startswith(plain):
            rest, end = rest[len(plain) :], start + len(line)
        elif end:
            break
        start += len(line) + 1
        if not rest:
            break
    return end


def extract_text(text: str, names: Mapping[str, str] | None = None) -> tuple[Citation, ...]:
    """Citations in a piece of text without structure: a query, a note."""
    known = Names(names)
    return Extraction(text, known, Amending(text, "", known), None).run()


@dataclass(slots=True)
class Extraction:
    text: str
    names: Names
    amending: Amending
    places: Places | None
    begin: int = 0  # behind the title: what stands in it is the text's own name
    applied: str | None = None  # the law that the title names: 关于适用《…》的解释
    named: list[Name] = field(default_factory=list)
    reached: int = 0  # how many of them begin before the provision at hand

    def run(self) -> tuple[Citation, ...]:
        self.named = find(self.text, self.names, self.begin)
        return tuple(sorted(self._tie(), key=lambda one: (one.start, one.end)))

    def _tie(self) -> Iterator[Citation]:
        by_end = {name.end: name for name in self.named} | {name.goes_on: name for name in self.named}
        used: set[int] = set()
        last: Citation | None = None
        for chain in chains(self.text):
            if chain.start < self.begin or self._inside_name(chain.start) or self._is_label(chain):
                continue
            name = by_end.get(chain.start) or by_end.get(self._before_particle(chain.start))
            if name and not chain.before and not chain.here:
                used.add(name.start)
                found: Citation | None = self._named(name, chain)
            else:
                found = self._without_name(chain, last)
            if found:
                yield found
                last = found
        for name in self.named:
            if name.start not in used:
                yield self._citation(name.start, name.end, Target(name.full), name.doc_no)

    # -- where a provision stands --

    def _inside_name(self, offset: int) -> bool:
        """Whether the offset lies inside a title; offsets are asked in rising order."""
        while self.reached < len(self.named) and self.named[self.reached].end <= offset:
            self.reached += 1
        return self.reached < len(self.named) and self.named[self.reached].start <= offset

    def _before_particle(self, start: int) -> int:
        """Where a name may end before 的 or a blank: 《…》的第三条."""
        return start - 1 if self.text[start - 1 : start] in (" ", "的", "\n") else -1

    def _is_label(self, chain: Chain) -> bool:
        """Whether this is the number of the article itself, at the start of its line."""
        if chain.unit != "article" or chain.before or self.places is None:
            return False
        if chain.start in self.places.labels:
            return True
        at_start = chain.start == 0 or self.text[chain.start - 1] in "\n“"
        return at_start and self.text[chain.end : chain.end + 1] in ("", " ", "\n", "【", "（")

    def _place(self, offset: int) -> Place:
        return self.places.at(offset) if self.places else Place()

    # -- whose a provision is --

    def _named(self, name: Name, chain: Chain) -> Citation:
        return self._citation(name.start, chain.end, _target(chain, name.full), name.doc_no)

    def _without_name(self, chain: Chain, last: Citation | None) -> Citation | None:
        if chain.before:
            return self._before(chain)
        if chain.here:
            law, place = self._own_place(chain.start)
            return self._citation(chain.start, chain.end, _resolved(chain, law, place, here=True))
        return self._pointed(chain) or self._listed(chain, last) or self._own(chain, last)

    def _pointed(self, chain: Chain) -> Citation | None:
        """本法第三条, 同法第三条, and a declared name of any kind: 公约第三条."""
        window = max(self.begin, chain.start - 24)
        found = p.SELF_NAME.search(self.text, window, chain.start)
        if found:
            law, place = self.amending.at(chain.start)
            target = _target(chain, law) if law and place else _target(chain, None)
            return self._citation(found.start(), chain.end, target)
        same = p.SAME_NAME.search(self.text, window, chain.start)
        before = self._name_before(same.start()) if same else None
        if same and before:
            return self._citation(same.start(), chain.end, _target(chain, before.full))
        declared = self.names.declared_before(self.text, chain.start)
        if declared:
            return self._citation(declared[0], chain.end, _target(chain, declared[1]))
        return None

    def _name_before(self, offset: int) -> Name | None:
        """The law named last before the offset."""
        place = min(self.reached, len(self.named) - 1)
        while place >= 0 and self.named[place].start >= offset:
            place -= 1
        return self.named[place] if place >= 0 else None

    def _listed(self, chain: Chain, last: Citation | None) -> Citation | None:
        """A further member of a list inherits the law, and what else it does not say."""
        if last is None or not 0 <= chain.start - last.end <= NEAR:
            return None
        between = self.text[last.end : chain.start]
        bracketed = self.text[chain.start] in "（("
        if not p.JOINER.fullmatch(between) or (between in p.NO_JOINER and not bracketed):
            return None
        before = last.target
        if before.article is None and chain.unit != "article" and before.law:
            return None
        target = _target(chain, before.law)
        if chain.unit != "article":
            target = replace(target, article=before.to_article or before.article)
        if chain.unit == "item":
            target = replace(target, paragraph=before.to_paragraph or before.paragraph)
        return self._citation(chain.start, chain.end, target)

    def _own(self, chain: Chain, last: Citation | None) -> Citation | None:
        """Without a name: this very text, the law that an amendment speaks of, or the one that the title applies."""
        law, place = self._own_place(chain.start)
        if chain.unit == "article":
            if not law and self.places and chain.article not in self.places.articles:
                law = last.target.law if last and self._same_line(last, chain) else None
                law = law or self.applied
        elif law and place is None and self._same_line(last, chain):
            place = Place("", last.target.article if last else None)
        elif not law and self.places and (place is None or place.article is None):
            return None
        return self._citation(chain.start, chain.end, _resolved(chain, law, place))

    def _same_line(self, last: Citation | None, chain: Chain) -> bool:
        """Whether a provision was named shortly before on the same line."""
        if last is None or last.target.article is None or chain.start - last.end > LINE:
            return False
        return "\n" not in self.text[last.end : chain.start]

    def _own_place(self, offset: int) -> tuple[str | None, Place | None]:
        """The law that 前款 or a bare 第N条 belongs to, None for this text, and the place in it."""
        law, place = self.amending.at(offset) if self.amending else ("", None)
        return (law, place) if law else (None, self._place(offset))

    def _before(self, chain: Chain) -> Citation:
        """前款, 前两款, 前条, 前项, resolved from the place where they stand."""
        law, place = self._own_place(chain.start)
        target = _stepped_back(chain, law, place or Place())
        return self._citation(chain.start, chain.end, target)

    def _citation(self, start: int, end: int, target: Target, doc_no: str = "") -> Citation:
        role = role_at(self.text, start, end) if target.law else "reference"
        return Citation(start, end, self.text[start:end], target, role, doc_no)


def _target(chain: Chain, law: str | None) -> Target:
    return Target(
        law,
        law is None,
        chain.article,
        chain.to_article,
        chain.paragraph,
        chain.to_paragraph,
        chain.item,
        chain.to_item,
    )


def _resolved(chain: Chain, law: str | None, place: Place | None, *, here: bool = False) -> Target:
    """第二款, 第（三）项, 本条第一款, 本款第（二）项: what is not said is where they stand."""
    target = _target(chain, law)
    if chain.article or place is None or place.article is None:
        return target
    target = replace(target, article=place.article)
    if chain.paragraph is None and chain.item and place.paragraphs > 1:
        paragraph = place.paragraph if chain.here == "款" else _with_items(place)
        target = replace(target, paragraph=str(paragraph) if paragraph else None)
    return target


def _with_items(place: Place) -> int | None:
    """The paragraph whose items are meant: this one, else the nearest before it, else the first that has any."""
    before = [number for number in place.listed if number <= place.paragraph]
    return before[-1] if before else (place.listed[0] if place.listed else None)


def _stepped_back(chain: Chain, law: str | None, place: Place) -> Target:
    """What 前款 and its like mean at the place; without a place only what they say."""
    target = _target(chain, law)
    if chain.before == "条":
        first = _earlier(place.before, chain.count)
        return replace(target, article=first, to_article=place.before if chain.count > 1 else None)
    target = replace(target, article=place.article)
    if place.article is None:
        return target
    if chain.before == "款":
        begin = max(1, place.paragraph - chain.count)
        to = str(place.paragraph - 1) if chain.count > 1 and place.paragraph - 1 > begin else None
        return replace(target, paragraph=str(begin), to_paragraph=to)
    paragraph = str(place.paragraph) if place.paragraphs > 1 else None
    if place.item is None:
        return replace(target, paragraph=paragraph)
    to = str(place.item - 1) if chain.count > 1 else None
    return replace(target, paragraph=paragraph, item=str(max(1, place.item - chain.count)), to_item=to)


def _earlier(article: str | None, count: int) -> str | None:
    """The article that `count` articles up to `article` begin with."""
    if article is None or count == 1 or not re.fullmatch(r"\d+", article):
        return article
    return str(max(1, int(article) - count + 1))
