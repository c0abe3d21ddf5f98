"""Records of a source: what is taken over and what is refused with a sentence."""

from datetime import date

from yifa.registers.library.ingest.given import claim, known


def test_record_of_a_source_is_taken_over():
    values, refused = known(
        {
            "title": " 枫桥市路灯办法 ", "category": "规章", "issuer": "枫桥市人民政府、枫桥市财政局", "doc_no": None,
            "issued_on": "2019-05-06", "effective_on": "2019/6/1", "status": "已失效", "history": ["2019年5月6日公布", 3],
        }
    )  # fmt: skip
    assert (values, refused) == (
        {
            "title": "枫桥市路灯办法", "kind": "规章", "issuers": ("枫桥市人民政府", "枫桥市财政局"),
            "issued_on": date(2019, 5, 6), "effective_on": date(2019, 6, 1), "claim": "lapsed",
            "history": ("2019年5月6日公布",),
        },
        [],
    )  # fmt: skip


def test_impossible_day_is_left_out_and_said():
    assert known({"issued_on": "2017-02-30"}) == ({}, ["随附的日期“2017-02-30”不是有效的日期，未采用。"])


def test_values_of_other_types_are_nothing():
    assert known({"title": 5, "issuer": {}, "history": "x", "topics": 1, "issued_on": [1]})[0] == {}


def test_words_about_force():
    assert [claim(word) for word in ("有效（来源时点）", "已被修改", "已废止", "尚未生效", "？")] == [
        "in_force", "amended", "lapsed", "", "",
    ]  # fmt: skip
