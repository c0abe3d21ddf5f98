"""Title, document number and issuer as the text itself shows them. All texts are invented."""

import pytest

from yifa.kernel.texts.structure import parse

BODY = "\n一、登记免费。\n二、收费公开。"


@pytest.mark.parametrize(
    ("head", "title", "doc_no", "issuer"),
    [
        ("甲市人民政府关于登记的通知\n甲政发〔2020〕3号\n各区：", "甲市人民政府关于登记的通知", "甲政发〔2020〕3号", "甲市人民政府"),
        ("甲市人民政府办公室\n关于做好登记\n工作的通知\n甲政办字〔2020〕3号", "甲市人民政府办公室关于做好登记工作的通知", "甲政办字〔2020〕3号", "甲市人民政府办公室"),
        ("甲市人民政府文件\n甲政发〔2020〕3号\n关于登记的通知\n各区：", "关于登记的通知", "甲政发〔2020〕3号", "甲市人民政府"),
        ("甲市公安局、甲市民政局关于登记的意见", "甲市公安局、甲市民政局关于登记的意见", "", "甲市公安局、甲市民政局"),
        ("甲政发〔2020〕3号甲市人民政府关于登记的决定", "甲市人民政府关于登记的决定", "甲政发〔2020〕3号", "甲市人民政府"),
        ("甲市登记办法\n（2019年3月1日甲市人民政府令第7号公布 自2019年5月1日起施行）", "甲市登记办法", "甲市人民政府令第7号", "甲市人民政府"),
        ("甲市登记条例\n2019年3月1日 甲市第七届人民代表大会常务委员会第三次会议通过", "甲市登记条例", "", "甲市人民代表大会常务委员会"),
        ("中华人民共和国登记法\n（2019年3月1日第十三届全国人民代表大会常务委员会第九次会议通过）", "中华人民共和国登记法", "", "全国人民代表大会常务委员会"),
        ("甲市人民政府令\n第7号\n甲市登记办法", "甲市登记办法", "甲市人民政府令第7号", "甲市人民政府"),
        ("关于登记的通 知\n各区：", "关于登记的通 知", "", ""),
        ("登 记 办 法", "登记办法", "", ""),
        ("《甲市登记办法》", "甲市登记办法", "", ""),
        ("甲市人民政府关于推行登记\n公示制度\n公开制度的意见\n甲政发〔2020〕3号", "甲市人民政府关于推行登记公示制度公开制度的意见", "甲政发〔2020〕3号", "甲市人民政府"),
        ("甲市人民政府关于登记文件\n审核机制的意见", "甲市人民政府关于登记文件审核机制的意见", "", "甲市人民政府"),
        ("甲市人民政府办公室转发甲市公安局关于登记的意见的通知", "甲市人民政府办公室转发甲市公安局关于登记的意见的通知", "", "甲市人民政府办公室"),
    ],
)  # fmt: skip
def test_heads(head: str, title: str, doc_no: str, issuer: str) -> None:
    document = parse(head + BODY)
    assert (document.title, document.doc_no, document.issuer) == (title, doc_no, issuer)


def test_the_signature_names_the_issuer_where_the_title_does_not() -> None:
    document = parse("关于登记的通知\n各区：\n登记免费。\n甲市公安局\n甲市民政局\n2020年3月1日")
    assert document.issuer == "甲市公安局、甲市民政局"


def test_a_sentence_is_no_title() -> None:
    assert parse("依照《甲市登记办法》第三条办理。").title == ""
    assert parse("登记免费，\n收费公开。").title == ""


def test_a_title_given_from_outside_wins() -> None:
    assert parse("甲市登记办法\n第一条 登记。", title="乙县登记办法").title == "乙县登记办法"


def test_an_order_bears_the_title_of_what_it_issues() -> None:
    document = parse(
        "甲市人民政府令\n第7号\n现公布《甲市登记办法》，自2020年5月1日起施行。\n市长 某某\n2020年3月1日\n甲市登记办法\n第一条 登记。\n第二条 施行。"
    )
    assert (document.title, document.doc_no) == ("甲市登记办法", "甲市人民政府令第7号")
    assert [part.title for part in document.components] == ["甲市人民政府令", "甲市登记办法"]
