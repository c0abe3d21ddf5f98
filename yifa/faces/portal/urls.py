"""Addresses of the portal: at the root, so that they stay short and permanent (registers/library/uris.py makes them)."""

from django.conf import settings
from django.urls import include, path

from yifa.faces.portal import browse, compare, converters, demo, export_urls, home, norm, originals, search

__all__ = ["converters"]  # registers <day:…>

app_name = "portal"
ELI = f"eli/{settings.YIFA_URI_BASE}/<str:kind>/<str:slug>"
urlpatterns = [
    *export_urls.urlpatterns,
    path("", include("yifa.faces.portal.export_urls")),
    path("", home.home, name="home"),
    path("about", home.about, name="about"),
    path("search", search.search, name="search"),
    path("search/suggest", search.suggest, name="suggest"),
    path("browse", browse.browse, name="browse"),
    path("browse/organ", browse.organ, name="organ"),
    path("compare", compare.compare, name="compare"),
    path("demo/", demo.accounts, name="demo"),
    path("demo/day", demo.day, name="demo_day"),
    path("norms/<str:slug>", norm.norm, name="norm"),
    path("norms/<str:slug>/cited", norm.cited, name="cited"),
    path("norms/<str:slug>/original", originals.original, name="original"),
    path("norms/<str:slug>/<day:day>/original", originals.original, name="original_on"),
    path("norms/<str:slug>/<day:day>", norm.norm, name="norm_on"),
    path("norms/<str:slug>/<day:day>/<str:eid>", norm.provision, name="provision"),
    path(ELI, norm.eli, name="eli"),
    path(f"{ELI}/<day:day>", norm.eli, name="eli_on"),
    path(f"{ELI}/<day:day>/<str:eid>", norm.eli, name="eli_provision"),
]
