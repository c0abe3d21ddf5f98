"""prepare: text and what is known of it → Draft. Pure, runs in worker processes, never raises on any text."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import asdict, replace
from datetime import date
from typing import Any

from yifa.kernel.texts import address, structure
from yifa.kernel.texts.citations import extract
from yifa.kernel.texts.model import Citation, Document, Node
from yifa.registers.library import names
from yifa.registers.library.ingest.draft import Draft, DraftCitation, DraftProvision
from yifa.registers.library.ingest.effects import Reading, effects
from yifa.registers.library.ingest.fingerprint import fingerprint, sketch
from yifa.registers.library.ingest.front import Front
from yifa.registers.library.ingest.recognise import CHANGED, Recognised, recognise
from yifa.registers.library.structure import pack, units
from yifa.registers.library.subjects import subjects

Walked = list[tuple[str, Node]]


def prepare(
    text: str,
    *,
    name: str = "",
    known: Mapping[str, Any] | None = None,
    source: str = "",
    source_on: date | None = None,
    warnings: Iterable[str] = (),
) -> Draft:
    """Read, recognise and cite one text. `known` (see given.py) wins over what the text shows of itself."""
    values = dict(known or {})
    stem = name.rpartition(".")[0] or name
    document = _parsed(text, values.get("title"), stem)
    found = recognise(document, text, stem, values)
    walked = list(address.walk(document))
    places = address.Places(walked)
    cited, own = _citations(document, places)
    provisions = units(iter(walked))
    begins = found.value("effective_on") or found.value("issued_on")
    return Draft(
        name=name,
        **_identity(found),
        text=document.text,
        structure=pack(document),
        own_citations=own,
        provisions=tuple(_provision(eid, node) for eid, node in provisions),
        citations=cited,
        effects=effects(Reading(document.text, document.title, places, begins)),
        integrity=_integrity(document, found),
        articles=document.integrity.articles,
        **_marks(document, provisions),
        topics=tuple(values.get("topics") or subjects(document.title, document.text)),
        history=found.history,
        label=values.get("label") or _label(found),
        **_claim(values, source_on),
        source=source,
        confidence=found.confidence,
        guesses={field: guess.plain() for field, guess in found.guesses.items()},
        warnings=tuple(warnings),
    )


def _parsed(text: str, title: str | None, stem: str) -> Document:
    """The document under the given title, else the one it shows of itself."""
    document = structure.parse(text, title=title or None)
    return document if title else replace(document, title=Front(document, stem).title().value)


def _marks(document: Document, provisions: Walked) -> dict[str, Any]:
    """By what the same text is known again: to the letter, and by the words of its provisions."""
    words = "\n".join(document.text[node.body : node.end] for _, node in provisions)
    exact = hashlib.sha256(document.text.encode("utf-8", "surrogatepass")).hexdigest()
    return {"content_hash": exact, "fingerprint": fingerprint(words), "sketch": sketch(words)}


def _claim(values: Mapping[str, Any], source_on: date | None) -> dict[str, Any]:
    """What the source says of the force, and on which day it said so."""
    claim = values.get("claim", "")
    return {"claim": claim, "claim_on": values.get("claim_on") or (source_on if claim else None)}


def _identity(found: Recognised) -> dict[str, Any]:
    """The fields of a draft that say which document it is."""
    plain = ("title", "kind", "doc_no", "issuers", "region")
    dates = ("adopted_on", "issued_on", "first_issued_on", "published_on", "effective_on", "expires_on")
    values: dict[str, Any] = {name: found.value(name) or "" for name in plain}
    values |= {name: found.value(name) or None for name in dates}
    values["issuers"] = tuple(found.value("issuers") or ())
    return {**values, "doc_no_raw": found.doc_no_raw}


def _provision(eid: str, node: Node) -> DraftProvision:
    return DraftProvision(
        eid=eid,
        kind=node.kind,
        num=node.num or "",
        label=node.label,
        heading=node.heading,
        start=node.start,
        end=node.end,
    )


def _citations(document: Document, places: address.Places) -> tuple[tuple[DraftCitation, ...], list[Any]]:
    """What points at other texts, and [start, end, eid] of what points into this one."""
    cited: list[DraftCitation] = []
    own: list[Any] = []
    for one in extract(document):
        if one.target.own or one.target.law is None:
            own.append([one.start, one.end, _own_eid(one, places)])
        else:
            cited.append(_cited(one, places))
    return tuple(cited), own


def _own_eid(one: Citation, places: address.Places) -> str:
    """The address meant in this very text, in the component in which the citation stands."""
    target = one.target
    if target.article is None:
        return ""
    at = places.at(one.start)
    component = at.partition("__")[0] if at.startswith("att_") else ""
    eid = f"{component}__art_{target.article}" if component else f"art_{target.article}"
    for short, number in (("para", target.paragraph), ("item", target.item)):
        if number:
            eid += f"__{short}_{number}"
    return eid


def _cited(one: Citation, places: address.Places) -> DraftCitation:
    target = one.target
    law = target.law or ""
    by_number = one.doc_no and law.startswith("关于")  # such titles are borne by many; the number says which
    return DraftCitation(
        eid=places.at(one.start),
        start=one.start,
        end=one.end,
        law=law,
        key=names.key(one.doc_no if by_number else law),
        article=target.article or "",
        to_article=target.to_article or "",
        paragraph=target.paragraph or "",
        item=target.item or "",
        role=one.role,
    )


def _integrity(document: Document, found: Recognised) -> dict[str, Any]:
    breaks = [asdict(one) for one in document.integrity.breaks]
    warnings = [*document.integrity.warnings, *found.warnings]
    return {"breaks": breaks, "warnings": warnings}


def _label(found: Recognised) -> str:
    """2021年修正: the last change in the history, where it is the day of this text."""
    issued = found.value("issued_on")
    for line in reversed(found.history):
        word = next((word for word in CHANGED[:2] if word in line), "")
        if word and issued and str(issued.year) in line:
            return f"{issued.year}年{word}"
    return ""
