"""People and their posts: the list, one person, giving and ending posts."""

from typing import Any

from django.contrib import messages
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse

from yifa.faces.desk import fields, lists
from yifa.faces.desk.administration import forms, listings
from yifa.faces.desk.administration.acting import FormPage, answer, by, done, history, show_form, unchanged
from yifa.faces.desk.doors import Request, desk, page, sent
from yifa.kernel.access.models import Account, Grant
from yifa.kernel.organs.models import Organ, Person, Post
from yifa.kernel.record import entries
from yifa.kernel.staffing import people as staffing


@desk("organs.edit")
def people(request: Request) -> HttpResponseBase:
    return lists.show(
        request,
        {"": ("人员", listings.people(request.today))},
        lambda person: reverse("desk:person", args=[person.pk]),
        template="administration/list",
        add=(reverse("desk:person_new"), "新增人员"),
    )


def _crumbs(*person: Person) -> tuple[tuple[str, str], ...]:
    return (
        ("人员", reverse("desk:people")),
        *((one.name, reverse("desk:person", args=[one.pk])) for one in person),
    )


@desk("organs.edit")
def person_new(request: Request) -> HttpResponseBase:
    form = forms.PersonForm(sent(request))
    made: list[Person] = []
    if done(request, form, lambda values: made.append(staffing.add_person(values, **by(request)))):
        messages.success(request, "人员已新增。接着登记任职、开通账号。")
        return redirect("desk:person", pk=made[0].pk)
    words = FormPage(
        title="新增人员",
        button="新增",
        back=reverse("desk:people"),
        crumbs=_crumbs(),
        notes=(
            ("只填工作需要的", ("不填身份证号、住址、私人电话。",)),
            ("新增以后", ("登记任职", "开通账号", "由安全保密管理员授予角色")),
        ),
    )
    return show_form(request, form, words)


@desk("organs.edit")
def person(request: Request, pk: int) -> HttpResponseBase:
    one = get_object_or_404(Person.objects.select_related("account"), pk=pk)
    posts = list(one.posts.select_related("organ").prefetch_related("grants").order_by("-since", "-pk"))
    account: Account | None = getattr(one, "account", None)
    grants = [grant for post in posts for grant in post.grants.all()]
    return page(
        request,
        "administration/person",
        person=one,
        account=account,
        posts=[(post, _state(post, request), _roles(post, request)) for post in posts],
        **history([one, *posts, *grants, *([account] if account else [])]),
    )


def _state(post: Post, request: Request) -> tuple[str, str, bool]:
    """The tag of a post: colour, word, and whether it can still be ended."""
    if post.since and post.until and post.until <= post.since:
        return "grey", "录入有误，未生效", False
    if post.until and post.until <= request.today:
        return "grey", "已免", False
    if post.since and post.since > request.today:
        return "brand", "未到任", True
    if post.organ.abolished_on and post.organ.abolished_on <= request.today:
        return "grey", "机构已撤销", False
    return "green", "在任", True


def _roles(post: Post, request: Request) -> str:
    rows: list[Grant] = list(post.grants.all())
    return "、".join(grant.get_role_display() for grant in rows if grant.holds(request.today))


@desk("organs.edit")
def person_edit(request: Request, pk: int) -> HttpResponseBase:
    one = get_object_or_404(Person, pk=pk)
    initial = {name: getattr(one, name) for name in staffing.FIELDS}
    initial |= {"seen": fields.latest(entries.of(one))}
    form = forms.PersonForm(sent(request), initial=initial)
    words = FormPage(
        title="修改人员信息",
        lead=one.name,
        button="保存修改",
        back=reverse("desk:person", args=[pk]),
        crumbs=_crumbs(one),
        notes=(("保存以后", ("记录写明谁在何时改了哪几项，不记号码",)),),
    )

    def change(values: dict[str, Any]) -> None:
        unchanged(one, values["seen"])
        staffing.edit_person(get_object_or_404(Person, pk=pk), values, **by(request))

    return answer(request, form, change, words, "人员信息已修改。")


@desk("organs.edit")
def post_new(request: Request, pk: int) -> HttpResponseBase:
    one = get_object_or_404(Person, pk=pk)
    form = forms.PostForm(
        sent(request), organs=Organ.objects.existing(request.today), initial={"since": request.today}
    )
    words = FormPage(
        title="登记任职",
        lead=one.name,
        button="登记",
        back=reverse("desk:person", args=[pk]),
        crumbs=_crumbs(one),
        notes=(
            ("任职不等于角色", ("能办什么由角色决定，角色由安全保密管理员授予。",)),
            ("调动的", ("先登记新的任职，再办原任职的免职。",)),
        ),
    )

    def change(values: dict[str, Any]) -> None:
        staffing.give_post(one, staffing.Appointment(**values), **by(request))

    return answer(request, form, change, words, "任职已登记。角色由安全保密管理员授予。")


@desk("organs.edit")
def post_end(request: Request, pk: int) -> HttpResponseBase:
    post = get_object_or_404(Post.objects.select_related("person", "organ"), pk=pk)
    form = forms.EndForm(sent(request), initial={"on": request.today})
    words = FormPage(
        title="免职",
        lead=f"{post.person}　{post.organ}{post.title}",
        button="免职",
        back=reverse("desk:person", args=[post.person_id]),
        crumbs=_crumbs(post.person),
        danger=True,
        notes=(
            (
                "免职以后",
                (
                    "以这个职务取得的角色自那一天起失效，填今天的立即失效",
                    "任职和办过的事都保留",
                    "录错了的任职，填它的第一天，即视为没有生效",
                ),
            ),
        ),
    )

    def change(values: dict[str, Any]) -> None:
        staffing.end_post(get_object_or_404(Post, pk=pk), **values, **by(request))

    return answer(request, form, change, words, "已免职。")
