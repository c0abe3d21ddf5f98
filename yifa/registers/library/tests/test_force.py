"""Force on a day: six states, each with its reason; what was known on an earlier day."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError

from yifa.registers.library import deciding, force
from yifa.registers.library.models import Effect, Work
from yifa.registers.library.tests import factories as make

pytestmark = pytest.mark.django_db
LATER = make.AT + timedelta(days=30)


def on(work: Work, day: date, known_at=None) -> tuple[str, str]:
    found = force.standing(force.facts(work, known_at), day)
    return str(found.force), found.reason


def test_pending_until_the_day_it_applies():
    work = make.work()
    assert on(work, date(2020, 2, 15)) == ("pending", "自2020年3月1日起施行。")
    assert on(work, date(2020, 3, 1)) == ("in_force", "自2020年3月1日起施行，未见废止。")


def test_before_the_library_had_it_nothing_was_said():
    work = make.work()
    assert on(work, make.ON, known_at=make.AT) == ("in_force", "自2020年3月1日起施行，未见废止。")
    assert on(work, make.ON, known_at=make.AT - timedelta(days=1)) == (
        "unknown",
        "当时文库还没有收录这份文件。",
    )


def test_lapsed_the_day_after_its_validity():
    work = make.work(expires_on=date(2025, 2, 28))
    assert on(work, date(2025, 2, 28))[0] == "in_force"
    assert on(work, date(2025, 3, 1)) == ("lapsed", "有效期至2025年2月28日届满，未见延长。")


def test_extended_validity_counts():
    work = make.work(expires_on=date(2025, 2, 28))
    add(work, "extend", on=date(2025, 1, 1), until=date(2027, 2, 28))
    assert on(work, date(2026, 1, 1))[0] == "in_force"


def add(work: Work, kind: str, **values) -> Effect:
    given = {
        "kind": kind,
        "work": work,
        "target_name": "",
        "eid": "",
        "note": "市政府决定",
        "on": None,
        "until": None,
    }
    return deciding.add_effect(given | values, by=None, at=LATER, because="测试")


def test_repealed_from_its_day_on_with_the_cause():
    work = make.work(title="枫桥市旧灯办法")
    new = make.version(
        text="枫桥市新灯办法\n第一条　灯应当亮。\n第二条　本办法自2022年1月1日起施行。《枫桥市旧灯办法》同时废止。",
        title="枫桥市新灯办法", doc_no="枫政规〔2021〕8号", issued_on=date(2021, 12, 1), effective_on=date(2022, 1, 1),
    )  # fmt: skip
    proposal = Effect.objects.get(by_version=new, kind="repeal")
    assert on(work, date(2022, 1, 1))[0] == "in_force"
    deciding.confirm_effect(proposal, by=None, at=LATER)
    assert on(work, date(2021, 12, 31))[0] == "in_force"
    assert on(work, date(2022, 1, 1)) == ("repealed", "2022年1月1日起被《枫桥市新灯办法》废止。")


def test_declared_lapsed():
    work = make.work()
    add(work, "declare_lapsed", on=date(2023, 1, 1))
    assert on(work, date(2023, 1, 1)) == ("lapsed", "2023年1月1日起被市政府决定宣布失效。")


def test_partly_lapsed_names_the_part():
    work = make.work()
    add(work, "repeal", on=date(2023, 1, 1), eid="art_3", note="第三条")
    assert on(work, date(2023, 1, 1))[0] == "partly_lapsed"
    assert on(work, date(2023, 1, 1))[1].startswith("第三条已被")


def test_unknown_without_days_or_claim():
    work = make.work(effective_on=None)
    assert on(work, date(2023, 1, 1)) == ("unknown", "缺少施行日期，来源也未说明效力。")


def test_claim_of_the_source_counts_where_the_text_is_silent():
    work = make.work(effective_on=None, claim="in_force", claim_on=date(2025, 4, 1))
    assert on(work, date(2023, 1, 1)) == ("in_force", "正文未载明施行日期，来源（2025年4月1日）记载有效。")


def test_claimed_lapsed_is_unknown_before_the_claim():
    work = make.work(claim="lapsed", claim_on=date(2025, 4, 1))
    assert on(work, date(2024, 1, 1))[0] == "unknown"
    assert on(work, date(2025, 4, 1)) == ("lapsed", "来源（2025年4月1日）记载已失效，失效日期不详。")


def test_what_the_site_said_on_an_earlier_day_can_be_answered():
    work = make.work()
    effect = add(work, "repeal", on=date(2023, 1, 1))
    day = date(2024, 1, 1)
    before, after = LATER - timedelta(seconds=1), LATER + timedelta(days=9)
    assert [on(work, day, moment)[0] for moment in (before, LATER, None)] == [
        "in_force",
        "repealed",
        "repealed",
    ]
    deciding.retract_effect(effect, "误录", by=None, at=after)
    assert [on(work, day, moment)[0] for moment in (LATER, after, None)] == [
        "repealed",
        "in_force",
        "in_force",
    ]


def test_rejected_proposal_counts_for_nothing():
    work = make.work(title="枫桥市旧灯办法")
    make.version(
        text="枫桥市新灯办法\n第一条　灯应当亮。\n第二条　《枫桥市旧灯办法》同时废止。",
        title="枫桥市新灯办法",
        doc_no="",
    )
    deciding.reject_effect(Effect.objects.get(kind="repeal"), "另有所指", by=None, at=LATER)
    assert on(work, date(2025, 1, 1))[0] == "in_force"


def test_cache_is_refreshed_when_its_day_has_come():
    work = make.work(expires_on=date(2026, 3, 31))
    work.refresh_from_db()
    assert (work.force, work.force_until) == ("in_force", date(2026, 4, 1))
    assert list(force.due(date(2026, 3, 31))) == []
    assert force.refresh(force.due(date(2026, 4, 1)), date(2026, 4, 1)) == [work.pk]
    work.refresh_from_db()
    assert work.force == "lapsed"


def test_validity_extended_by_years_is_counted_from_its_last_day():
    work = make.work(title="枫桥市旧灯办法", expires_on=date(2025, 2, 28))
    text = "枫桥市人民政府关于延长文件有效期的通知\n《枫桥市旧灯办法》有效期延长两年。\n请遵照执行。"
    make.version(
        text=text, title=text.partition("\n")[0], doc_no="枫政字〔2025〕1号", issued_on=date(2025, 1, 6)
    )
    deciding.confirm_effect(Effect.objects.get(kind="extend"), by=None, at=LATER)
    assert on(work, date(2027, 2, 28))[0] == "in_force"
    assert on(work, date(2027, 3, 1))[0] == "lapsed"


def test_extension_of_a_validity_without_end_is_refused():
    make.work(title="枫桥市旧灯办法")
    text = "枫桥市人民政府关于延长文件有效期的通知\n《枫桥市旧灯办法》有效期延长2年。\n请遵照执行。"
    make.version(
        text=text, title=text.partition("\n")[0], doc_no="枫政字〔2025〕1号", issued_on=date(2025, 1, 6)
    )
    with pytest.raises(ValidationError, match="算不出延长到哪一天"):
        deciding.confirm_effect(Effect.objects.get(kind="extend"), by=None, at=LATER)
