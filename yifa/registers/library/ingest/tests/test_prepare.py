"""prepare: never an exception, linear time, whole drafts."""

import pickle
from time import perf_counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from yifa.registers.library.ingest.prepare import prepare
from yifa.registers.library.tests.factories import norm_text

PIECES = st.sampled_from(
    [
        "第一条", "第二条之一", "第三款", "第（四）项", "《", "》", "〈甲〉", "（", "）", "“", "”", "\n", "。", "，", "；", "\t", " ", "　",
        "自2017年2月30日起施行", "自公布之日起", "有效期五年", "有效期至2020年13月1日", "同时废止", "废止下列文件：", "修改为：", "删去",
        "增加一条，作为第五条：", "衡政字?2016?31号", "〔2016〕31号", "枫桥市人民政府", "关于", "通知", "一、", "（一）", "1.", "目录",
        "第一章", "附件1", "本办法", "以下简称", "前款", "\ue000", "\ud800", "\x00", "１２", "2020年1月1日", "同意", "令第5号", "宣布失效",
        "《枫桥市旧办法》第二条予以废止", "决定废止《甲》", "有效期延长至2020年1月1日",
    ]
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(st.one_of(PIECES, st.text(max_size=12)), max_size=60).map("".join), st.text(max_size=20))
def test_no_text_raises(text, name):
    draft = prepare(text, name=name)
    assert pickle.loads(pickle.dumps(draft)) == draft
    assert all(
        0 <= one.start <= one.end <= len(draft.text)
        for one in (*draft.provisions, *draft.citations, *draft.effects)
    )


@settings(max_examples=60, deadline=None)
@given(
    st.dictionaries(
        st.sampled_from(["title", "doc_no", "region", "kind", "label", "claim"]), st.text(max_size=40)
    )
)
def test_no_given_value_raises(known):
    assert prepare("第一条　甲。\n第二条　乙。", known=known).articles == 2


@pytest.mark.parametrize(
    "piece",
    [
        "《枫桥市旧办法》、",
        "自2020年1月1日起",
        "第五条第二款“甲”修改为：“乙”，",
        "废止《甲",
        "有效期",
        "（" * 20,
        "枫桥市人民政府 ",
        "“第五条　",
        "（2010年3月4日通过 根据2012年5月6日",
        "1.《甲办法》\n",
    ],
)
def test_time_grows_with_the_text_and_no_faster(piece):
    def seconds(length: int) -> float:
        text = "枫桥市人民政府关于废止和修改部分文件的决定\n" + (piece * (length // len(piece) + 1))[:length]
        begun = perf_counter()
        prepare(text)
        return perf_counter() - begun

    seconds(2_000)
    short, long = min(seconds(10_000) for _ in range(2)), seconds(100_000)
    assert long < 30 * short + 0.5


def test_ten_thousand_articles_are_read():
    draft = prepare(
        norm_text("枫桥市长篇办法", articles=99)
        + "".join(f"\n第{n}条 第{n}句话。" for n in range(100, 10_001))
    )
    assert (draft.articles, len(draft.provisions), draft.integrity["breaks"]) == (10_000, 10_000, [])
