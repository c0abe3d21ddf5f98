"""Named reads over organs: who stands above, who came after, which organ a printed name means."""

from collections.abc import Iterable
from datetime import date

from yifa.kernel.organs.dated import holds_on
from yifa.kernel.organs.models import Organ, OrganName, Subordination, Succession


def superior(organ: Organ, line: str, on: date) -> Organ | None:
    """The organ directly above in one hierarchy on the day."""
    row = (
        Subordination.objects.filter(holds_on(on), organ=organ, line=line).select_related("superior").first()
    )
    return row.superior if row else None


def inferiors(organ: Organ, on: date) -> set[int]:
    """Ids of all organs below `organ` on the day, in either hierarchy, at any depth."""
    below: dict[int, set[int]] = {}
    for upper, lower in Subordination.objects.filter(holds_on(on)).values_list("superior_id", "organ_id"):
        below.setdefault(upper, set()).add(lower)
    found: set[int] = set()
    todo = [organ.pk]
    while todo:
        for lower in below.get(todo.pop(), set()) - found:
            found.add(lower)
            todo.append(lower)
    return found


def successors(organ: Organ, on: date) -> list[Organ]:
    """Who answers for `organ` on the day: itself while it exists, else its successors, followed to the end."""
    if organ.abolished_on is None or on < organ.abolished_on:
        return [organ]
    heirs: list[Organ] = []
    rows = Succession.objects.filter(predecessor=organ, on__lte=on).select_related("successor").order_by("pk")
    for row in rows:
        heirs += [heir for heir in successors(row.successor, on) if heir not in heirs]
    return heirs


def names_on(on: date | None = None) -> dict[str, int]:
    """Every name and short name by which an organ is (or on the day was) known, to its id."""
    present = Organ.objects.values_list("pk", "name", "short_name")
    known = {name: pk for pk, full, short in present for name in (short, full) if name}
    borne = OrganName.objects.all() if on is None else OrganName.objects.filter(holds_on(on))
    return {**dict(borne.values_list("name", "organ_id")), **known}


def by_names(names: Iterable[str]) -> dict[str, int]:
    """Which organs the printed names mean; unknown names are left out."""
    known = names_on()
    return {name: known[name] for name in names if name in known}
