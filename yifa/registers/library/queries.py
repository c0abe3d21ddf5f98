"""Named reads of the library that other parts ask for."""

from datetime import date

from yifa.kernel.law import law
from yifa.kernel.law.cite import Cite
from yifa.registers.library import names, uris
from yifa.registers.library.catalogued import NATIONAL
from yifa.registers.library.models import Provision, Version, Work


def work_of_code(code: str, on: date) -> Work | None:
    """The public work that is the act of this code, where its text is there. One query."""
    act = law(code)
    keys = names.keys(act.title, (), act.number)
    rows = Work.objects.public(on).filter(names__key__in=keys, withdrawn_at__isnull=True)
    named = rows.filter(kind__in=NATIONAL) | rows.filter(catalogue_code=code)
    return named.distinct().order_by("issued_on", "pk").first()


def permalink(cite: Cite, on: date) -> str:
    """The address of the cited provision as it stood on the day; empty where the text is not there."""
    work = work_of_code(cite.law.code, on)
    if work is None:
        return ""
    texts = (
        Version.objects.public(on).filter(work=work).exclude(valid_from__gt=on).order_by("-valid_from", "-pk")
    )
    text = texts.values_list("pk", flat=True).first()
    found = (
        Provision.objects.filter(version=text, kind="article", num=cite.article).order_by("position").first()
    )
    return uris.provision(work.slug, on, found.eid) if found else uris.page(work.slug, on)
