"""Organs: the list, one organ with its names, lines and competences, and what the system administrator changes."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse

from yifa.faces.desk import fields, lists
from yifa.faces.desk.administration import forms, listings
from yifa.faces.desk.administration.acting import FormPage, answer, by, done, history, show_form, unchanged
from yifa.faces.desk.doors import Request, desk, page, sent
from yifa.kernel.organs.models import Competence, Level, Line, Organ, OrganKind, OrganName, Post
from yifa.kernel.record import entries
from yifa.kernel.staffing import organs as staffing

LIST = ("机构", "desk:organs")
KEPT = ("原来的内容、经办人和时间记入记录", "文件与机构的对应关系不受影响")
COMMON = {"kind": OrganKind.DEPARTMENT, "level": Level.CITY, "position": 0}  # of a new organ
MOST = 30  # holders of posts shown on the page of an organ


@desk("organs.edit")
def organs(request: Request) -> HttpResponseBase:
    views = {
        "": ("现有机构", listings.organs(request.today, existing=True)),
        "former": ("已撤销", listings.organs(request.today, existing=False)),
    }
    return lists.show(
        request,
        views,
        lambda organ: reverse("desk:organ", args=[organ.pk]),
        template="administration/list",
        add=(reverse("desk:organ_new"), "新增机构"),
    )


def _existing(request: Request, *without: Organ) -> QuerySet[Organ]:
    return Organ.objects.existing(request.today).exclude(pk__in=[organ.pk for organ in without])


def _crumbs(*organ: Organ) -> tuple[tuple[str, str], ...]:
    return ((LIST[0], reverse(LIST[1])), *((one.name, reverse("desk:organ", args=[one.pk])) for one in organ))


@desk("organs.edit")
def organ_new(request: Request) -> HttpResponseBase:
    form = forms.NewOrganForm(sent(request), initial=COMMON)
    made: list[Organ] = []

    def change(values: dict[str, Any]) -> None:
        made.append(staffing.add_organ(values["code"].lower(), values, **by(request)))

    if done(request, form, change):
        messages.success(request, "机构已新增。")
        return redirect("desk:organ", pk=made[0].pk)
    words = FormPage(
        title="新增机构",
        button="新增",
        back=reverse("desk:organs"),
        crumbs=_crumbs(),
        notes=(
            ("改革中新设的机构", ("先在这里新增，再到被撤销的机构那里办撤销，选它承继职能。",)),
            ("只是改了名称的", ("不要新增。在原机构的页面办改名，曾用名会保留。",)),
        ),
    )
    return show_form(request, form, words)


@desk("organs.edit")
def organ(request: Request, pk: int) -> HttpResponseBase:
    one = get_object_or_404(Organ, pk=pk)
    posts = Post.objects.held(request.today).filter(organ=one).select_related("person")
    holders = list(posts.order_by("kind", "pk")[: MOST + 1])
    competences = [
        (row, staffing.COMPETENCES.get(row.code, row.code), row.holds(request.today))
        for row in one.competences.order_by("since", "pk")
    ]
    return page(
        request,
        "administration/organ",
        organ=one,
        gone=one.abolished_on is not None and one.abolished_on <= request.today,
        names=one.names.order_by("since", "pk"),
        lines=[
            (row, Line(row.line).label, row.holds(request.today))
            for row in one.superiors.select_related("superior").order_by("line", "since", "pk")
        ],
        below=one.inferiors.filter(until__isnull=True).count(),
        competences=competences,
        heirs=one.successions.select_related("successor").order_by("pk"),
        before=one.inheritances.select_related("predecessor").order_by("pk"),
        holders=holders[:MOST],
        more_holders=len(holders) > MOST,
        **history([one]),
    )


@desk("organs.edit")
def organ_edit(request: Request, pk: int) -> HttpResponseBase:
    one = get_object_or_404(Organ, pk=pk)
    initial = {name: getattr(one, name) for name in staffing.FIELDS}
    initial |= {"seen": fields.latest(entries.of(one))}
    form = forms.OrganForm(sent(request), initial=initial)

    def change(values: dict[str, Any]) -> None:
        unchanged(one, values["seen"])
        staffing.edit_organ(get_object_or_404(Organ, pk=pk), values, **by(request))

    words = FormPage(
        title="修改机构信息",
        lead=one.name,
        button="保存修改",
        back=reverse("desk:organ", args=[pk]),
        crumbs=_crumbs(one),
        notes=(
            ("改名、撤销不在这里", ("这里只更正录错的。经批准改名、撤销的，在机构页面办。",)),
            ("保存以后", KEPT),
        ),
    )
    return answer(request, form, change, words, "机构信息已修改。")


@desk("organs.edit")
def organ_rename(request: Request, pk: int) -> HttpResponseBase:
    one = get_object_or_404(Organ, pk=pk)
    form = forms.RenameForm(sent(request), initial={"on": request.today})
    words = FormPage(
        title="机构改名",
        lead=f"现在的名称：{one.name}",
        button="改名",
        back=reverse("desk:organ", args=[pk]),
        crumbs=_crumbs(one),
        notes=(
            ("改名以后", ("现在的名称成为曾用名，按它仍能查到", "以前的文件、任职和角色不变")),
            ("合并、分设的不是改名", ("新设机构后，把原机构撤销并选定承继的机构。",)),
        ),
    )
    fresh = get_object_or_404(Organ, pk=pk)
    return answer(
        request, form, lambda values: staffing.rename(fresh, **values, **by(request)), words, "机构已改名。"
    )


@desk("organs.edit")
def organ_name(request: Request, pk: int, name: int = 0) -> HttpResponseBase:
    """Enter a former name or an alias, or correct the one of that number."""
    one = get_object_or_404(Organ, pk=pk)
    row = get_object_or_404(OrganName, pk=name, organ=one) if name else None
    initial = {"name": row.name, "since": row.since, "until": row.until} if row else {}
    form = forms.NameForm(sent(request), initial=initial)
    words = FormPage(
        title="更正名称的日期" if row else "补记曾用名或者别名",
        lead=one.name,
        button="保存",
        back=reverse("desk:organ", args=[pk]),
        crumbs=_crumbs(one),
        notes=(("做什么用", ("文件里印着这个名称的，平台认作这个机构。",)),),
    )

    def change(values: dict[str, Any]) -> None:
        staffing.keep_name(one, **values, row=row, **by(request))

    return answer(request, form, change, words, "名称已记下。")


@desk("organs.edit")
def organ_superior(request: Request, pk: int) -> HttpResponseBase:
    one = get_object_or_404(Organ, pk=pk)
    form = forms.SuperiorForm(
        sent(request),
        organs=_existing(request, one),
        initial={"line": Line.TERRITORIAL, "since": request.today},
    )
    words = FormPage(
        title="登记上级",
        lead=one.name,
        button="登记",
        back=reverse("desk:organ", args=[pk]),
        crumbs=_crumbs(one),
        notes=(
            ("块和条", ("块：同级人民政府或者派出它的机关。", "条：上级主管部门。两条线各记各的。")),
            ("登记以后", ("这条线上现在的上级到这一天为止，仍留在页面上", "经办人和时间记入记录")),
        ),
    )

    def change(values: dict[str, Any]) -> None:
        line = Line(values["line"])
        staffing.place_under(one, line, values["superior"], since=values["since"], **by(request))

    return answer(request, form, change, words, "隶属关系已登记。")


@desk("organs.edit")
def organ_competence(request: Request, pk: int) -> HttpResponseBase:
    one = get_object_or_404(Organ, pk=pk)
    form = forms.CompetenceForm(sent(request), initial={"since": request.today})
    words = FormPage(
        title="登记事权",
        lead=one.name,
        button="登记",
        back=reverse("desk:organ", args=[pk]),
        crumbs=_crumbs(one),
        notes=(("要有依据", ("法律、法规、规章或者“三定”规定的哪一条，照原文填写。",)),),
    )

    def change(values: dict[str, Any]) -> None:
        code = values.pop("code")
        staffing.give_competence(one, code, **values, **by(request))

    return answer(request, form, change, words, "事权已登记。")


@desk("organs.edit")
def competence_end(request: Request, pk: int) -> HttpResponseBase:
    row = get_object_or_404(Competence.objects.select_related("organ"), pk=pk)
    form = forms.EndForm(sent(request), initial={"on": request.today})
    words = FormPage(
        title=f"终止事权：{staffing.COMPETENCES.get(row.code, row.code)}",
        lead=row.organ.name,
        button="终止",
        back=reverse("desk:organ", args=[row.organ_id]),
        crumbs=_crumbs(row.organ),
        danger=True,
        notes=(("终止以后", ("这一天以前的仍然有效，记录保留",)),),
    )
    return answer(
        request,
        form,
        lambda values: staffing.end_competence(row, **values, **by(request)),
        words,
        "事权已终止。",
    )


@desk("organs.edit")
def organ_abolish(request: Request, pk: int) -> HttpResponseBase:
    one = get_object_or_404(Organ, pk=pk)
    form = forms.AbolishForm(sent(request), organs=_existing(request, one), initial={"on": request.today})
    posts = Post.objects.held(request.today).filter(organ=one).count()
    below = one.inferiors.filter(until__isnull=True).count()
    words = FormPage(
        title="撤销机构",
        lead=one.name,
        button="撤销",
        back=reverse("desk:organ", args=[pk]),
        crumbs=_crumbs(one),
        danger=True,
        notes=(
            (
                "撤销以后",
                (
                    f"在这里任职的 {posts} 人，职务和角色自那一天起失效",
                    f"隶属它的 {below} 个机构改为隶属第一个承继的机构",
                    "以前的文件仍记在它名下，由承继的机构负责",
                    "机构、曾用名和记录都保留，不删除",
                ),
            ),
        ),
    )

    def change(values: dict[str, Any]) -> None:
        heirs = list(values["heirs"])
        staffing.abolish(
            get_object_or_404(Organ, pk=pk),
            on=values["on"],
            heirs=heirs,
            basis=values["basis"],
            **by(request),
        )

    return answer(request, form, change, words, "机构已撤销。")
