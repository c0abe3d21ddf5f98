"""Reader: what one account may see and do on one day. Made once a request, passed down, never stored."""

from dataclasses import dataclass
from datetime import date

from yifa.kernel.access.models import Account, Grant
from yifa.kernel.access.roles import PERMISSIONS, Role
from yifa.kernel.organs.dated import holds_on
from yifa.kernel.organs.models import Post


@dataclass(frozen=True, slots=True)
class Reader:
    """`roles` maps a role to the ids of the organs at which it is held on the day; the public holds none."""

    on: date
    account_id: int | None = None
    person_id: int | None = None
    organs: frozenset[int] = frozenset()
    roles: tuple[tuple[str, frozenset[int]], ...] = ()

    def can(self, permission: str, organ_id: int | None = None) -> bool:
        """Whether a role with the permission is held (at that organ, when one is named)."""
        held = self.organs_with(permission)
        return bool(held) if organ_id is None else organ_id in held

    def organs_with(self, permission: str) -> frozenset[int]:
        """The organs at which a role with the permission is held."""
        carrying = PERMISSIONS[permission]
        return frozenset(organ for role, organs in self.roles if role in carrying for organ in organs)

    def holds(self, role: Role) -> bool:
        return any(name == role and organs for name, organs in self.roles)

    def keys(self) -> frozenset[str]:
        """What the search index knows the reader by."""
        keys = {"public"}
        if self.person_id:
            keys.add(f"person:{self.person_id}")
        keys |= {f"organ:{organ}" for organ in self.organs_with("library.read_organ")}
        if self.can("library.read_all"):
            keys.add("legal")
        return frozenset(keys)


def public(on: date) -> Reader:
    """Anyone, without signing in."""
    return Reader(on=on)


def reader(account: Account | None, on: date) -> Reader:
    """The reader that an account is on the day. Two queries."""
    if account is None or not account.is_authenticated or not account.is_active or account.person_id is None:
        return public(on)
    organs = frozenset(
        Post.objects.held(on).filter(person_id=account.person_id).values_list("organ_id", flat=True)
    )
    held: dict[str, set[int]] = {}
    grants = Grant.objects.filter(
        holds_on(on), post__in=Post.objects.held(on), post__person_id=account.person_id
    )
    for role, organ in grants.values_list("role", "post__organ_id"):
        held.setdefault(role, set()).add(organ)
    roles = tuple(sorted((role, frozenset(ids)) for role, ids in held.items()))
    return Reader(on=on, account_id=account.pk, person_id=account.person_id, organs=organs, roles=roles)
