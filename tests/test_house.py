"""The house as a visitor meets it: health, log lines, pages for what goes wrong."""

import json
import logging
import re
import sys
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.db.utils import OperationalError
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path

from config import urls
from yifa.faces.frame.requests import JsonLines


@pytest.mark.django_db
def test_health_says_that_database_and_data_folder_answer(client: Client) -> None:
    answer = client.get("/health")
    assert (answer.status_code, answer.json()) == (
        200,
        {"ok": True, "checks": {"database": True, "data": True}},
    )
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.django_db
def test_health_is_503_when_the_data_folder_cannot_be_written(client: Client, settings: Any) -> None:
    settings.YIFA_DATA = Path(settings.YIFA_DATA) / "absent"
    answer = client.get("/health")
    assert (answer.status_code, answer.json()["checks"]) == (503, {"database": True, "data": False})


@pytest.mark.django_db
def test_health_is_503_when_the_database_does_not_answer(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unreachable() -> None:
        raise OperationalError("no route to the database")

    monkeypatch.setattr(connection, "cursor", unreachable)
    answer = client.get("/health")
    assert (answer.status_code, answer.json()["checks"]) == (503, {"database": False, "data": True})


@pytest.mark.django_db
def test_each_request_is_one_json_line_with_the_id_of_the_answer(
    client: Client, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO, "yifa.requests"):
        answers = [client.get("/health"), client.get("/norms/no-such-document")]
    lines = [
        json.loads(JsonLines().format(record)) for record in caplog.records if record.name == "yifa.requests"
    ]
    assert [(line["path"], line["status"], line["method"]) for line in lines] == [
        ("/health", 200, "GET"),
        ("/norms/no-such-document", 404, "GET"),
    ]
    assert [line["request"] for line in lines] == [answer["X-Request-ID"] for answer in answers]
    assert len({line["request"] for line in lines}) == 2
    assert all(line["ms"] >= 0 and line["level"] == "info" for line in lines)


def test_a_fault_is_one_line_with_its_trace() -> None:
    try:
        raise ZeroDivisionError("除数为零")
    except ZeroDivisionError:
        record = logging.LogRecord("yifa", logging.ERROR, "", 0, "办理失败", (), sys.exc_info())
    text = JsonLines().format(record)
    line = json.loads(text)
    assert "\n" not in text
    assert (line["level"], line["message"]) == ("error", "办理失败")
    assert line["trace"].endswith("ZeroDivisionError: 除数为零")


def _breaks(request: HttpRequest) -> HttpResponse:
    raise ZeroDivisionError("a bug")


@pytest.fixture
def _broken_address(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(urls, "urlpatterns", [path("breaks", _breaks), *urls.urlpatterns])


def designed(answer: Any) -> str:
    """The text of a page in our own frame."""
    text = answer.content.decode()
    assert "<html" in text and settings.YIFA_SITE_NAME in text and "yifa.css" in text
    assert re.search(r"[\u4e00-\u9fff]{4}", re.search(r"<h1[^>]*>(.*?)</h1>", text, re.DOTALL)[1])  # type: ignore[index]
    return text


@pytest.mark.django_db
def test_an_unknown_address_gets_the_designed_page(client: Client) -> None:
    answer = client.get("/norms/no-such-document")
    assert answer.status_code == 404
    designed(answer)


@pytest.mark.django_db
@pytest.mark.urls(urls.__name__)
@pytest.mark.usefixtures("_broken_address")
def test_a_bug_gets_the_designed_page_with_the_number_of_the_request(client: Client) -> None:
    client.raise_request_exception = False
    answer = client.get("/breaks")
    assert answer.status_code == 500
    assert answer["X-Request-ID"] in designed(answer)
    assert "ZeroDivisionError" not in answer.content.decode()


@pytest.mark.django_db
def test_a_form_without_its_token_gets_the_designed_page() -> None:
    answer = Client(enforce_csrf_checks=True).post("/accounts/login/", {"login": "a", "password": "b"})
    assert answer.status_code == 403
    assert "页面停留过久" in designed(answer)


@pytest.mark.django_db
def test_a_request_for_another_host_gets_the_designed_page(client: Client) -> None:
    answer = client.get("/", HTTP_HOST="elsewhere.example")
    assert answer.status_code == 400
    designed(answer)
