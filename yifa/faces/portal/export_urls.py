"""Addresses of what machines take. Included before the pages: `/norms/<slug>/akn.xml` is not a day."""

from django.urls import path

from yifa.faces.portal import converters, exports

__all__ = ["converters"]  # registers <day:…>

urlpatterns = [
    path("feed.atom", exports.atom, name="feed"),
    path("robots.txt", exports.robots, name="robots"),
    path("sitemap.xml", exports.sitemap_index, name="sitemap"),
    path("sitemap-<int:number>.xml", exports.sitemap_page, name="sitemap_page"),
    path("data", exports.data, name="data"),
    path("data/manifest.json", exports.bulk_manifest, name="bulk_manifest"),
    path("data/<str:name>", exports.bulk_part, name="bulk_part"),
    path("compare.docx", exports.compare_docx, name="compare_docx"),
    path("norms/<str:slug>/akn.xml", exports.akn_xml, name="akn"),
    path("norms/<str:slug>/json", exports.json_ld, name="json"),
    path("norms/<str:slug>/txt", exports.plain_text, name="txt"),
    path("norms/<str:slug>/<day:day>/akn.xml", exports.akn_xml, name="akn_on"),
    path("norms/<str:slug>/<day:day>/json", exports.json_ld, name="json_on"),
    path("norms/<str:slug>/<day:day>/txt", exports.plain_text, name="txt_on"),
]
