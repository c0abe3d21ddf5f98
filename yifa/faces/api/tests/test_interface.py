"""How the interface behaves whatever is asked: errors in one form, rate, caching, description; search, laws, terms."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.test import Client, RequestFactory
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from yifa.faces.api import organs, rate
from yifa.kernel.organs.models import Organ
from yifa.registers.library.tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_data(tmp_path: Path, settings: Any) -> None:
    settings.YIFA_DATA = tmp_path


def error(response: Any) -> dict[str, Any]:
    return json.loads(response.content)["error"]


@pytest.mark.parametrize(
    ("address", "message"),
    [
        ("documents?page=0", "参数不合要求：page 不得小于 1。"),
        ("documents?size=101", "参数不合要求：size 不得大于 100。"),
        ("documents?page=x", "参数不合要求：page 应当是整数。"),
        ("documents?kind=nonsense", "参数不合要求：kind.0 只能是 "),
        ("documents?page=501&size=100", "翻页至多到第 50000 项。请缩小条件，或者使用批量下载。"),
        ("documents/x/force?known_at=0001-01-01T00:00:00", "known_at 应当在 1900 年至 2200 年之间。"),
        ("documents/x?on=2017-02-30", "参数不合要求：on 应当是日历上的日期，例如 2026-03-16。"),
        (
            "documents/x/force?known_at=then",
            "参数不合要求：known_at 应当是日期或者时刻，例如 2026-03-16T09:00:00+08:00。",
        ),
        ("search?q=" + "字" * 501, "参数不合要求：q 不得超过 500 个字。"),
        ("search?sort=random", "参数不合要求：sort 只能是 "),
        ("suggest", "参数不合要求：q 必须填写。"),
        ("due?rule=FY-014b", "参数不合要求：start 必须填写。"),
        ("due?rule=FY-999&start=2025-08-04", "2025-08-04 没有唯一适用的规则 FY-999。"),
        (
            "due?rule=FY-014b&start=2025-08-04&suspend=x",
            "不计入的期间应当写作 2026-01-05:2026-01-10，不是 x。",
        ),
        ("due?rule=FY-014b&start=2025-08-04&suspend=2025-02-30:2025-03-01", "不计入的期间应当写作"),
    ],
)
def test_bad_values_get_a_sentence(client: Client, address: str, message: str) -> None:
    response = client.get(f"/api/v1/{address}")
    found = error(response)
    assert (response.status_code, found["code"]) == (422, "invalid")
    assert found["message"].startswith(message)
    assert found["request_id"] == response["X-Request-ID"]


@pytest.mark.parametrize(
    "address", ["/api/v1/nothing", "/api/v2/documents", "/api/v1/", "/api/v1/documents/a/b/c"]
)
def test_unknown_addresses_answer_in_the_same_form(client: Client, address: str) -> None:
    response = client.get(address)
    assert (response.status_code, error(response)["code"]) == (404, "not_found")


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_only_reading_is_allowed(client: Client, method: str) -> None:
    response = getattr(client, method)("/api/v1/documents")
    assert (response.status_code, error(response)["code"]) == (405, "method_not_allowed")


@pytest.mark.parametrize("address", ["documents?issuer=%00", "documents/%00", "search?q=a%00b"])
def test_a_nul_character_is_refused(client: Client, address: str) -> None:
    response = client.get(f"/api/v1/{address}")
    assert (response.status_code, error(response)["code"]) == (400, "bad_request")


@given(
    address=st.sampled_from(
        ["documents", "search", "suggest", "organs", "laws", "rules", "due", "documents/x/force"]
    ),
    query=st.dictionaries(
        st.sampled_from(
            [
                "q",
                "page",
                "size",
                "on",
                "known_at",
                "kind",
                "year",
                "rule",
                "start",
                "suspend",
                "extend",
                "sort",
            ]
        ),
        st.one_of(st.text(max_size=30), st.integers().map(str), st.datetimes().map(str), st.dates().map(str)),
        max_size=4,
    ),
)
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_is_asked_gets_an_answer_or_a_sentence(
    client: Client, address: str, query: dict[str, str]
) -> None:
    response = client.get(f"/api/v1/{address}", query)
    assert response.status_code in (200, 400, 404, 422)
    if response.status_code != 200:
        assert error(response)["message"].endswith("。")


def test_a_bug_is_answered_in_the_same_form(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*args: object) -> None:
        raise RuntimeError("secret words")

    monkeypatch.setattr(organs, "of_query", broken)
    response = client.get("/api/v1/organs")
    assert (response.status_code, error(response)["code"]) == (500, "failed")
    assert "secret" not in response.content.decode()


def test_the_rate_of_one_address_is_limited(client: Client, settings: Any) -> None:
    settings.YIFA_API_RATE = 3
    answers = [client.get("/api/v1/laws?size=1") for _ in range(5)]
    codes = [answer.status_code for answer in answers]
    assert codes[0] == 200 and 429 in codes and codes == sorted(codes)
    refused = answers[-1]
    assert error(refused)["code"] == "too_many_requests" and 1 <= int(refused["Retry-After"]) <= 60
    assert client.get("/api/v1/laws?size=1", REMOTE_ADDR="10.1.1.1").status_code == 200


def test_processes_count_together(tmp_path: Path) -> None:
    one, other = rate.Meter(tmp_path / "rate"), rate.Meter(tmp_path / "rate")
    assert [one.count("10.0.0.1", 60), other.count("10.0.0.1", 61), one.count("10.0.0.1", 119)] == [1, 2, 3]
    assert other.count("10.0.0.2", 119) == 1
    assert one.count("10.0.0.1", 120) == 1


def test_only_our_own_proxies_are_believed() -> None:
    request = RequestFactory().get("/", REMOTE_ADDR="10.0.0.9", HTTP_X_FORWARDED_FOR="1.1.1.1, 2.2.2.2")
    assert [rate.address_of(request, proxies) for proxies in (0, 1, 2, 5)] == [
        "10.0.0.9",
        "2.2.2.2",
        "1.1.1.1",
        "1.1.1.1",
    ]
    assert rate.address_of(RequestFactory().get("/", REMOTE_ADDR="10.0.0.9"), 1) == "10.0.0.9"


def test_who_has_the_answer_already_gets_304(client: Client) -> None:
    first = client.get("/api/v1/laws?size=2")
    again = client.get("/api/v1/laws?size=2", headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_pages_of_other_sites_may_read(client: Client) -> None:
    assert client.get("/api/v1/laws?size=1")["Access-Control-Allow-Origin"] == "*"
    asked = client.options("/api/v1/laws")
    assert (asked.status_code, asked["Access-Control-Allow-Origin"]) == (204, "*")
    head = client.head("/api/v1/laws?size=1")
    assert (head.status_code, head.content) == (200, b"")


def test_every_address_is_described(client: Client) -> None:
    described = client.get("/api/v1/openapi.json").json()
    assert described["info"]["title"] == "规范性文件数据接口"
    assert set(described["paths"]) >= {
        "/api/v1/documents",
        "/api/v1/documents/{slug}/text",
        "/api/v1/search",
        "/api/v1/due",
    }
    for methods in described["paths"].values():
        assert list(methods) == ["get"] and methods["get"]["summary"]


def test_the_guide_needs_no_script_and_names_every_address(client: Client) -> None:
    text = client.get("/api/").content.decode()
    for address in client.get("/api/v1/openapi.json").json()["paths"]:
        assert f"<code>{address}</code>" in text
    assert "swagger" not in text.lower() and "http://cdn" not in text and "https://cdn" not in text
    assert "known_at" in text and "按哪一刻已经掌握的记录推算" in text


def test_the_search_is_the_one_of_the_portal(client: Client) -> None:
    kept = factories.work()
    inner = "枫桥市内部试行河道保洁办法"
    factories.work(public=False, title=inner, text=factories.norm_text(inner, subject="内部保洁"))
    found = client.get("/api/v1/search", {"q": "河道保洁", "size": "5"}).json()
    assert [hit["slug"] for hit in found["hits"]] == [kept.slug]
    assert found["hits"][0]["url"] == f"http://testserver/norms/{kept.slug}"
    assert found["total"] == 1 and found["reading"]["sentence"] and "kind" in found["facets"]
    narrowed = client.get("/api/v1/search", {"q": "河道保洁", "kind": "law"}).json()
    assert narrowed["total"] == 0
    offered = client.get("/api/v1/suggest", {"q": "枫桥市河道"}).json()
    assert [one["slug"] for one in offered] == [kept.slug]


def test_organs_that_exist_on_the_day(client: Client) -> None:
    Organ.objects.create(
        code="bh-sfj", name="滨河市司法局", kind="department", level="city", founded_on="2019-03-01"
    )
    assert client.get("/api/v1/organs").json()["items"][0]["name"] == "滨河市司法局"
    assert client.get("/api/v1/organs", {"on": "2018-01-01"}).json()["total"] == 0
    assert client.get("/api/v1/organs/bh-sfj").json()["founded_on"] == "2019-03-01"


def test_laws_and_rules_lead_to_their_texts(client: Client, django_assert_max_num_queries: Any) -> None:
    title = "中华人民共和国行政复议法"
    work = factories.work(
        factories.norm_text(title, articles=70), title=title, kind="law", doc_no="", region=""
    )
    with django_assert_max_num_queries(5):
        held = client.get("/api/v1/rules", {"on": "2025-01-01", "size": "100"}).json()
    found = client.get("/api/v1/laws", {"q": title, "size": "9"}).json()
    one = client.get("/api/v1/rules/FY-001b").json()
    links = {law["title"]: law["url"] for law in found["items"]}
    assert f"/norms/{work.slug}" in links[title] and links[f"{title}实施条例"] == ""
    address = f"http://testserver/norms/{work.slug}#art_20"
    assert one["basis"] == [{"text": f"《{title}》第二十条", "url": address}]
    assert 0 < held["total"] < client.get("/api/v1/rules").json()["total"]


def test_the_due_day_with_its_explanation(client: Client) -> None:
    found = client.get("/api/v1/due", {"rule": "FY-017b", "start": "2025-08-04"}).json()
    same = client.get("/api/v1/due", {"rule": "FY-017", "start": "2025-08-04"}).json()
    assert found == same and found["start"] == "2025-08-04" and found["due"] > "2025-08-04"
    assert found["explanation"] and found["explanation"][0].endswith("。")
