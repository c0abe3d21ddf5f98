"""Organs: entered, renamed, abolished with successors; their superiors and competences, each with its days."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F, Q

from yifa.kernel.access.models import Account
from yifa.kernel.organs.models import Competence, Line, Organ, OrganName, Subordination, Succession
from yifa.kernel.organs.queries import inferiors
from yifa.kernel.parties.codes import uscc_fault
from yifa.kernel.record import entries
from yifa.kernel.staffing.keepers import keeping

FIELDS = (
    "name",
    "short_name",
    "kind",
    "level",
    "division_code",
    "uscc",
    "legal_affairs",
    "founded_on",
    "position",
)
# What an organ may do by law, by its stable code.
COMPETENCES: Mapping[str, str] = {"issue_norms": "制定行政规范性文件"}


@transaction.atomic
def add_organ(code: str, values: Mapping[str, Any], *, by: Account | None, at: datetime) -> Organ:
    organ = Organ(code=code, **{name: values[name] for name in FIELDS if name in values})
    _check(organ)
    organ.save()
    entries.append("organs.add", organ, by=by, at=at, detail={"code": code})
    return organ


def edit_organ(organ: Organ, values: Mapping[str, Any], *, by: Account, at: datetime) -> None:
    """Correct what was entered. A new name by decision is `rename`, an end is `abolish`."""
    before = {name: getattr(organ, name) for name in FIELDS}
    for name in FIELDS:
        if name in values:
            setattr(organ, name, values[name])
    changed = entries.changes(before, {name: getattr(organ, name) for name in FIELDS})
    if not changed:
        return
    _check(organ)
    with keeping(at.date()):  # an organ that is founded later only has nobody in office until then
        organ.save(update_fields=list(changed))
        entries.append("organs.edit", organ, by=by, at=at, detail=changed)


def _check(organ: Organ) -> None:
    faults: dict[str, str] = {}
    if organ.uscc and (fault := uscc_fault(organ.uscc)):
        faults["uscc"] = fault
    if organ.division_code and not (
        organ.division_code.isascii()
        and organ.division_code.isdigit()
        and len(organ.division_code) in (6, 9, 12)
    ):
        faults["division_code"] = "行政区划代码应为 6 位、9 位或者 12 位数字。"
    other = Organ.objects.filter(Q(code=organ.code) | Q(name=organ.name)).exclude(pk=organ.pk)
    for one in other:
        same = "code" if one.code == organ.code else "name"
        faults[same] = f"已经有这个{'代码' if same == 'code' else '名称'}的机构：{one}（{one.code}）。"
    if organ.founded_on and organ.abolished_on and organ.founded_on >= organ.abolished_on:
        faults["founded_on"] = "设立日期应当早于撤销日期。"
    if faults:
        raise ValidationError(faults)


@transaction.atomic
def rename(organ: Organ, name: str, *, on: date, basis: str, by: Account, at: datetime) -> None:
    """The organ bears `name` from the day on; the name before is kept with its days, and still finds it."""
    before = organ.name
    last = organ.names.filter(until__isnull=False).order_by("-until").first()
    begun = last.until if last else organ.founded_on
    if name == before:
        raise ValidationError({"name": "新名称与现在的名称相同。"})
    if on > at.date():
        raise ValidationError({"on": "改名日期不能晚于今天。请在改名当天或者以后办理。"})
    if begun is not None and on <= begun:
        raise ValidationError({"on": f"改名日期应当晚于现在的名称启用的日期（{begun:%Y-%m-%d}）。"})
    organ.name = name
    _check(organ)
    organ.save(update_fields=["name"])
    OrganName.objects.create(organ=organ, name=before, since=begun, until=on)
    detail = {"name": [before, name], "day": on.isoformat(), "basis": basis}
    entries.append("organs.rename", organ, by=by, at=at, detail=detail)


@transaction.atomic
def keep_name(
    organ: Organ,
    name: str,
    *,
    since: date | None,
    until: date | None,
    row: OrganName | None,
    by: Account,
    at: datetime,
) -> None:
    """Enter a former name or an alias with its days, or correct one that was entered (`row`)."""
    if since and until and since > until:
        raise ValidationError({"until": "停用日期不能早于启用日期。"})
    before = {"alias": row.name, "since": row.since, "until": row.until} if row else {}
    one = row or OrganName(organ=organ)
    one.name, one.since, one.until = name, since, until
    one.save()
    changed = entries.changes(before, {"alias": name, "since": since, "until": until})
    entries.append("organs.keep_name", organ, by=by, at=at, detail=changed)


@transaction.atomic
def place_under(
    organ: Organ, line: Line, superior: Organ | None, *, since: date, by: Account, at: datetime
) -> None:
    """From the day on the organ stands under `superior` in that line (under nobody when None)."""
    if superior is not None:
        if superior.pk == organ.pk:
            raise ValidationError({"superior": "机构不能隶属自己。"})
        if superior.pk in inferiors(organ, since):
            raise ValidationError({"superior": f"{superior}现在隶属{organ}，不能反过来做它的上级。"})
    rows = Subordination.objects.filter(organ=organ, line=line)
    later = rows.filter(since__gt=since).filter(Q(until__isnull=True) | Q(until__gt=since)).first()
    if later is not None:
        raise ValidationError({"since": f"已经登记了自{later.since:%Y-%m-%d}起的上级，请填更晚的日期。"})
    before = rows.filter(Q(until__isnull=True) | Q(until__gt=since)).select_related("superior").first()
    if before is not None and before.superior == superior:
        raise ValidationError({"superior": f"这一天它已经隶属{superior}。"})
    if before is None and superior is None:
        raise ValidationError({"superior": "这条线上没有上级，不必再办。"})
    rows.filter(Q(until__isnull=True) | Q(until__gt=since)).update(until=since)
    if superior is not None:
        Subordination.objects.create(organ=organ, superior=superior, line=line, since=since)
    words = [str(before.superior) if before else "", str(superior or "")]
    detail = {"line": line.label, "superior": words, "day": since.isoformat()}
    entries.append("organs.place_under", organ, by=by, at=at, detail=detail)


@transaction.atomic
def give_competence(
    organ: Organ, code: str, *, basis: str, since: date | None, until: date | None, by: Account, at: datetime
) -> None:
    if since and until and since > until:
        raise ValidationError({"until": "截止日期不能早于起始日期。"})
    held = Competence.objects.filter(organ=organ, code=code)
    open_then = held.filter(Q(until__isnull=True) | Q(until__gt=since or date.min))
    if until is not None:
        open_then = open_then.filter(Q(since__isnull=True) | Q(since__lt=until))
    if open_then.exists():
        raise ValidationError({"code": f"{organ}这段时间已经有这项事权。"})
    Competence.objects.create(organ=organ, code=code, basis=basis, since=since, until=until)
    detail = {"competence": COMPETENCES.get(code, code), "basis": basis, **_days(since, until)}
    entries.append("organs.give_competence", organ, by=by, at=at, detail=detail)


@transaction.atomic
def end_competence(row: Competence, *, on: date, because: str, by: Account, at: datetime) -> None:
    if row.until is not None and row.until <= on:
        raise ValidationError({"on": f"这项事权到{row.until:%Y-%m-%d}已经终止，不必再办。"})
    if row.since is not None and on < row.since:
        raise ValidationError({"on": f"不能早于事权的第一天（{row.since:%Y-%m-%d}）。"})
    row.until = on
    row.save(update_fields=["until"])
    detail = {"competence": COMPETENCES.get(row.code, row.code), **_days(None, on), "because": because}
    entries.append("organs.end_competence", row.organ, by=by, at=at, detail=detail)


def abolish(organ: Organ, *, on: date, heirs: Sequence[Organ], basis: str, by: Account, at: datetime) -> None:
    """The organ exists no more from the day on. Its functions pass to the heirs, those below it to the first of them."""
    if organ.abolished_on is not None:
        raise ValidationError(f"{organ}已经于{organ.abolished_on:%Y-%m-%d}撤销。")
    if organ.founded_on is not None and on <= organ.founded_on:
        raise ValidationError({"on": f"撤销日期应当晚于设立日期（{organ.founded_on:%Y-%m-%d}）。"})
    existing = set(Organ.objects.existing(on).exclude(pk=organ.pk).values_list("pk", flat=True))
    gone = [heir.name for heir in heirs if heir.pk not in existing]
    if gone:
        raise ValidationError({"heirs": f"{'、'.join(gone)}在撤销日期不存在，不能承继职能。"})
    with keeping(at.date()):
        organ.abolished_on = on
        organ.save(update_fields=["abolished_on"])
        for heir in heirs:
            days = {"on": on, "basis": basis}
            Succession.objects.update_or_create(predecessor=organ, successor=heir, defaults=days)
        _pass_on(organ, heirs[0] if heirs else None, on)
        detail = {"day": on.isoformat(), "heirs": "、".join(heir.name for heir in heirs), "basis": basis}
        entries.append("organs.abolish", organ, by=by, at=at, detail=detail)


def _pass_on(organ: Organ, heir: Organ | None, on: date) -> None:
    """End what the organ holds and where it stands; who stood under it stands under the heir."""
    open_ = Q(until__isnull=True) | Q(until__gt=on)
    standing = Subordination.objects.filter(open_).filter(Q(organ=organ) | Q(superior=organ))
    below = [row for row in standing.select_related("organ") if row.superior_id == organ.pk]
    for rows in (standing, Competence.objects.filter(open_, organ=organ)):
        rows.filter(since__gt=on).update(until=F("since"))  # what was to begin later never will
        rows.filter(Q(since__isnull=True) | Q(since__lte=on)).update(until=on)
    for row in below:
        if heir is not None and heir.pk not in {row.organ_id, *inferiors(row.organ, on)}:
            Subordination.objects.create(organ=row.organ, superior=heir, line=row.line, since=on)


def _days(since: date | None, until: date | None) -> dict[str, str]:
    pairs = {"since": since, "until": until}
    return {name: day.isoformat() for name, day in pairs.items() if day}
