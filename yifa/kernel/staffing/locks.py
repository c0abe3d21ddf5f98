"""Accounts locked after too many failures (django-axes): which, since when, and unlocking them."""

from datetime import datetime

from axes.models import AccessAttempt
from axes.utils import reset
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import OuterRef, QuerySet, Subquery, Sum

from yifa.kernel.access.models import Account
from yifa.kernel.record import entries


def locked(moment: datetime) -> QuerySet[Account]:
    """Accounts that are locked out from some address at the moment, with the last failure as `failed_at`."""
    counting = AccessAttempt.objects.filter(attempt_time__gt=moment - settings.AXES_COOLOFF_TIME)
    by_place = (
        counting.order_by().values("username", "ip_address").annotate(failed=Sum("failures_since_start"))
    )
    names = by_place.filter(failed__gte=settings.AXES_FAILURE_LIMIT).values("username")
    last = counting.filter(username=OuterRef("username")).order_by("-attempt_time").values("attempt_time")[:1]
    return Account.objects.filter(username__in=names).annotate(failed_at=Subquery(last))


@transaction.atomic
def unlock(account: Account, *, by: Account, at: datetime) -> None:
    """Forget the failures, so that the account can be signed in with at once."""
    if not reset(username=account.username):
        raise ValidationError("这个账号现在没有锁定，不必解锁。")
    entries.append("accounts.unlock", account, by=by, at=at)
