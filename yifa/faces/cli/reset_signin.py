"""`yifa reset_signin`: a way in for whoever keeps the server, when no administrator can sign in any more."""

import argparse
import sys

from axes.utils import reset
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from yifa.kernel.access.models import Account
from yifa.kernel.staffing import accounts

HELP = "在服务器上重设一个账号的密码和第二步验证（没有管理员能登录时用）"
BECAUSE = "在服务器上用命令行重设"
FINE, WRONG = 0, 1


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("username", help="登录名")


@transaction.atomic
def run(args: argparse.Namespace) -> int:
    account = Account.objects.filter(username__iexact=args.username).first()
    if account is None:
        sys.stderr.write(f"没有登录名为 {args.username} 的账号。\n")
        return WRONG
    at = timezone.localtime()
    try:
        password = accounts.reset_password(account, because=BECAUSE, by=None, at=at)
    except ValidationError as refusal:
        sys.stderr.write("".join(f"{sentence}\n" for sentence in refusal.messages))
        return WRONG
    if accounts.has_factor(account):
        accounts.reset_factor(account, because=BECAUSE, by=None, at=at)
    reset(username=account.username)
    print(f"{account}（{account.username}）的一次性密码：{password}")
    print("只显示这一次。登录后第一步就要改掉，再设第二步验证。这次重设已记入全过程记录。")
    return FINE
