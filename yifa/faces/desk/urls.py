"""Addresses of the desk."""

from django.urls import path

from yifa.faces.desk import (
    citations,
    effects,
    findings,
    home,
    record,
    works,
)

app_name = "desk"
urlpatterns = [
    path("", home.home, name="home"),
    path("mine/", record.mine, name="mine"),
    path("record/", record.record, name="record"),
    path("works/", works.works, name="works"),
    path("works/<int:pk>/", works.work, name="work"),
    path("works/<int:pk>/edit/", works.edit, name="work_edit"),
    path("works/<int:pk>/effects/new/", effects.effect_new, name="effect_new"),
    path("effects/", effects.effects, name="effects"),
    path("effects/<int:pk>/", effects.effect, name="effect"),
    path("citations/", citations.citations, name="citations"),
    path("citations/<int:pk>/", citations.citation, name="citation"),
    path("findings/", findings.findings, name="findings"),
    path("findings/<int:pk>/", findings.finding, name="finding"),
]
