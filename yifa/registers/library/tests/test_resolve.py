"""What a citation points at, and what waits until its target arrives. All texts are invented."""

from datetime import date

import pytest

from yifa.kernel.access.models import Account
from yifa.registers.library import resolve
from yifa.registers.library.models import Citation, Effect
from yifa.registers.library.tests import factories as make

pytestmark = pytest.mark.django_db
LAW = {"kind": "rule", "doc_no": "", "region": ""}


def citing(sentence: str, **known):
    values = {"title": "枫桥市引用办法", "doc_no": "枫政规〔2020〕99号"} | known
    return make.version(text=f"{values['title']}\n第一条　{sentence}\n第二条　其他事项另行规定。", **values)


def state(version) -> list[tuple[str, str, str]]:
    rows = version.citations.order_by("start").select_related("work")
    return [(one.state, one.work.title if one.work else "", one.article) for one in rows]


def test_named_work_is_tied():
    make.work(title="枫桥市路灯办法", **LAW)
    assert state(citing("依照《枫桥市路灯办法》第三条办理。")) == [("resolved", "枫桥市路灯办法", "3")]


def test_target_that_arrives_later_is_tied_then():
    version = citing("依照《枫桥市路灯办法》第三条办理。")
    assert state(version) == [("unresolved", "", "3")]
    make.work(title="枫桥市路灯办法", **LAW)
    assert state(version) == [("resolved", "枫桥市路灯办法", "3")]


def test_document_number_is_a_name():
    make.work(title="枫桥市人民政府关于路灯的通知", doc_no="枫政发〔2018〕7号", issued_on=date(2018, 5, 1))
    assert state(citing("依照枫政发〔2018〕7号文件办理。"))[0][:2] == (
        "resolved",
        "枫桥市人民政府关于路灯的通知",
    )


def test_article_that_no_text_has_waits_until_one_has_it():
    work = make.work(title="枫桥市路灯条例", **LAW)
    version = citing("依照《枫桥市路灯条例》第十三条办理。")
    assert state(version) == [("missing", "枫桥市路灯条例", "13")]
    make.version(work, text=make.norm_text("枫桥市路灯条例", articles=14), issued_on=date(2023, 1, 1))
    assert state(version) == [("resolved", "枫桥市路灯条例", "13")]


def test_of_several_works_the_one_of_the_same_organ_is_meant():
    for organ, number in (("枫桥市人民政府", 1), ("柳镇人民政府", 2)):
        title = "关于公共书屋的通知"
        text = make.norm_text(title, subject=f"{organ}书屋")
        make.work(
            text, title=title, issuers=(organ,), doc_no=f"某发〔2019〕{number}号", issued_on=date(2019, 1, 1)
        )
    version = citing("按照《关于公共书屋的通知》执行。", issuers=("柳镇人民政府",))
    (one,) = version.citations.select_related("work")
    assert (one.state, one.work.issuer) == ("resolved", "柳镇人民政府")


def test_between_equals_the_question_stays_open():
    for organ, number in (("柳镇人民政府", 1), ("桑镇人民政府", 2)):
        title = "关于公共书屋的通知"
        text = make.norm_text(title, subject=f"{organ}书屋")
        make.work(
            text, title=title, issuers=(organ,), doc_no=f"某发〔2019〕{number}号", issued_on=date(2019, 1, 1)
        )
    assert [row[0] for row in state(citing("按照《关于公共书屋的通知》执行。"))] == ["ambiguous"]


def test_issued_again_the_one_of_the_citing_day_is_meant():
    for year in (2010, 2015, 2022):
        text = make.norm_text("枫桥市食堂办法", subject=f"{year}号食堂")
        make.work(text, title="枫桥市食堂办法", doc_no=f"枫政规〔{year}〕1号", issued_on=date(year, 1, 1))
    version = citing("按照《枫桥市食堂办法》执行。", issued_on=date(2018, 1, 1))
    assert version.citations.get().work.doc_no == "枫政规〔2015〕1号"


def test_future_document_is_not_what_is_cited():
    make.work(title="枫桥市食堂办法", doc_no="枫政规〔2022〕1号", issued_on=date(2022, 1, 1))
    assert state(citing("按照《枫桥市食堂办法》执行。", issued_on=date(2018, 1, 1))) == [
        ("unresolved", "", "")
    ]


def test_word_of_a_person_stands():
    work = make.work(title="枫桥市路灯办法", **LAW)
    version = citing("依照《枫桥市旧灯办法》办理。")
    from_person = Citation.objects.get(version=version)
    Citation.objects.filter(pk=from_person.pk).update(state="external", decided_by=_account())
    make.work(make.norm_text("枫桥市旧灯办法", subject="旧灯"), title="枫桥市旧灯办法", **LAW)
    assert (state(version), work.cited_by.count()) == ([("external", "", "")], 0)


def _account():
    return Account.objects.create_user("li")


def test_withdrawn_work_is_no_target():
    work = make.work(title="枫桥市路灯办法", **LAW)
    version = citing("依照《枫桥市路灯办法》第三条办理。")
    work.withdrawn_at = make.AT
    work.save(update_fields=["withdrawn_at"])
    resolve.unlink(work)
    resolve.link()
    assert state(version) == [("unresolved", "", "3")]


def test_proposal_finds_its_target_when_it_arrives():
    make.version(
        text="枫桥市新灯办法\n第一条　灯应当亮。\n第二条　《枫桥市旧灯办法》同时废止。",
        title="枫桥市新灯办法",
    )
    assert Effect.objects.get(kind="repeal").work is None
    work = make.work(make.norm_text("枫桥市旧灯办法", subject="旧灯"), title="枫桥市旧灯办法", **LAW)
    assert Effect.objects.get(kind="repeal").work == work
    work.refresh_from_db()
    assert work.force == "in_force"  # a proposal counts for nothing


def test_many_citations_are_tied_in_few_queries(django_assert_max_num_queries):
    make.works(20)
    sentences = "".join(
        f"《枫桥市{name}第{part}片区管理办法》第三条、" for name in make.SUBJECTS for part in (1, 2)
    )
    version = citing(f"依照{sentences}办理。", issued_on=date(2021, 1, 1))
    Citation.objects.update(work=None, state="unresolved")
    with django_assert_max_num_queries(16):
        assert resolve.link() == 20
    assert {row[0] for row in state(version)} == {"resolved"}


def test_text_that_replaces_one_of_its_own_title_does_not_replace_itself():
    title = "枫桥市新灯办法"
    text = f"{title}\n第一条　灯应当亮。\n第二条　2010年发布的《{title}》同时废止。"
    make.version(text=text, title=title, issued_on=date(2020, 2, 1))
    resolve.link()
    assert Effect.objects.get(kind="replace").work is None
    before = make.norm_text(title, subject="老灯")
    old = make.work(before, title=title, doc_no="枫政规〔2010〕4号", issued_on=date(2010, 1, 1))
    later = make.norm_text(title, subject="更新的灯")
    make.work(later, title=title, doc_no="枫政规〔2024〕4号", issued_on=date(2024, 1, 1))
    assert Effect.objects.get(kind="replace").work == old
