"""Addresses of the interface: /api/ explains it, /api/v1/ answers; every other one is refused in its own form."""

from django.urls import URLPattern, path, re_path

from yifa.faces.api import guide
from yifa.faces.api.doors import guarded, lost
from yifa.faces.api.interface import interface

app_name = "api"


def _behind_doors(pattern: URLPattern) -> URLPattern:
    return path(f"v1/{pattern.pattern}", guarded(pattern.callback), name=pattern.name)


urlpatterns: list[URLPattern] = [
    path("", guide.guide, name="docs"),
    *(
        _behind_doors(one)
        for one in interface.urls[0]
        if isinstance(one, URLPattern) and one.name != "api-root"
    ),
    re_path(r"^(?P<rest>.*)$", guarded(lost)),
]
