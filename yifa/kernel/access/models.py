"""Account (sign-in of a person) and Grant (a role held through a post, for a time)."""

from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models

from yifa.kernel.access.roles import Role
from yifa.kernel.organs.dated import DatedRow, in_order
from yifa.kernel.organs.models import Person, Post


class AccountManager(BaseUserManager["Account"]):
    def create_user(self, username: str, password: str | None = None, **fields: Any) -> "Account":
        """Make an account; without a password nobody can sign in with it until one is set."""
        account = self.model(username=self.model.normalize_username(username), **fields)
        account.set_password(password)
        account.save(using=self._db)
        return account


class Account(AbstractBaseUser):
    """The sign-in of one person. What it may do comes from the grants of the person's posts, never from itself."""

    username = models.CharField("登录名", max_length=40, unique=True)
    email = models.EmailField("邮箱", blank=True)
    person = models.OneToOneField(
        Person, on_delete=models.PROTECT, related_name="account", null=True, blank=True
    )
    is_active = models.BooleanField("启用", default=True)
    must_change_password = models.BooleanField("下次登录改密", default=False)
    created_at = models.DateTimeField("开通时间", null=True, blank=True)

    objects = AccountManager()

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    is_staff = False  # Django's own administration is not installed
    is_superuser = False  # nobody is above the rules

    class Meta:
        verbose_name = "账号"
        verbose_name_plural = "账号"

    def __str__(self) -> str:
        return self.person.name if self.person else self.username


class Grant(DatedRow):
    """A role at the organ of the post. Given and taken by the security administrator (`grants.give`, `grants.end`)."""

    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="grants")
    role = models.CharField("角色", max_length=16, choices=Role)
    given_by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    given_at = models.DateTimeField("授予时间")

    class Meta:
        verbose_name = "授权"
        verbose_name_plural = "授权"
        constraints = (
            in_order("grant_ends_after_it_begins"),
            models.UniqueConstraint(
                fields=("post", "role"),
                condition=models.Q(until__isnull=True),
                name="one_open_grant_per_post_and_role",
            ),
        )

    def __str__(self) -> str:
        return f"{self.post}：{self.get_role_display()}"
