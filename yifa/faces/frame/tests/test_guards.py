"""Bad addresses, bodies too large and wrong methods are answered with a designed page, whatever the view does."""

import pytest
from django.test import Client
from lxml import html

from yifa.faces.frame import guards
from yifa.faces.frame.guards import FORM_BYTES, UPLOAD_BYTES, Guards

pytestmark = pytest.mark.django_db


def heading(response):
    return html.fromstring(response.content.decode()).xpath("string(//main//h1)")


@pytest.mark.parametrize(
    "address",
    [
        "/norms/a%00b",
        "/norms/%00/akn.xml",
        "/norms/x/2024-01-01/%00",
        "/search?q=a%00b",
        "/compare?left=%00",
        "/compare.docx?left=a%00&right=b",
        "/eli/cn-hengshui/norm/%00",
        "/norms/x/cited?article=%00",
    ],
)
def test_a_nul_character_in_an_address_is_a_bad_request(address):
    response = Client().get(address)
    assert response.status_code == 400
    assert heading(response) == "这个请求看不懂"


@pytest.mark.parametrize("address", ["/", "/search", "/browse", "/feed.atom", "/data", "/api/"])
def test_what_is_only_read_says_so_when_something_is_sent(address):
    response = Client().post(address)
    assert response.status_code == 405
    assert heading(response) == "这个地址不能这样访问"
    assert "只供查看" in response.content.decode()
    assert "GET" in response["Allow"]


@pytest.mark.parametrize("address", ["/", "/search", "/norms/x", "/accounts/login/", "/nothing"])
def test_an_address_of_a_thousand_parameters_is_a_bad_request(address):
    response = Client().get(f"{address}?{'&'.join(f'a{number}=1' for number in range(1200))}")
    assert response.status_code == 400
    assert heading(response) == "这个请求看不懂"


def test_the_interface_refuses_them_in_its_own_form():
    response = Client().get(f"/api/v1/documents?{'&'.join('kind=law' for _ in range(1200))}")
    assert (response.status_code, response.json()["error"]["code"]) == (400, "bad_request")


def test_the_interface_keeps_its_own_form():
    response = Client().post("/api/v1/documents")
    assert (response.status_code, response.json()["error"]["code"]) == (405, "method_not_allowed")


def test_a_visitor_cannot_fill_the_disk():
    sent = {"login": "x", "file": "x"}
    response = Client().post("/accounts/login/", sent, CONTENT_LENGTH=str(FORM_BYTES + 1))
    assert response.status_code == 413
    assert heading(response) == "一次提交的内容太大，没有保存"


class Asker:
    """Stands for the reader of a request, with these permissions."""

    def __init__(self, *permissions):
        self.can = permissions.__contains__


@pytest.mark.parametrize(
    ("path", "permissions", "length", "passes"),
    [
        ("/desk/imports/new/", ("norms.import",), UPLOAD_BYTES, True),
        ("/desk/imports/new/", ("norms.import",), UPLOAD_BYTES + 1, False),
        ("/desk/imports/new/", (), FORM_BYTES + 1, False),
        ("/accounts/login/", ("norms.import",), FORM_BYTES + 1, False),
        ("/api/v1/search", (), FORM_BYTES + 1, False),
    ],
)
def test_only_those_who_import_send_much(rf, monkeypatch, path, permissions, length, passes):
    monkeypatch.setattr(guards, "reader_of", lambda request: Asker(*permissions))
    request = rf.post(path, CONTENT_LENGTH=str(length))
    reached = []
    guard = Guards(lambda request: reached.append(request) or guards.HttpResponse())
    if passes:
        guard(request)
    else:
        with pytest.raises(guards.RequestDataTooBig):
            guard(request)
    assert bool(reached) == passes
