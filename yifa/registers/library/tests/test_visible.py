"""visible_to: no claim, no rows. The public sees what is published, an organ its own, legal staff everything."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from yifa.kernel.access.reader import Reader, public
from yifa.kernel.access.roles import Role
from yifa.kernel.organs.models import Organ
from yifa.kernel.organs.tests.factories import organ
from yifa.kernel.publication.models import Ground, Publication
from yifa.registers.library.models import Version, Work

pytestmark = pytest.mark.django_db
AT = datetime(2026, 3, 16, 9, 30, tzinfo=ZoneInfo("Asia/Shanghai"))
TODAY = AT.date()


def document(slug: str, of: Organ, *, since: date | None = None, until: date | None = None) -> Work:
    work = Work.objects.create(slug=slug, kind="department_norm", title=slug, organ=of, recorded_at=AT)
    opened = None
    if since:
        reason = "误传" if until else ""
        opened = Publication.objects.create(
            content_hash=slug,
            since=since,
            until=until,
            ground=Ground.IMPORTED,
            source="测试",
            withdrawn_because=reason,
        )
    Version.objects.create(work=work, content_hash=slug, text=slug, publication=opened, recorded_at=AT)
    return work


@pytest.fixture
def shelf() -> dict[str, Organ]:
    justice, market = organ("justice", "衡水市司法局"), organ("market", "衡水市市场监督管理局")
    document("public", justice, since=TODAY)
    document("tomorrow", justice, since=TODAY + timedelta(days=1))
    document("withdrawn", justice, since=TODAY - timedelta(days=9), until=TODAY)
    document("draft", justice)
    document("draft-of-market", market)
    return {"justice": justice, "market": market}


def seen(reader: Reader) -> tuple[set[str], set[str]]:
    works = set(Work.objects.visible_to(reader).values_list("slug", flat=True))
    return works, set(Version.objects.visible_to(reader).values_list("work__slug", flat=True))


def holding(role: Role, of: Organ) -> Reader:
    return Reader(
        on=TODAY, account_id=1, person_id=1, organs=frozenset({of.pk}), roles=((role, frozenset({of.pk})),)
    )


def test_a_citizen_sees_what_is_published_today(shelf: dict[str, Organ]) -> None:
    assert seen(public(TODAY)) == ({"public"}, {"public"})


def test_the_public_view_moves_with_the_day(shelf: dict[str, Organ]) -> None:
    assert seen(public(TODAY - timedelta(days=1)))[0] == {"withdrawn"}
    assert seen(public(TODAY + timedelta(days=1)))[0] == {"public", "tomorrow"}


def test_a_clerk_sees_the_drafts_of_the_own_organ_only(shelf: dict[str, Organ]) -> None:
    own = {"public", "tomorrow", "withdrawn", "draft"}
    assert seen(holding(Role.DRAFTER, shelf["justice"])) == (own, own)
    other = {"public", "draft-of-market"}
    assert seen(holding(Role.DRAFTER, shelf["market"])) == (other, other)


def test_legal_staff_see_everything(shelf: dict[str, Organ]) -> None:
    assert len(seen(holding(Role.LEGAL_STAFF, shelf["justice"]))[0]) == 5


@pytest.mark.parametrize("role", [Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDIT_ADMIN])
def test_an_administrator_sees_no_more_than_the_public(role: Role, shelf: dict[str, Organ]) -> None:
    assert seen(holding(role, shelf["justice"])) == seen(public(TODAY))


def test_a_post_without_a_role_shows_nothing_more(shelf: dict[str, Organ]) -> None:
    outsider = Reader(on=TODAY, account_id=1, person_id=1, organs=frozenset({shelf["justice"].pk}))
    assert seen(outsider) == seen(public(TODAY))
