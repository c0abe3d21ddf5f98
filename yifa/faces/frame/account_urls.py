"""Sign-in addresses. What this site has no use for (self-registration, e-mail, reset by e-mail) answers 404."""

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import include, path, re_path

CLOSED = r"^(signup|email|confirm-email|password/reset|login/code)(/|$)"


def closed(request: HttpRequest, *args: str) -> HttpResponse:
    raise Http404("账号由本单位的系统管理员开通，密码也由其重设。")


urlpatterns = [re_path(CLOSED, closed), path("", include("allauth.urls"))]
