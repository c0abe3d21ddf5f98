"""JSON-LD: a document as schema.org Legislation, with its text and its other forms."""

from collections.abc import Mapping
from typing import Any

from yifa.kernel.access.reader import Reader
from yifa.registers.library import uris
from yifa.registers.library.export.gather import Site, effects, named_cause
from yifa.registers.library.force import Standing
from yifa.registers.library.kinds import EffectKind, Force, WorkKind
from yifa.registers.library.models import Effect, Version, Work

LEGAL_FORCE: Mapping[str, str] = {
    Force.IN_FORCE: "InForce",
    Force.PARTLY_LAPSED: "PartiallyInForce",
    Force.PENDING: "NotInForce",
    Force.LAPSED: "NotInForce",
    Force.REPEALED: "NotInForce",
}
FORMS = {"akn.xml": "application/akn+xml", "json": "application/ld+json", "txt": "text/plain"}
RELATIONS = {
    EffectKind.REPEAL: "legislationRepealedBy",
    EffectKind.REPLACE: "legislationRepealedBy",
    EffectKind.DECLARE_LAPSED: "legislationRepealedBy",
    EffectKind.AMEND: "legislationChangedBy",
}


def legislation(version: Version, standing: Standing, site: Site, reader: Reader) -> dict[str, Any]:
    """The document as linked data. One query (its effects)."""
    work = version.work
    happened = effects(work, reader)
    day = version.valid_from
    values: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Legislation",
        "@id": site.root + uris.eli(site.base, work.kind, work.slug),
        "url": site.root + uris.page(work.slug),
        "name": work.title,
        "legislationIdentifier": work.doc_no,
        "legislationType": WorkKind(work.kind).label,
        "legislationJurisdiction": work.region,
        "legislationPassedBy": [{"@type": "GovernmentOrganization", "name": name} for name in _issuers(work)],
        "legislationDate": _text(work.adopted_on or work.issued_on),
        "datePublished": _text(work.published_on),
        "legislationDateOfApplicability": _text(work.effective_on),
        "temporalCoverage": _coverage(work),
        "legislationLegalForce": _force(standing),
        "description": standing.reason,
        "inLanguage": "zh-Hans",
        "isAccessibleForFree": True,
        "workExample": {
            "@type": "Legislation",
            "@id": site.root + uris.eli(site.base, work.kind, work.slug, day),
            "legislationDateVersion": _text(day),
            "sha256": version.content_hash,
            "text": version.text,
            "encoding": [_encoding(form, work, version, site) for form in FORMS],
        },
        **_relations(happened, site),
    }
    return {name: value for name, value in values.items() if value not in ("", None, [], {})}


def _issuers(work: Work) -> list[str]:
    return [name for name in work.issuer.split("、") if name]


def _coverage(work: Work) -> str:
    """An ISO 8601 interval; open where no end is known."""
    if work.effective_on is None:
        return ""
    return f"{work.effective_on.isoformat()}/{work.expires_on.isoformat() if work.expires_on else '..'}"


def _force(standing: Standing) -> str:
    word = LEGAL_FORCE.get(standing.force, "")
    return f"https://schema.org/{word}" if word else ""


def _encoding(form: str, work: Work, version: Version, site: Site) -> dict[str, Any]:
    return {
        "@type": "LegislationObject",
        "encodingFormat": FORMS[form],
        "contentUrl": site.root + uris.representation(work.slug, form, version.valid_from),
        "legislationLegalValue": "https://schema.org/UnofficialLegalValue",
    }


def _relations(happened: list[Effect], site: Site) -> dict[str, list[dict[str, str]]]:
    found: dict[str, list[dict[str, str]]] = {}
    for effect in happened:
        name, cause = RELATIONS.get(EffectKind(effect.kind), ""), named_cause(effect)
        if name and cause:
            target = {
                "@id": site.root + uris.eli(site.base, cause.work.kind, cause.work.slug),
                "name": cause.work.title,
            }
            found.setdefault(name, []).append(target)
    return found


def _text(day: object) -> str:
    return str(day) if day else ""
