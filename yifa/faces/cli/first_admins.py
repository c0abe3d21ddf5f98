"""`yifa first_admins`: the three administrators of a new installation, by name; each gets a password for one sign-in."""

import argparse
import sys

from django.core.exceptions import ValidationError
from django.utils import timezone

from yifa.kernel.access.roles import Role
from yifa.kernel.staffing.first import Candidate, administrators, make_first

HELP = "指定首任三员（系统管理员、安全保密管理员、安全审计员），只能用一次"
FINE, WRONG, MISUSE = 0, 1, 2
SEATS = {"system": Role.SYSTEM_ADMIN, "security": Role.SECURITY_ADMIN, "audit": Role.AUDIT_ADMIN}


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--organ", help="他们所在的机构，如 衡水市司法局；没有的会新增")
    for name, role in SEATS.items():
        parser.add_argument(f"--{name}", metavar="姓名:登录名", help=f"{role.label}，如 张伟:zhangwei")


def run(args: argparse.Namespace) -> int:
    if administrators():
        sys.stderr.write("已经有管理员，没有改动。再要账号和角色，请现任管理员在办公台办理。\n")
        return WRONG
    try:
        organ = args.organ or _asked("他们所在的机构（如 衡水市司法局）")
        chosen = {
            role: _candidate(getattr(args, name) or _asked(f"{role.label}（姓名:登录名）"))
            for name, role in SEATS.items()
        }
    except EOFError:
        sys.stderr.write("没有填完，没有改动。\n")
        return MISUSE
    except ValueError as error:
        sys.stderr.write(f"{error}\n")
        return MISUSE
    try:
        made = make_first(organ.strip(), chosen, at=timezone.localtime())
    except ValidationError as refusal:
        sys.stderr.write("".join(f"{sentence}\n" for sentence in refusal.messages))
        return WRONG
    print(f"三员已指定，都在{organ.strip()}：")
    for role, one, password in made:
        print(f"  {role.label}\t{one.name}\t登录名 {one.username}\t一次性密码 {password}")
    print("密码只显示这一次，登录后第一步就要改掉，再设第二步验证。请分别当面交给本人。")
    return FINE


def _asked(what: str) -> str:
    """Ask on the terminal; a pipe that ends counts as not answered."""
    return input(f"{what}：").strip()


def _candidate(words: str) -> Candidate:
    name, colon, username = words.replace("：", ":").partition(":")
    if not (colon and name.strip() and username.strip()):
        raise ValueError(f"“{words}”应为 姓名:登录名，如 张伟:zhangwei。没有改动。")
    return Candidate(name.strip(), username.strip())
