"""Addresses of the desk."""

from django.urls import include, path, register_converter

from yifa.faces.desk import (
    changes,
    citations,
    effects,
    findings,
    home,
    imports,
    intakes,
    merging,
    record,
    register,
    works,
)


class Step:
    """A step of the registration form."""

    regex = "|".join(register.STEPS)

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(Step, "step")

app_name = "desk"
urlpatterns = [
    path("", home.home, name="home"),
    path("", include("yifa.faces.desk.administration.urls")),
    path("mine/", record.mine, name="mine"),
    path("record/", record.record, name="record"),
    path("works/", works.works, name="works"),
    path("works/<int:pk>/", works.work, name="work"),
    path("works/<int:pk>/edit/", works.edit, name="work_edit"),
    path("works/<int:pk>/withdraw/", changes.work_withdraw, name="work_withdraw"),
    path("works/<int:pk>/merge/", merging.merge, name="merge"),
    path("works/<int:pk>/effects/new/", effects.effect_new, name="effect_new"),
    path("texts/<int:pk>/original/", changes.original, name="original"),
    path("register/", register.register, name="register"),
    path("register/<step:step>/", register.register_step, name="register_step"),
    path("register/done/<int:pk>/", register.register_done, name="register_done"),
    path("imports/", imports.imports, name="imports"),
    path("imports/new/", imports.import_new, name="import_new"),
    path("imports/settle/", imports.settle, name="settle"),
    path("imports/<int:pk>/", imports.import_one, name="import"),
    path("imports/<int:pk>/progress/", imports.import_progress, name="import_progress"),
    path("imports/<int:pk>/stop/", imports.import_stop, name="import_stop"),
    path("imports/<int:pk>/resume/", imports.import_resume, name="import_resume"),
    path("imports/<int:pk>/take-back/", imports.import_take_back, name="import_take_back"),
    path("intakes/<int:pk>/", intakes.intake, name="intake"),
    path("effects/", effects.effects, name="effects"),
    path("effects/<int:pk>/", effects.effect, name="effect"),
    path("citations/", citations.citations, name="citations"),
    path("citations/<int:pk>/", citations.citation, name="citation"),
    path("findings/", findings.findings, name="findings"),
    path("findings/<int:pk>/", findings.finding, name="finding"),
]
