"""The lists of the administrators, as they are on a day. Without the permission they have no rows."""

from datetime import date, datetime

from allauth.mfa.models import Authenticator
from django.db.models import Exists, OuterRef, Prefetch, Q

from yifa.kernel.access.models import Account, Grant
from yifa.kernel.access.reader import Reader
from yifa.kernel.access.roles import Role
from yifa.kernel.organs.dated import holds_on
from yifa.kernel.organs.models import Line, Organ, Person, Post, Subordination
from yifa.kernel.pages.listing import (
    Column,
    Filter,
    Listing,
    Options,
    Rows,
    Word,
    by_choice,
    by_related,
    by_test,
    of_field,
    word,
)
from yifa.kernel.staffing.locks import locked


def _for(permission: str, rows: Rows, reader: Reader) -> Rows:
    return rows if reader.can(permission) else rows.none()


def _above(line: Line, on: date) -> Prefetch[str]:
    held = Subordination.objects.filter(holds_on(on), line=line).select_related("superior")
    return Prefetch("superiors", held, to_attr=f"above_{line.value}")


def _first_above(organ: Organ, line: Line) -> str:
    rows = getattr(organ, f"above_{line.value}")
    return str(rows[0].superior) if rows else ""


def organs(on: date, *, existing: bool) -> Listing:
    def rows(reader: Reader) -> Rows:
        found = Organ.objects.existing(on) if existing else Organ.objects.filter(abolished_on__lte=on)
        above = (_above(Line.TERRITORIAL, on), _above(Line.VERTICAL, on))
        return _for("organs.edit", found.prefetch_related(*above).distinct(), reader)

    ends = () if existing else (of_field(Organ, "abolished_on"),)
    return Listing(
        code="organs",
        title="机构" if existing else "已撤销的机构",
        model=Organ,
        rows=rows,
        columns=(
            of_field(Organ, "name", link=True),
            of_field(Organ, "kind"),
            of_field(Organ, "level", spare=True),
            Column("territorial", "上级（块）", lambda row: _first_above(row, Line.TERRITORIAL), spare=True),
            Column("vertical", "上级（条）", lambda row: _first_above(row, Line.VERTICAL), sheet_only=True),
            *ends,
            of_field(Organ, "code", sheet_only=True),
            of_field(Organ, "short_name", sheet_only=True),
            of_field(Organ, "division_code", sheet_only=True),
            of_field(Organ, "uscc", sheet_only=True),
            of_field(Organ, "legal_affairs", sheet_only=True),
            of_field(Organ, "founded_on", sheet_only=True),
        ),
        filters=(by_choice(Organ, "kind"), by_choice(Organ, "level")),
        search=("name", "short_name", "code", "names__name"),
        sort="position",
        tie=("code",),
        unit="个",
        empty="还没有机构。先新增本市的人民政府和部门。",
    )


def _at_organ(on: date) -> Filter:
    """People and accounts by the organ of a present post."""

    def narrow(rows: Rows, value: str) -> Rows:
        holders = Post.objects.held(on).filter(organ_id=value).values("person_id")
        return rows.filter(**{"pk__in" if rows.model is Person else "person__in": holders})

    def options(rows: Rows) -> Options:
        organs = Organ.objects.filter(pk__in=Post.objects.held(on).values("organ_id"))
        return [(str(pk), name) for pk, name in organs.values_list("pk", "name")]

    return Filter("organ", "单位", narrow, options)


def _posts(on: date, path: str = "posts") -> Prefetch[str]:
    return Prefetch(path, Post.objects.held(on).select_related("organ"), to_attr="present")


def _post_words(person: Person | None) -> str:
    posts: list[Post] = getattr(person, "present", [])
    return "；".join(f"{post.organ}{post.title}" for post in posts)


def people(on: date, *, account: bool | None = None) -> Listing:
    """Everyone; with `account=False` those who hold a post and cannot sign in yet."""

    def rows(reader: Reader) -> Rows:
        found = Person.objects.select_related("account").prefetch_related(_posts(on))
        if account is False:
            held = Post.objects.held(on).values("person_id")
            return _for("accounts.make", found.filter(account__isnull=True, pk__in=held), reader)
        return _for("organs.edit", found, reader)

    return Listing(
        code="people",
        title="人员" if account is None else "没有账号的人员",
        model=Person,
        rows=rows,
        columns=(
            of_field(Person, "name", link=True),
            Column("posts", "任职", _post_words),
            of_field(Person, "staff_no", spare=True),
            of_field(Person, "phone", spare=True),
            Column("account", "登录名", lambda row: _username(row), spare=True),
        ),
        filters=(
            _at_organ(on),
            by_test(
                "employed", "在任", "在任", "不在任", Q(pk__in=Post.objects.held(on).values("person_id"))
            ),
        ),
        search=("name", "staff_no"),
        sort="name",
        unit="人",
        empty="还没有人员。" if account is None else "在任的人都有账号。",
    )


