"""The `meta` part of an Akoma Ntoso document: FRBR names, publication, lifecycle, references."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import quote

# What XML 1.0 cannot carry, escaped or not.
FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
NO_ISSUER = "制定机关不详"
MARKUP = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"})
EVENT_TYPES: Mapping[str, str] = {
    "issue": "generation", "commence": "generation", "amend": "amendment", "extend": "amendment",
    "interpret": "amendment", "suspend": "amendment", "resume": "amendment", "repeal": "repeal",
    "replace": "repeal", "declare_lapsed": "repeal", "expire": "repeal",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened to the document; `href` names the text that brought it about, where one did."""

    kind: str  # issue, or a kind of effect
    word: str
    on: date
    href: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True)
class Facts:
    """What the metadata say. `uri` and `text_uri` are the FRBR names of the work and of this text of it."""

    uri: str
    text_uri: str
    doctype: str  # act · doc
    kind: str
    title: str
    doc_no: str
    country: str
    issuers: Sequence[str]
    issued_on: date
    text_on: date
    recorded_on: date
    published_on: date | None
    keeper: str
    page: str
    events: Sequence[Event] = ()
    contains: str = "originalVersion"  # or singleVersion, for a text that was amended


def plain(text: str) -> str:
    """Text that XML can carry: what it forbids becomes U+FFFD."""
    return FORBIDDEN.sub("�", text)


def escape(text: str) -> str:
    """Text as it may stand between tags and in attributes."""
    return plain(text).translate(MARKUP)


def meta(facts: Facts, component: str = "main", title: str = "") -> str:
    """The metadata of the document or of one of its attachments."""
    main = component == "main"
    parts = [_identification(facts, component, title or facts.title)]
    if main:
        parts += [_publication(facts), _lifecycle(facts)]
    parts.append(_references(facts, full=main))
    return f"<meta>{''.join(parts)}</meta>"


def _identification(facts: Facts, component: str, title: str) -> str:
    author = "#org_1"
    number = f"<FRBRnumber value={_quoted(facts.doc_no)}/>" if facts.doc_no else ""
    return (
        '<identification source="#keeper">'
        f"<FRBRWork><FRBRthis value={_quoted(f'{facts.uri}/!{component}')}/><FRBRuri value={_quoted(facts.uri)}/>"
        f'<FRBRalias name="page" value={_quoted(facts.page)}/>'
        f'<FRBRdate date="{facts.issued_on}" name="成文"/><FRBRauthor href="{author}"/>'
        f"<FRBRcountry value={_quoted(facts.country)}/><FRBRsubtype value={_quoted(facts.kind)}/>{number}"
        f"<FRBRname value={_quoted(title)}/></FRBRWork>"
        f"<FRBRExpression><FRBRthis value={_quoted(f'{facts.text_uri}/!{component}')}/>"
        f"<FRBRuri value={_quoted(facts.text_uri)}/>"
        f'<FRBRdate date="{facts.text_on}" name="文本"/><FRBRauthor href="{author}"/>'
        '<FRBRlanguage language="zho"/></FRBRExpression>'
        f"<FRBRManifestation><FRBRthis value={_quoted(f'{facts.text_uri}/!{component}.xml')}/>"
        f"<FRBRuri value={_quoted(f'{facts.text_uri}.xml')}/>"
        f'<FRBRdate date="{facts.recorded_on}" name="录入"/><FRBRauthor href="#keeper"/>'
        '<FRBRformat value="application/akn+xml"/></FRBRManifestation></identification>'
    )


def _publication(facts: Facts) -> str:
    if facts.published_on is None:
        return ""
    number = f" number={_quoted(facts.doc_no)}" if facts.doc_no else ""
    return f'<publication date="{facts.published_on}" name="publication" showAs="公布"{number}/>'


def _lifecycle(facts: Facts) -> str:
    rows = [
        f'<eventRef eId="event_{place}" date="{event.on}" type="{EVENT_TYPES[event.kind]}" '
        f'source="#{f"cause_{place}" if event.href else "original"}" refersTo="#event-{event.kind}"/>'
        for place, event in enumerate(_events(facts), 1)
    ]
    return f'<lifecycle source="#keeper">{"".join(rows)}</lifecycle>'


def _events(facts: Facts) -> list[Event]:
    return [Event("issue", "成文", facts.issued_on), *facts.events]


def _references(facts: Facts, *, full: bool) -> str:
    itself = f"href={_quoted(facts.uri)} showAs={_quoted(facts.title)}"
    if not full:  # of an attachment: the ids of the whole document stand in its own references
        return f'<references source="#keeper"><attachmentOf {itself}/></references>'
    rows = [f'<original eId="original" {itself}/>']
    for place, event in enumerate(_events(facts), 1):
        if event.href:
            rows.append(
                f'<passiveRef eId="cause_{place}" href={_quoted(event.href)} showAs={_quoted(event.title)}/>'
            )
    for place, name in enumerate(facts.issuers or (NO_ISSUER,), 1):
        rows.append(_organization(f"org_{place}", name))
    rows.append(_organization("keeper", facts.keeper))
    for kind, word in {event.kind: event.word for event in _events(facts)}.items():
        rows.append(f'<TLCEvent eId="event-{kind}" href="/ontology/event/{kind}" showAs={_quoted(word)}/>')
    return f'<references source="#keeper">{"".join(rows)}</references>'


def _organization(eid: str, name: str) -> str:
    href = f"/ontology/organization/{quote(name)}"
    return f'<TLCOrganization eId="{eid}" href="{href}" showAs={_quoted(name)}/>'


def _quoted(text: str) -> str:
    return f'"{escape(" ".join(text.split()))}"'
