"""People of the demo city, all invented: their posts, roles and accounts. One password, in demo mode only."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache

from django.contrib.auth.hashers import make_password

from demo import organs
from yifa.kernel.access import grants
from yifa.kernel.access.models import Account
from yifa.kernel.access.roles import Role
from yifa.kernel.organs.models import Organ, Person, Post, PostKind

PASSWORD = "yifa-demo-2026"


@dataclass(frozen=True, slots=True)
class Member:
    """One account as the demo page lists it; `left` days ago the post ended, where it did."""

    username: str
    person: str
    organ: str  # code
    title: str
    role: Role
    role_label: str
    tries: str  # what to try with it, for the page
    kind: PostKind = PostKind.STAFF
    left: int = 0

    @property
    def organ_name(self) -> str:
        return _organ_names()[self.organ]


@cache
def _organ_names() -> dict[str, str]:
    """Short names, for the page of accounts."""
    return {unit.code: unit.short or unit.name for unit in organs.units()}


ACCOUNTS = (
    Member("shencha", "沈晓雯", "hengshui-justice", "规范性文件审查科科长", Role.LEGAL_STAFF, "法制审查人员",
           "确认效力记录、核定引用、查看全部文件（含未公开）、撤回一次导入"),
    Member("sifa-dengji", "陈立群", "hengshui-justice", "规范性文件审查科科员", Role.REGISTRAR,
           "文件登记人员", "导入一批文件、核定识别结果、登记一份无文本扫描件"),
    Member("sifa-chengban", "郭志远", "hengshui-justice", "行政执法协调监督科科员", Role.DRAFTER, "承办科员",
           "查看本机关文件；不能审查、不能确认效力"),
    Member("sifa-fuzeren", "韩敬民", "hengshui-justice", "分管副局长", Role.HEAD, "负责人",
           "查看本机关文件和将要届满的文件", PostKind.DEPUTY),
    Member("zhengfuban-dengji", "梁文静", "hengshui-office", "秘书科科员", Role.REGISTRAR, "文件登记人员",
           "登记市政府和市政府办公室文件，导出清单"),
    Member("zhengfuban-fuzeren", "魏国栋", "hengshui-office", "副主任", Role.HEAD, "负责人",
           "查看本机关文件", PostKind.DEPUTY),
    Member("chengguan-chengban", "苏海波", "hengshui-cityadmin", "法规科科员", Role.DRAFTER, "承办科员",
           "看得到本局未公开的送审稿，看不到其他部门的"),
    Member("chengguan-fuzeren", "高振华", "hengshui-cityadmin", "副局长", Role.HEAD, "负责人",
           "查看本机关文件", PostKind.DEPUTY),
    Member("shijian-chengban", "杜欣怡", "hengshui-market", "法规科科员", Role.DRAFTER, "承办科员",
           "搜索未公开的送审稿：搜不到，也不计数"),
    Member("shijian-dengji", "贾明哲", "hengshui-market", "办公室科员", Role.REGISTRAR, "文件登记人员",
           "导入本局文件；看不到别的机关的导入批次"),
    Member("anping-dengji", "崔玉洁", "anping-office", "法制股股长", Role.REGISTRAR, "文件登记人员",
           "登记县政府和县直部门文件"),
    Member("anping-baosong", "彭少飞", "anping-justice", "办公室科员", Role.REPORTER, "数据报送人员",
           "查看本机关文件；没有编辑权限"),
    Member("xitong", "田卫东", "hengshui-justice", "信息中心工程师", Role.SYSTEM_ADMIN, "系统管理员",
           "开账号、维护机构；不能授权，看不到业务文件"),
    Member("anquan", "纪春梅", "hengshui-justice", "保密办主任", Role.SECURITY_ADMIN, "安全保密管理员",
           "授予和收回角色、解除锁定；把两个管理员角色给同一个人会被拒绝"),
    Member("shenji", "侯建平", "hengshui-justice", "机关纪委专职委员", Role.AUDIT_ADMIN, "安全审计员",
           "查看全部操作记录；不能改任何内容"),
    Member("yidiaoli", "常思源", "hengshui-justice", "原规范性文件审查科科员", Role.LEGAL_STAFF, "已调离人员",
           "能够登录，但任职已经结束，没有任何角色", left=45),
)  # fmt: skip


def build(by_code: dict[str, Organ], *, since: date, on: date, at: datetime) -> dict[str, Account]:
    """Make the people, posts, grants and accounts that are missing. Returns the accounts by their listed names."""
    numbers = {f"D{number:03d}": member for number, member in enumerate(ACCOUNTS, 1)}
    rows = Account.objects.filter(person__staff_no__in=numbers).select_related("person")
    held = {account.person.staff_no: account for account in rows if account.person}
    password = make_password(PASSWORD) if len(held) < len(ACCOUNTS) else ""
    for number, member in numbers.items():
        if number not in held:
            ended = on - timedelta(days=member.left) if member.left else None
            held[number] = _open(member, by_code[member.organ], number, password, (since, ended, at))
    return {member.username: held[number] for number, member in numbers.items()}


def _open(
    member: Member, organ: Organ, staff_no: str, password: str, times: tuple[date, date | None, datetime]
) -> Account:
    """One password hash serves all: the demo's password is printed on its page anyway."""
    since, ended, at = times
    person = Person.objects.create(name=member.person, staff_no=staff_no)
    post = Post.objects.create(
        person=person, organ=organ, title=member.title, kind=member.kind, since=since, until=ended
    )
    grants.give(post, member.role, by=None, at=at, since=since)
    return Account.objects.create(username=member.username, person=person, password=password, created_at=at)
