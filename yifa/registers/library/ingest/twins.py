"""Whether a text is already kept: for certain, perhaps (a person decides), or not.

Certain: the same words, or nearly all clauses, under the same title and day. Perhaps: nearly the same text under
another title or day, or the same title and day with a text that differs more.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from yifa.registers.library import names
from yifa.registers.library.ingest.draft import Draft
from yifa.registers.library.ingest.fingerprint import hashes, similarity
from yifa.registers.library.kinds import numbered
from yifa.registers.library.names import titled

SURE = 0.9  # share of clauses in common from which a text of the same title and day is the same text
ALIKE = 0.95  # from which another title or an unknown day is asked about
RELATED = 0.4  # below it a text of the same title and day is another document
BANDS = 8  # least hashes by which candidates are found
SHARED = 4  # of them in common; texts that are ALIKE share nearly all
BRACKETED = re.compile(r"（[^（）]*）$")


@dataclass(slots=True)
class Held:
    """What is known of a kept text when another comes in. `version_id` is 0 until it is stored."""

    version_id: int
    title: str
    doc_no: str
    day: date | None  # of the text
    fingerprint: str
    sketch: bytes


@dataclass(frozen=True, slots=True)
class Twin:
    """A kept text that a draft equals (`certain`) or may equal, and the sentence that says so."""

    held: Held
    certain: bool
    reason: str


@dataclass(slots=True)
class Twins:
    """All kept texts by what they may be recognised by."""

    texts: dict[str, list[Held]] = field(default_factory=lambda: defaultdict(list))
    prints: dict[str, list[Held]] = field(default_factory=lambda: defaultdict(list))
    titles: dict[str, list[Held]] = field(default_factory=lambda: defaultdict(list))
    bands: dict[int, list[Held]] = field(default_factory=lambda: defaultdict(list))

    def add(self, content_hash: str, held: Held) -> None:
        self.texts[content_hash].append(held)
        if held.fingerprint:
            self.prints[held.fingerprint].append(held)
        self.titles[loose(held.title)].append(held)
        for value in hashes(held.sketch)[:BANDS]:
            self.bands[value].append(held)

    def of(self, draft: Draft) -> Twin | None:
        """The kept text that the draft equals or may equal."""
        same = next(
            (held for held in self.texts.get(draft.content_hash, ()) if _one_number(draft, held)), None
        )
        if same:
            return Twin(same, True, f"与已入库的{_named(same)}相同，未作改动。")
        judged = [twin for held in self._candidates(draft) if (twin := _judge(draft, held))]
        return max(judged, key=lambda twin: twin.certain, default=None)

    def _candidates(self, draft: Draft) -> Iterable[Held]:
        """Kept texts with the same words, the same title, or much of the sample in common."""
        found = {id(held): held for held in self.prints.get(draft.fingerprint, ())}
        found |= {id(held): held for held in self.titles.get(loose(draft.title), ())}
        bands = hashes(draft.sketch)[:BANDS]
        near = [held for value in bands for held in self.bands.get(value, ())]
        counted = Counter(map(id, near))
        enough = min(SHARED, len(bands))
        found |= {id(held): held for held in near if counted[id(held)] >= enough}
        return found.values()


def _judge(draft: Draft, held: Held) -> Twin | None:
    if not _one_number(draft, held):
        return None
    titled = loose(draft.title) == loose(held.title)
    if draft.fingerprint and draft.fingerprint == held.fingerprint:
        if titled:
            return Twin(held, True, f"与已入库的{_named(held)}只有空格、标点、目录等差别。")
        return Twin(held, False, f"文字与已入库的{_named(held)}相同，但标题不同，请核对是否同一文件。")
    alike = similarity(draft.sketch, held.sketch)
    dated = bool(draft.day and held.day)
    if titled and dated and draft.day == held.day:
        if alike >= SURE:
            return Twin(held, True, f"与已入库的{_named(held)}标题、日期相同，文字基本一致。")
        if alike >= RELATED:
            return Twin(
                held, False, f"与已入库的{_named(held)}标题、日期相同，文字有差别，请核对是否同一文本。"
            )
    elif titled and not dated and alike >= ALIKE:
        return Twin(
            held, False, f"与已入库的{_named(held)}标题相同、文字基本一致，日期不详，请核对是否同一文本。"
        )
    elif not titled and alike >= ALIKE:
        return Twin(held, False, f"文字与已入库的{_named(held)}基本一致，但标题不同，请核对是否同一文件。")
    return None


def _one_number(draft: Draft, held: Held) -> bool:
    """A norm under another number is issued again, or by another organ: another document, however alike.

    A law keeps its name and gets a new number with each amendment, so there the number says nothing.
    """
    if not numbered(draft.kind) or not (draft.doc_no and held.doc_no):
        return True
    return names.key(draft.doc_no) == names.key(held.doc_no)


def loose(title: str) -> str:
    """A title as sources vary it: without issuer before 关于 and without a bracketed edition at the end."""
    key = BRACKETED.sub("", names.key(title)) or names.key(title)
    place = key.find("关于")
    return key[place:] if 0 < place <= 40 else key


def _named(held: Held) -> str:
    day = f"（{held.day.isoformat()}）" if held.day else ""
    return f"{titled(held.title)}{held.doc_no}{day}"