def _username(person: Person) -> str:
    account = getattr(person, "account", None)
    return account.username if account else ""


def _state(account: Account) -> Word:
    if not account.is_active:
        return Word("disabled", "已停用")
    return Word("settle", "待改初始密码") if account.must_change_password else Word("active", "使用中")


def accounts(on: date, *, active: bool) -> Listing:
    factor = Exists(Authenticator.objects.filter(user=OuterRef("pk")))

    def rows(reader: Reader) -> Rows:
        found = Account.objects.filter(is_active=active).select_related("person")
        found = found.prefetch_related(_posts(on, "person__posts")).annotate(factor=factor)
        return _for("accounts.make", found, reader)

    return Listing(
        code="accounts",
        title="账号" if active else "已停用的账号",
        model=Account,
        rows=rows,
        columns=(
            Column("person", "姓名", str, ("person__name",), link=True),
            of_field(Account, "username"),
            Column("posts", "任职", lambda row: _post_words(row.person), spare=True),
            Column("state", "状态", _state),
            Column("factor", "第二步验证", lambda row: "已设" if row.factor else "未设", spare=True),
            Column("last_login", "最近登录", lambda row: row.last_login, ("last_login",), spare=True),
            of_field(Account, "created_at", sheet_only=True),
        ),
        filters=(
            _at_organ(on),
            by_test("first", "初始密码", "未改", "已改", Q(must_change_password=True)),
            by_test("safe", "第二步验证", "已设", "未设", Q(factor=True)),
        ),
        search=("username", "person__name", "person__staff_no"),
        sort="username",
        unit="个",
        empty="还没有账号。" if active else "没有停用的账号。",
    )


def grants(on: date, words: str) -> Listing:
    """Who may do what on the day; `words` name a day that is not today, which search and sorting then keep."""

    def rows(reader: Reader) -> Rows:
        found = Grant.objects.filter(holds_on(on), post__in=Post.objects.held(on))
        found = found.select_related("post__person", "post__organ", "given_by__person")
        return _for("accounts.grant", found, reader)

    return Listing(
        code="grants",
        title="角色",
        model=Grant,
        rows=rows,
        columns=(
            Column("person", "姓名", lambda row: row.post.person.name, ("post__person__name",), link=True),
            Column("role", "角色", lambda row: word(row, "role"), ("role",)),
            Column("organ", "单位", lambda row: row.post.organ.name, ("post__organ__position",)),
            Column("title", "职务", lambda row: row.post.title, spare=True),
            of_field(Grant, "since", spare=True),
            of_field(Grant, "until", sheet_only=True),
            Column("given_by", "授予人", lambda row: str(row.given_by or "系统"), sheet_only=True),
        ),
        filters=(
            by_choice(Grant, "role"),
            by_related("post__organ", "单位"),
            Filter(
                "on",
                "哪一天",
                lambda rows, value: rows,
                lambda rows: [(on.isoformat(), words)] if words else [],
            ),
        ),
        search=("post__person__name", "post__organ__name", "post__title"),
        sort="role",
        unit="项",
        empty="这一天没有人有角色。",
    )


def posts(on: date) -> Listing:
    """Posts held today, through which roles are given."""

    def rows(reader: Reader) -> Rows:
        held = Grant.objects.filter(holds_on(on))
        found = Post.objects.held(on).select_related("person", "organ")
        found = found.prefetch_related(Prefetch("grants", held, to_attr="roles"))
        return _for("accounts.grant", found, reader)

    with_role = Grant.objects.filter(holds_on(on)).values("post_id")
    return Listing(
        code="posts",
        title="任职",
        model=Post,
        rows=rows,
        columns=(
            Column("person", "姓名", lambda row: row.person.name, ("person__name",), link=True),
            Column("organ", "单位", lambda row: row.organ.name, ("organ__position",)),
            of_field(Post, "title"),
            of_field(Post, "kind", spare=True),
            Column("roles", "角色", lambda row: "、".join(Role(one.role).label for one in row.roles)),
        ),
        filters=(
            by_related("organ", "单位"),
            by_test("roles", "角色", "有角色", "没有角色", Q(pk__in=with_role)),
        ),
        search=("person__name", "organ__name", "title"),
        sort="organ",
        unit="个",
        empty="现在没有人任职。",
    )


def locks(moment: datetime) -> Listing:
    def rows(reader: Reader) -> Rows:
        return _for("accounts.unlock", locked(moment).select_related("person"), reader)

    return Listing(
        code="locks",
        title="锁定的账号",
        model=Account,
        rows=rows,
        columns=(
            Column("person", "姓名", str, ("person__name",), link=True),
            of_field(Account, "username"),
            Column("failed_at", "最后一次输错", lambda row: row.failed_at, ("failed_at",)),
        ),
        search=("username", "person__name"),
        sort="-failed_at",
        unit="个",
        empty="现在没有账号锁定。",
    )
