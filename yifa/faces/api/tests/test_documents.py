"""Documents through the interface: the right values, public ones only, a fixed number of queries."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from yifa.registers.library.export.tests import shelved
from yifa.registers.library.kinds import EffectKind
from yifa.registers.library.models import Work

pytestmark = pytest.mark.django_db
SLUG, TRAFFIC = "2019-1a2b3c4d", "2010-aaaa1111"
FIXED = ("", f"/{SLUG}", f"/{SLUG}/force", f"/{SLUG}/text", f"/{SLUG}/citations", f"/{TRAFFIC}/cited-by")
LOST = (
    "documents/2026-00000009",
    "documents/2026-00000009/text",
    "documents/nothing",
    f"documents/{SLUG}/provisions/art_99",
    f"documents/{SLUG}/text?on=2010-01-01",
    "organs/nothing",
    "rules/nothing",
)


@pytest.fixture(autouse=True)
def parking() -> Work:
    """A norm in two texts, in force since 2019-07-01, and one document that is not public and repeals it."""
    work = shelved.work()
    first = shelved.version(work)
    shelved.version(work, shelved.PARKING.replace("三元", "五元"), on=date(2023, 5, 1))
    shelved.effect(work, EffectKind.COMMENCE, date(2019, 7, 1), by_version=first)
    traffic = shelved.work(
        "滨河市道路交通管理条例",
        slug=TRAFFIC,
        kind="local_regulation",
        doc_no="",
        issued_on=date(2010, 3, 1),
    )
    shelved.version(traffic, "滨河市道路交通管理条例\n第一条 甲。")
    hidden = shelved.work("尚未公布的办法", slug="2026-00000009", doc_no="")
    secret = shelved.version(
        hidden, "尚未公布的办法\n第一条 根据《滨河市城市停车管理办法》第三条保密。", public=False
    )
    shelved.cite(secret, "《滨河市城市停车管理办法》第三条", work, article="3")
    shelved.cite(first, "《滨河市道路交通管理条例》第十二条", traffic, article="12")
    return work


def get(client: Client, address: str, **query: Any) -> Any:
    response = client.get(f"/api/v1/{address}", query)
    assert response.status_code == 200, response.content.decode()
    assert "尚未公布" not in response.content.decode()
    return response.json()


def queries(client: Client, address: str) -> int:
    with CaptureQueriesContext(
        connection,
    ) as caught:
        get(client, address)
    return len(caught)


def test_the_list_holds_public_documents_newest_first(client: Client) -> None:
    found = get(client, "documents")
    assert (found["total"], found["page"], found["pages"], found["size"]) == (2, 1, 1, 20)
    assert [item["slug"] for item in found["items"]] == [SLUG, TRAFFIC]
    assert found["items"][0] == {
        "slug": SLUG, "kind": "government_norm", "kind_label": "政府规范性文件", "title": "滨河市城市停车管理办法",
        "doc_no": "滨政规〔2019〕3号", "issuers": ["滨河市人民政府"], "region": "", "topics": ["transport"],
        "adopted_on": None, "issued_on": "2019-06-01", "published_on": "2019-06-03", "effective_on": "2019-07-01",
        "expires_on": None, "force": "in_force", "force_label": "有效",
        "url": f"http://testserver/norms/{SLUG}", "eli": f"http://testserver/eli/cn-hengshui/government_norm/{SLUG}",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("query", "slugs"),
    [
        ({"kind": "local_regulation"}, [TRAFFIC]),
        ({"kind": ["local_regulation", "government_norm"]}, [SLUG, TRAFFIC]),
        ({"force": "in_force"}, [SLUG]),
        ({"issuer": "滨河市人民政府"}, [SLUG, TRAFFIC]),
        ({"issuer": "滨河市"}, []),
        ({"year": 2010}, [TRAFFIC]),
        ({"topic": "transport", "year": 2019}, [SLUG]),
        ({"topic": '" OR 1=1'}, []),
        ({"size": 1, "page": 2}, [TRAFFIC]),
        ({"page": 9}, []),
    ],
)
def test_the_list_is_filtered_and_paged(client: Client, query: dict[str, Any], slugs: list[str]) -> None:
    assert [item["slug"] for item in get(client, "documents", **query)["items"]] == slugs


def test_a_document_with_force_texts_effects_and_outline(client: Client) -> None:
    found = get(client, f"documents/{SLUG}", on="2020-01-01")
    assert found["standing"]["code"] == "in_force"
    assert found["standing"]["reason"] == "自2019年7月1日起施行，未见废止。"
    assert [(text["issued_on"], text["current"]) for text in found["texts"]] == [
        ("2019-06-01", True),
        ("2023-05-01", False),
    ]
    assert found["texts"][0]["akn"] == f"http://testserver/norms/{SLUG}/2019-07-01/akn.xml"
    assert client.get(found["texts"][0]["akn"]).status_code == 200
    assert [(one["kind"], one["on"], one["by"]) for one in found["effects"]] == [
        ("commence", "2019-07-01", None)
    ]
    chapters = found["outline"]
    assert [(one["eid"], [below["eid"] for below in one["children"]]) for one in chapters] == [
        ("chp_1", ["art_1", "art_2"]),
        ("chp_2", ["art_3", "art_4", "art_5"]),
    ]


def test_force_on_a_day_as_known_at_an_earlier_moment(client: Client, parking: Work) -> None:
    public = shelved.work(
        "关于废止停车管理办法的决定", slug="2024-00000007", doc_no="", issued_on=date(2024, 1, 1)
    )
    by = shelved.version(public, "关于废止停车管理办法的决定\n废止。")
    recorded = shelved.AT + timedelta(days=3)
    shelved.effect(parking, EffectKind.REPEAL, date(2024, 2, 1), by_version=by, recorded_at=recorded)
    now = get(client, f"documents/{SLUG}/force", on="2025-01-01")
    assert (now["code"], now["reason"]) == (
        "repealed",
        "2024年2月1日起被《关于废止停车管理办法的决定》废止。",
    )
    then = get(client, f"documents/{SLUG}/force", on="2025-01-01", known_at="2026-03-17")
    assert (then["code"], then["known_at"]) == ("in_force", "2026-03-17T00:00:00+08:00")
    before = get(client, f"documents/{SLUG}/force", on="2023-01-01")
    assert before["code"] == "in_force" and before["until"] == "2024-02-01"


def test_a_cause_that_is_not_public_is_not_named(client: Client, parking: Work) -> None:
    secret = Work.objects.get(slug="2026-00000009").versions.get()
    shelved.effect(parking, EffectKind.REPEAL, date(2025, 1, 1), by_version=secret)
    found = get(client, f"documents/{SLUG}")
    assert found["standing"]["reason"] == "2025年1月1日起被有权机关废止。"
    assert found["effects"][-1]["by"] is None


def test_text_and_provisions_of_a_day(client: Client) -> None:
    old, new = get(client, f"documents/{SLUG}/text", on="2020-01-01"), get(client, f"documents/{SLUG}/text")
    assert "三元" in old["text"] and "五元" in new["text"]
    third = next(one for one in old["provisions"] if one["eid"] == "art_3")
    assert (
        third["text"] == "第三条 公共停车场按照下列标准收费：\n（一）白天每小时三元；\n（二）夜间每小时一元。"
    )
    assert old["text"][third["start"] : third["end"]] == third["text"]
    one = get(client, f"documents/{SLUG}/provisions/art_3", on="2020-01-01")
    assert one == third
    assert client.get(one["url"]).status_code == 302


def test_citations_out_name_public_targets_only(client: Client) -> None:
    found = get(client, f"documents/{SLUG}/citations", on="2020-01-01")
    (one,) = found["items"]
    assert (one["text"], one["article"], one["state"]) == (
        "《滨河市道路交通管理条例》第十二条",
        "12",
        "resolved",
    )
    assert one["target"]["slug"] == TRAFFIC


def test_citations_of_hidden_works_count_as_untied(client: Client) -> None:
    norm = Work.objects.get(slug=SLUG).versions.get(valid_from=date(2019, 6, 1))
    shelved.cite(norm, "市城市管理部门", Work.objects.get(slug="2026-00000009"), law="某办法")
    items = get(client, f"documents/{SLUG}/citations", on="2020-01-01")["items"]
    assert [(one["state"], one["target"]) for one in items][1] == ("unresolved", None)


def test_citations_in_come_from_public_texts_only(client: Client) -> None:
    assert get(client, f"documents/{SLUG}/cited-by")["total"] == 0
    found = get(client, f"documents/{TRAFFIC}/cited-by", article="12")
    assert (found["total"], found["items"][0]["title"], found["items"][0]["article"]) == (
        1,
        "滨河市城市停车管理办法",
        "第十二条",
    )
    assert get(client, f"documents/{TRAFFIC}/cited-by", article="13")["items"] == []


@pytest.mark.parametrize("address", FIXED)
def test_the_number_of_queries_does_not_grow(client: Client, parking: Work, address: str) -> None:
    address = f"documents{address}"
    before = queries(client, address)
    first = parking.versions.get(valid_from=date(2019, 6, 1))
    for number in range(6):
        more = shelved.work(
            f"滨河市第{number}号办法",
            slug=f"2020-0000000{number}",
            doc_no="",
            issued_on=date(2020, 1, 1 + number),
        )
        text = shelved.version(
            more, f"滨河市第{number}号办法\n第一条 根据《滨河市道路交通管理条例》第十二条，{number}。"
        )
        shelved.cite(text, "《滨河市道路交通管理条例》第十二条", Work.objects.get(slug=TRAFFIC), article="12")
        shelved.cite(first, "市城市管理部门", more)
        shelved.effect(parking, EffectKind.AMEND, date(2021, 1, 1 + number), by_version=text)
    assert queries(client, address) == before <= 6


@pytest.mark.parametrize("address", LOST)
def test_what_is_not_there_is_a_404_in_the_stable_form(client: Client, address: str) -> None:
    response = client.get(f"/api/v1/{address}")
    error = response.json()["error"]
    assert (response.status_code, error["code"]) == (404, "not_found")
    assert error["message"].endswith("。") and error["request_id"] == response["X-Request-ID"]


@pytest.mark.parametrize(
    "address", ["documents", f"documents/{SLUG}/citations", f"documents/{TRAFFIC}/cited-by"]
)
@pytest.mark.parametrize("page", ["501", "9" * 26])
def test_a_page_beyond_all_reason_is_refused(client: Client, address: str, page: str) -> None:
    response = client.get(f"/api/v1/{address}", {"page": page, "size": "100"})
    assert (response.status_code, response.json()["error"]["code"]) == (422, "invalid")
