"""The city as a whole: again changes nothing, every state occurs, defects are told, who sees what."""

from collections import Counter
from datetime import timedelta

from django.contrib.auth import authenticate

from demo import accounts, city
from demo.tests.conftest import City
from demo.tests.dump import dump
from yifa.domains.norms import actions
from yifa.domains.norms.models import Batch, Intake, Outcome
from yifa.kernel.access.models import Account, Grant
from yifa.kernel.access.reader import public, reader
from yifa.kernel.access.roles import THREE_ADMINS
from yifa.kernel.organs.models import Organ
from yifa.kernel.record.models import Entry
from yifa.registers.library import deciding, force
from yifa.registers.library.kinds import CitationState, EffectState, Force
from yifa.registers.library.models import Citation, Effect, Version, Work

PLANTED = {
    "greenery-2020": ("缺条：第四条之后为第六条", "条号重复或者倒退：第七条之后为第七条"),
    "jizhou-irrigation-2015": ("文号缺六角括号，已补：冀政字?2015?13号",),
    "rural-roads-2021": ("含自造区字符 1 个",),
}


def test_a_second_build_changes_nothing(hengshui: City) -> None:
    before = dump()
    city.build(at=hengshui.at + timedelta(hours=5))
    assert dump() == before


def test_every_state_of_force_occurs_on_the_pinned_day(hengshui: City) -> None:
    found = Counter(Work.objects.filter(withdrawn_at=None).values_list("force", flat=True))
    assert set(found) == set(Force.values)
    assert found[Force.IN_FORCE] >= 55
    expected = {
        "dog-2026": Force.PENDING,
        "dog-2019": Force.IN_FORCE,  # extended in time
        "heating-2020": Force.REPEALED,
        "rental-housing-2020": Force.LAPSED,
        "goods-2016": Force.LAPSED,  # declared so
        "rural-water-2021": Force.PARTLY_LAPSED,
        "shenzhou-peach-2021": Force.PARTLY_LAPSED,
        "river-2018": Force.UNKNOWN,
    }
    assert {name: hengshui.work(name).force for name in expected} == expected


def test_the_kept_force_is_the_computed_one(hengshui: City) -> None:
    for work in Work.objects.all():
        assert work.force == force.standing(force.facts(work), hengshui.on).force, work.title


def test_the_old_dog_rules_end_when_the_new_ones_begin(hengshui: City) -> None:
    known = force.facts(hengshui.work("dog-2019"))
    begins = hengshui.work("dog-2026").effective_on
    assert begins is not None
    assert force.standing(known, begins - timedelta(days=1)).force == Force.IN_FORCE
    assert force.standing(known, begins).force == Force.REPEALED


def test_some_documents_expire_within_one_two_and_six_months(hengshui: City) -> None:
    ends = Work.objects.filter(force__in=(Force.IN_FORCE, Force.PARTLY_LAPSED)).values_list(
        "expires_on", flat=True
    )
    left = sorted((day - hengshui.on).days for day in ends if day)
    assert left[0] <= 31
    assert sum(days <= 62 for days in left) >= 4
    assert sum(days <= 184 for days in left) >= 10


def test_planted_defects_are_reported_and_nothing_else(hengshui: City) -> None:
    told = {name: hengshui.version(name).integrity["warnings"] for name in PLANTED}
    for name, beginnings in PLANTED.items():
        assert len(told[name]) == len(beginnings), name
        for sentence, beginning in zip(told[name], beginnings, strict=True):
            assert sentence.startswith(beginning)
    clean = Version.objects.exclude(pk__in=[hengshui.version(name).pk for name in PLANTED])
    assert [(one.work.title, one.integrity["warnings"]) for one in clean if one.integrity["warnings"]] == []


def test_every_document_is_read_as_it_was_meant(hengshui: City) -> None:
    for name, one in hengshui.written.items():
        if one.number and not one.given:
            work = hengshui.work(name)
            assert (work.issued_on, work.organ is None) == (one.issued, False), name
            assert not work.issuers.filter(organ=None).exists(), name


def test_imports_end_in_every_way(hengshui: City) -> None:
    found = Counter(Intake.objects.values_list("outcome", flat=True))
    assert set(found) == set(Outcome.values) - {Outcome.WAITING}
    assert found[Outcome.SETTLE] == 1
    assert Batch.objects.filter(withdrawn_at__isnull=False).count() == 1


def test_citations_resolve_within_the_city_and_wait_for_the_law(hengshui: City) -> None:
    found = Counter(Citation.objects.values_list("state", flat=True))
    assert found[CitationState.RESOLVED] >= 70
    assert found[CitationState.UNRESOLVED] >= 150
    local = Citation.objects.filter(state=CitationState.UNRESOLVED, law__startswith="衡水市")
    assert [one.law for one in local] == []


