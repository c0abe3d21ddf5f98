"""What a text shows of itself. All texts are invented."""

from datetime import date

import pytest

from yifa.registers.library.ingest.days import days, last_day
from yifa.registers.library.ingest.prepare import prepare

NOTICE = """枫桥市人民政府文件
枫政字?2016?31号
枫桥市人民政府关于印发《枫桥市路灯维护管理办法》的通知
各县（区）人民政府，市政府各部门：
现将《枫桥市路灯维护管理办法》印发给你们，请认真贯彻执行。
枫桥市人民政府
2016年12月5日
枫桥市路灯维护管理办法
第一条　为了规范路灯维护工作，制定本办法。
第二条　路灯维护单位应当在接到报修后四小时内到场。
第三条　本办法自2017年1月1日起施行，有效期五年。"""


def test_notice_with_lost_brackets_is_repaired_and_raw_kept():
    draft = prepare(NOTICE, name="通知.txt")
    assert (draft.title, draft.doc_no, draft.doc_no_raw, draft.issuers) == (
        "枫桥市人民政府关于印发《枫桥市路灯维护管理办法》的通知",
        "枫政字〔2016〕31号",
        "枫政字?2016?31号",
        ("枫桥市人民政府",),
    )
    assert (draft.kind, draft.issued_on, draft.effective_on, draft.expires_on) == (
        "government_norm", date(2016, 12, 5), date(2017, 1, 1), date(2021, 12, 31),
    )  # fmt: skip


def test_every_guess_says_how_sure_and_where():
    guesses = prepare(NOTICE, name="通知.txt").guesses
    start, end = guesses["doc_no"]["span"]
    assert prepare(NOTICE).text[start:end] == "枫政字〔2016〕31号"
    assert {name: guess["confidence"] for name, guess in guesses.items() if name in ("title", "doc_no")} == {
        "title": 0.95, "doc_no": 0.8,
    }  # fmt: skip


def test_joint_issue_names_every_organ_in_printed_order():
    text = "枫桥市司法局 枫桥市财政局\n关于公共书屋经费使用的通知\n枫司发〔2021〕7号\n一、经费应当专款专用。\n枫桥市司法局\n枫桥市财政局\n2021年4月6日"
    draft = prepare(text)
    assert draft.issuers == ("枫桥市司法局", "枫桥市财政局")
    assert draft.title == "枫桥市司法局 枫桥市财政局关于公共书屋经费使用的通知"
    assert (draft.kind, draft.issued_on) == ("department_norm", date(2021, 4, 6))


def test_letters_of_an_organ_set_apart_are_joined():
    text = "关于晨练场地开放的指导意见\n体育发〔2019〕3号\n一、场地应当免费开放。\n体 育 总 局\n2019年5月8日"
    assert prepare(text).issuers == ("体育总局",)


def test_history_lines_give_the_four_days():
    text = (
        "枫桥市集市摊位管理条例\n"
        "（2010年3月4日枫桥市第五届人民代表大会常务委员会第九次会议通过 2010年5月6日青川省第六届人民代表大会常务委员会批准 "
        "根据2015年7月8日枫桥市第六届人民代表大会常务委员会第二次会议《关于修改部分条例的决定》修正）\n"
        "第一条　摊位应当整洁。\n第二条　摊主应当在收摊后清扫。\n第三条　本条例自2010年8月1日起施行。"
    )
    draft = prepare(text)
    assert (draft.adopted_on, draft.first_issued_on, draft.issued_on, draft.effective_on) == (
        date(2010, 3, 4), date(2010, 3, 4), date(2015, 7, 8), date(2010, 8, 1),
    )  # fmt: skip
    assert (draft.kind, draft.issuers, draft.label) == (
        "local_regulation", ("枫桥市人民代表大会常务委员会",), "2015年修正",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("sentence", "effective", "expires"),
    [
        ("本办法自2020年3月1日起施行。", date(2020, 3, 1), None),
        ("本办法自二〇二〇年三月一日起施行。", date(2020, 3, 1), None),
        ("本办法自公布之日起施行，有效期至2023年12月31日。", date(2020, 2, 1), date(2023, 12, 31)),
        ("本办法自公布之日起30日后施行，试行期1年。", date(2020, 3, 2), date(2021, 3, 1)),
        ("本通知自2020年2月29日起执行，有效期2年。", date(2020, 2, 29), date(2022, 2, 28)),
        ("本办法自2020年3月1日起施行，有效期6个月。", date(2020, 3, 1), date(2020, 8, 31)),
    ],
)
def test_validity_stated_by_the_text(sentence, effective, expires):
    draft = prepare(
        f"枫桥市古树看护办法\n第一条　古树应当挂牌。\n第二条　{sentence}",
        known={"issued_on": date(2020, 2, 1)},
    )
    assert (draft.effective_on, draft.expires_on) == (effective, expires)


@pytest.mark.parametrize(
    "sentence",
    [
        "依照本办法取得的许可证有效期为5年。",
        "《枫桥市旧办法》自2012年1月1日起施行。",
        "本办法所称新车，是指自2018年1月1日起实施登记的车辆。",
    ],
)
def test_validity_of_other_things_is_not_that_of_the_text(sentence):
    draft = prepare(f"枫桥市校车站牌办法\n第一条　站牌应当醒目。\n第二条　{sentence}")
    assert (draft.effective_on, draft.expires_on) == (None, None)


def test_day_that_does_not_exist_is_said_and_not_stored():
    draft = prepare("枫桥市社区食堂办法\n第一条　食堂应当明码标价。\n第二条　本办法自2017年2月30日起施行。")
    assert draft.effective_on is None
    assert "“2017年2月30日”不是有效的日期，未采用。" in draft.findings


def test_given_values_win_and_count_as_sure():
    draft = prepare(NOTICE, known={"title": "另一标题", "kind": "other", "issued_on": date(2016, 12, 6)})
    assert (draft.title, draft.kind, draft.issued_on, draft.confidence) == (
        "另一标题",
        "other",
        date(2016, 12, 6),
        1.0,
    )


def test_note_that_is_no_norm_is_unsure():
    assert prepare("明天下午三点去买菜。\n别忘了带伞。", name="便条.txt").confidence < 0.6


def test_last_day_of_a_validity_is_the_day_before():
    assert [last_day(date(2017, 3, 1), 5, "年"), last_day(date(2020, 2, 29), 1, "年"), last_day(date(2020, 8, 31), 6, "月")] == [
        date(2022, 2, 28), date(2021, 2, 28), date(2021, 2, 28),
    ]  # fmt: skip


def test_days_are_read_in_every_script():
    found = [one.day for one in days("2017年3月6日、二〇一七年十二月三十一日、一九九八年二月三十日")]
    assert found == [date(2017, 3, 6), date(2017, 12, 31), None]


def test_title_in_brackets_is_the_title():
    text = "《枫桥市古树看护办法》\n第一条 古树应当挂牌。\n第二条 每年检查。\n第三条 本办法自2020年3月1日起施行。"
    draft = prepare(text, name="古树.txt")
    assert (draft.title, draft.confidence >= 0.6) == ("枫桥市古树看护办法", True)
