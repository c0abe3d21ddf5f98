"""Organs for tests, in Hengshui's shape: a government, its bureaus before and after a reform, a county."""

from datetime import date

from yifa.kernel.organs.models import Level, Line, Organ, OrganKind, Person, Post, Subordination, Succession

REFORM = date(2019, 1, 1)


def organ(
    code: str, name: str, kind: str = OrganKind.DEPARTMENT, level: str = Level.CITY, **more: object
) -> Organ:
    return Organ.objects.create(code=code, name=name, kind=kind, level=level, **more)


def under(lower: Organ, upper: Organ, line: str = Line.TERRITORIAL, **more: object) -> Subordination:
    return Subordination.objects.create(organ=lower, superior=upper, line=line, **more)


def heir(before: Organ, after: Organ, on: date = REFORM) -> Succession:
    return Succession.objects.create(predecessor=before, successor=after, on=on)


def post(name: str, at: Organ, title: str = "科员", **more: object) -> Post:
    return Post.objects.create(person=Person.objects.create(name=name), organ=at, title=title, **more)
