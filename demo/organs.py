"""The real organs of Hengshui (data/organs.yaml, data/townships.tsv): names, both hierarchies, successors."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from yifa.kernel.organs.models import (
    Competence,
    Level,
    Line,
    Organ,
    OrganKind,
    OrganName,
    Subordination,
    Succession,
)

DATA = Path(__file__).parent / "data"


@dataclass(frozen=True, slots=True)
class Former:
    """A name borne (until the day, or still)."""

    name: str
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Unit:
    """One organ as the data has it; superiors and heirs by code."""

    code: str
    name: str
    kind: OrganKind
    level: Level
    short: str = ""
    division: str = ""
    legal: bool = False
    since: date | None = None
    until: date | None = None
    block: str = ""  # superior in the territorial hierarchy 块
    line: str = ""  # superior in the vertical hierarchy 条
    names: tuple[Former, ...] = ()
    heirs: tuple[str, ...] = ()


def units() -> list[Unit]:
    """Every organ: the province, the city and its departments, former organs, counties, zones, townships."""
    data = yaml.safe_load((DATA / "organs.yaml").read_text(encoding="utf-8"))
    return [
        *_governments(data),
        *_departments(data),
        *_former(data),
        *_counties(data["counties"]),
        *_zones(data["zones"]),
        *_townships(data),
    ]


def build() -> dict[str, Organ]:
    """Make the organs that are not there yet; what is there stays as it is. Returns all of them by code."""
    data = yaml.safe_load((DATA / "organs.yaml").read_text(encoding="utf-8"))
    known = set(Organ.objects.values_list("code", flat=True))
    wanted = units()
    fresh = [unit for unit in wanted if unit.code not in known]
    places = {unit.code: place for place, unit in enumerate(wanted)}
    Organ.objects.bulk_create([_organ(unit, places[unit.code]) for unit in fresh])
    by_code = {organ.code: organ for organ in Organ.objects.filter(code__in=places)}
    _relate(fresh, by_code, data["reform"])
    _entitle(fresh, by_code, data["competence"])
    return by_code


def _organ(unit: Unit, place: int) -> Organ:
    return Organ(
        code=unit.code,
        name=unit.name,
        short_name=unit.short,
        kind=unit.kind,
        level=unit.level,
        division_code=unit.division,
        legal_affairs=unit.legal,
        founded_on=unit.since,
        abolished_on=unit.until,
        position=place,
    )


def _relate(fresh: Iterable[Unit], by_code: dict[str, Organ], reform: dict[str, Any]) -> None:
    names, above, after = [], [], []
    for unit in fresh:
        organ = by_code[unit.code]
        names += [OrganName(organ=organ, name=one.name, until=one.until) for one in unit.names]
        above += [
            Subordination(organ=organ, superior=by_code[code], line=line, since=unit.since, until=unit.until)
            for code, line in ((unit.block, Line.TERRITORIAL), (unit.line, Line.VERTICAL))
            if code
        ]
        after += [
            Succession(predecessor=organ, successor=by_code[heir], on=reform["day"], basis=reform["basis"])
            for heir in unit.heirs
        ]
    OrganName.objects.bulk_create(names)
    Subordination.objects.bulk_create(above)
    Succession.objects.bulk_create(after)


def _entitle(fresh: Iterable[Unit], by_code: dict[str, Organ], competence: dict[str, str]) -> None:
    """Governments, their offices and departments, zones may issue norms; statistical areas may not."""
    Competence.objects.bulk_create(
        Competence(
            organ=by_code[unit.code],
            code=competence["code"],
            basis=competence["basis"],
            since=unit.since,
            until=unit.until,
        )
        for unit in fresh
        if unit.kind not in (OrganKind.OTHER, OrganKind.AGENCY)
    )


def _governments(data: dict[str, Any]) -> Iterator[Unit]:
    province, city = data["province"], data["government"]
    yield Unit(
        province["code"],
        province["name"],
        OrganKind.GOVERNMENT,
        Level.PROVINCE,
        province["short"],
        province["division"],
    )
    yield Unit("hebei-office", "河北省人民政府办公厅", OrganKind.OFFICE, Level.PROVINCE, block="hebei")
    yield Unit(
        city["code"],
        city["name"],
        OrganKind.GOVERNMENT,
        Level.CITY,
        city["short"],
        city["division"],
        block="hebei",
        names=(Former("衡水市政府"),),
    )
    yield Unit(
        "hengshui-office",
        "衡水市人民政府办公室",
        OrganKind.OFFICE,
        Level.CITY,
        "市政府办公室",
        block="hengshui",
        line="hebei-office",
    )


def _departments(data: dict[str, Any]) -> Iterator[Unit]:
    for row in data["departments"]:
        if row["province"]:
            yield Unit(
                f"hebei-{row['code']}",
                f"河北省{row['province']}",
                OrganKind.DEPARTMENT,
                Level.PROVINCE,
                since=row.get("since"),
                block="hebei",
            )
        yield Unit(
            f"hengshui-{row['code']}",
            f"衡水市{row['city']}",
            OrganKind.DEPARTMENT,
            Level.CITY,
            row["short"],
            legal=row.get("legal", False),
            since=row.get("since"),
            block="hengshui",
            line=f"hebei-{row['code']}" if row["province"] else "",
        )


def _former(data: dict[str, Any]) -> Iterator[Unit]:
    for row in data["former"]:
        yield Unit(
            row["code"],
            row["name"],
            OrganKind.DEPARTMENT,
            Level.CITY,
            row["short"],
            legal=row.get("legal", False),
            until=data["reform"]["day"],
            block="hengshui",
            heirs=tuple(row["heirs"]),
        )


def _counties(rows: Iterable[dict[str, Any]]) -> Iterator[Unit]:
    for row in rows:
        code, name = row["code"], row["name"]
        formerly = [Former(f"{one['name']}人民政府", one["until"]) for one in row.get("formerly", ())]
        yield Unit(
            code,
            f"{name}人民政府",
            OrganKind.GOVERNMENT,
            Level.COUNTY,
            f"{name}政府",
            row["division"],
            block="hengshui",
            names=(Former(f"衡水市{name}人民政府"), *formerly),
        )
        yield Unit(
            f"{code}-office",
            f"{name}人民政府办公室",
            OrganKind.OFFICE,
            Level.COUNTY,
            block=code,
            line="hengshui-office",
        )
        yield Unit(
            f"{code}-justice",
            f"{name}司法局",
            OrganKind.DEPARTMENT,
            Level.COUNTY,
            legal=True,
            block=code,
            line="hengshui-justice",
        )


def _zones(rows: Iterable[dict[str, Any]]) -> Iterator[Unit]:
    for row in rows:
        names = tuple(Former(one["name"], one.get("until")) for one in row["names"])
        yield Unit(
            row["code"],
            row["name"],
            OrganKind.ZONE,
            Level.COUNTY,
            row["short"],
            row["division"],
            block="hengshui",
            names=names,
        )


def _townships(data: dict[str, Any]) -> Iterator[Unit]:
    """Towns have a government, subdistricts an office; the rest are statistical areas without either."""
    above = {row["division"]: row for row in (*data["counties"], *data["zones"])}
    for line in (DATA / "townships.tsv").read_text(encoding="utf-8").splitlines()[1:]:
        division, name = line.split("\t")
        upper = above[division[:6]]
        region = upper["name"] if upper in data["counties"] else "衡水市"
        kind, suffix = OrganKind.OTHER, ""
        if name.endswith(("镇", "乡")):
            kind, suffix = OrganKind.TOWNSHIP, "人民政府"
        elif name.endswith(("街道", "办事处")):
            kind, suffix = OrganKind.AGENCY, "办事处" if name.endswith("街道") else ""
        yield Unit(
            f"town-{division}",
            f"{region}{name}{suffix}",
            kind,
            Level.TOWN,
            division=division,
            block="" if kind == OrganKind.OTHER else upper["code"],
        )
