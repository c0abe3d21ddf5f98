"""What the record holds reads as officials write, never as it is stored."""

from yifa.faces.frame.acts import detail_words


def test_stored_codes_days_and_lists_are_read_as_words():
    detail = {"outcome": "stored", "title": "某办法", "kind": "department_norm", "issuers": "('甲局', '乙局')",
              "issued_on": "2022-08-26"}  # fmt: skip
    assert detail_words(detail) == (
        "结果：已入库；标题：某办法；类别：部门规范性文件；制定机关：甲局、乙局；成文日期：2022年8月26日"
    )


def test_a_change_is_said_from_old_to_new():
    assert detail_words({"topics": ["[]", "['urban', 'civil']"]}) == "主题：空 → 城乡建设、民政与社会救助"


def test_a_sentence_keeps_one_mark_at_its_end():
    assert detail_words({"because": "本库不收录。", "places": 1}) == "理由：本库不收录；引用处数：1"


def test_what_only_looks_like_a_day_stays():
    assert detail_words({"reason": "十个字的理由就是这样"}) == "理由：十个字的理由就是这样"