def test_proposals_wait_and_decisions_are_on_record(hengshui: City) -> None:
    states = Counter(Effect.objects.exclude(kind__in=("commence", "expire")).values_list("state", flat=True))
    assert set(states) == set(EffectState.values)
    assert states[EffectState.PROPOSED] == 4
    acts = set(Entry.objects.values_list("act", flat=True))
    assert {"norms.start_import", "norms.settle", "norms.take_back", "norms.register"} <= acts
    assert {
        "library.confirm_effect",
        "library.reject_effect",
        "library.tie_citation",
        "library.edit_work",
    } <= acts
    moments = list(Entry.objects.order_by("pk").values_list("at", flat=True))
    assert moments == sorted(moments)


def test_an_amendment_names_the_place_in_the_issued_document(hengshui: City) -> None:
    changed = (
        hengshui.work("parking-2023")
        .effects.filter(kind="amend")
        .order_by("pk")
        .values_list("eid", flat=True)
    )
    assert list(changed) == ["att_1__art_8", "att_1__art_12-1", "att_1__art_13", "att_1__art_20__para_2"]


def test_the_amended_rules_are_a_second_text_of_the_same_document(hengshui: City) -> None:
    first, second = hengshui.work("parking-2023").versions.order_by("valid_from")
    assert second.label == f"{hengshui.written['parking-2025'].issued.year}年修正"
    assert (first.articles, second.articles) == (21, 22)


def test_the_internal_draft_is_seen_by_its_organ_and_legal_staff_only(hengshui: City) -> None:
    draft = hengshui.written["draft-fees-2026"].title
    seen = {
        name: Work.objects.visible_to(reader(Account.objects.get(username=name), hengshui.on))
        .filter(title=draft)
        .exists()
        for name in (
            "chengguan-chengban",
            "shencha",
            "shijian-chengban",
            "sifa-chengban",
            "xitong",
            "yidiaoli",
        )
    }
    assert {name for name, sees in seen.items() if sees} == {"chengguan-chengban", "shencha"}
    assert not Work.objects.visible_to(public(hengshui.on)).filter(title=draft).exists()


def test_what_was_taken_back_is_not_public(hengshui: City) -> None:
    gone = Work.objects.get(withdrawn_at__isnull=False)
    assert gone.title == hengshui.written["mistaken-water-2024"].title
    assert not Work.objects.public(hengshui.on).filter(pk=gone.pk).exists()
    assert Work.objects.public(hengshui.on).count() >= 80


def test_the_scan_has_a_picture_and_no_text(hengshui: City) -> None:
    scan = Version.objects.get(work__title__contains="地名标志")
    assert scan.text == ""
    assert scan.paper is not None
    assert scan.paper.file.media_type == "image/png"


def test_no_one_holds_two_of_the_three_administrators(hengshui: City) -> None:
    held = Grant.objects.filter(role__in=THREE_ADMINS).values_list("post__person", "role")
    assert len(held) == len({person for person, _ in held}) == len({role for _, role in held}) == 3
    others = Grant.objects.exclude(role__in=THREE_ADMINS).values_list("post__person", flat=True)
    assert not {person for person, _ in held} & set(others)


def test_every_account_signs_in_and_has_the_role_it_is_listed_with(hengshui: City) -> None:
    for member in accounts.ACCOUNTS:
        account = authenticate(None, username=member.username, password=accounts.PASSWORD)
        assert account is not None, member.username
        assert reader(account, hengshui.on).holds(member.role) is (member.left == 0), member.username


def test_what_someone_changed_stays_changed(hengshui: City) -> None:
    by = Account.objects.get(username="shencha")
    effect = Effect.objects.filter(state=EffectState.CONFIRMED, kind="repeal", eid="").first()
    assert effect is not None
    deciding.retract_effect(effect, "试一试", by=by, at=hengshui.at)
    waiting = Effect.objects.filter(state=EffectState.PROPOSED).first()
    assert waiting is not None
    deciding.reject_effect(waiting, "试一试", by=by, at=hengshui.at)
    deciding.edit_work(hengshui.work("dog-2019"), {"topics": ["urban"]}, by=by, at=hengshui.at)
    Organ.objects.filter(code="anping").update(short_name="安平")
    before = dump()
    city.build(at=hengshui.at)
    assert dump() == before


def test_a_build_over_deeper_changes_keeps_them_too(hengshui: City) -> None:
    by = Account.objects.get(username="shencha")
    for name in ("dog-2026", "norms-2022", "elevators-2022", "fireworks-2025"):
        deciding.edit_work(hengshui.work(name), {"title": f"改过的标题：{name}"}, by=by, at=hengshui.at)
    deciding.edit_work(
        Work.objects.get(title__contains="地名标志"), {"title": "地名通知"}, by=by, at=hengshui.at
    )
    actions.take_back(Batch.objects.get(title="县市区规范性文件"), "试一试", by=by, at=hengshui.at)
    Account.objects.filter(username="shijian-dengji").update(username="jiamingzhe")
    before = dump()
    city.build(at=hengshui.at)
    assert dump() == before
