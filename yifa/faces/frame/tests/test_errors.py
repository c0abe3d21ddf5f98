"""What goes wrong is answered with a designed page: what happened, what was not lost, what to do next."""

import json

import pytest
from django.core.exceptions import PermissionDenied, RequestDataTooBig, SuspiciousOperation, TooManyFilesSent
from django.db import connection
from django.db.utils import OperationalError
from django.http import Http404
from django.test import Client, RequestFactory
from django.urls import path
from lxml import html

from config import urls as real
from yifa.faces.frame import errors

pytestmark = pytest.mark.django_db


def raising(error):
    def view(request):
        raise error

    return view


FAULTS = {
    "bad": (SuspiciousOperation("x"), 400, "这个请求看不懂"),
    "forbidden": (PermissionDenied("本页只供审查人员使用。"), 403, "这一页您现在不能用"),
    "missing": (Http404("没有这份文件。"), 404, "没有找到这个页面"),
    "large": (RequestDataTooBig("x"), 413, "一次提交的内容太大，没有保存"),
    "many-files": (TooManyFilesSent("x"), 413, "一次提交的内容太大，没有保存"),
    "bug": (ZeroDivisionError("secret detail"), 500, "系统出错，没有保存到一半的内容"),
}
urlpatterns = [
    *[path(f"fault/{name}", raising(fault[0])) for name, fault in FAULTS.items()],
    *real.urlpatterns,
]
handler400, handler403, handler404, handler500 = (
    errors.bad_request, errors.forbidden, errors.not_found, errors.failed,
)  # fmt: skip


@pytest.fixture
def faulty(settings):
    settings.ROOT_URLCONF = __name__
    return Client(raise_request_exception=False)


def words(response):
    return html.fromstring(response.content.decode()).xpath("string(//main)")


@pytest.mark.parametrize("name", FAULTS)
def test_each_fault_has_its_page(faulty, name):
    _, status, heading = FAULTS[name]
    response = faulty.get(f"/fault/{name}")
    assert response.status_code == status
    page = html.fromstring(response.content.decode())
    assert page.xpath("string(//h1)") == heading
    assert page.xpath("//title")[0].text.endswith("· 衡水市法治政府平台")
    assert page.xpath("//header//a[@class='brand']/@href") == ["/"]
    assert "secret detail" not in response.content.decode()


def test_the_reason_given_is_shown_but_not_that_of_the_framework(faulty):
    assert "没有这份文件。" in words(faulty.get("/fault/missing"))
    assert "本页只供审查人员使用。" in words(faulty.get("/fault/forbidden"))
    unknown = words(faulty.get("/nothing/here"))
    assert "网址可能抄漏了" in unknown and "tried" not in unknown


def test_a_fault_names_the_number_of_the_request(faulty):
    response = faulty.get("/fault/bug")
    assert response["X-Request-ID"] in words(response)
    assert html.fromstring(response.content.decode()).xpath("//a[.='再试一次']/@href") == ["/fault/bug"]


def test_the_page_of_a_fault_needs_no_database(faulty, monkeypatch):
    def down(*args, **kwargs):
        raise OperationalError("disk gone")

    monkeypatch.setattr(connection, "cursor", down)
    response = errors.failed(RequestFactory().get("/norms/x"))
    assert response.status_code == 500
    assert "系统出错" in response.content.decode()


def test_a_stale_form_says_what_to_do():
    response = Client(enforce_csrf_checks=True).post("/accounts/login/", {"login": "x", "password": "y"})
    assert response.status_code == 403
    assert "请返回上一页刷新后再提交" in words(response)


def test_health_answers_in_json(client, settings, tmp_path):
    settings.YIFA_DATA = tmp_path
    assert json.loads(client.get("/health").content) == {
        "ok": True,
        "checks": {"database": True, "data": True},
    }
    settings.YIFA_DATA = tmp_path / "gone"
    sick = client.get("/health")
    assert (sick.status_code, json.loads(sick.content)["checks"]["data"]) == (503, False)
