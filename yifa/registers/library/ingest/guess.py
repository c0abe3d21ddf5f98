"""Guess: a recognised value, how sure it is and where it was read."""

from dataclasses import dataclass
from datetime import date
from typing import Any

GIVEN = 1.0  # typed in or handed over with the text
NONE = 0.0


@dataclass(frozen=True, slots=True)
class Guess:
    """`span` is where the evidence stands in the normalised text; `how` says in a few words how it was read."""

    value: Any
    confidence: float
    how: str
    span: tuple[int, int] | None = None

    def plain(self) -> dict[str, Any]:
        """As JSON."""
        value = self.value
        if isinstance(value, date):
            value = value.isoformat()
        elif isinstance(value, tuple):
            value = list(value)
        return {
            "value": value,
            "confidence": round(self.confidence, 2),
            "how": self.how,
            "span": list(self.span) if self.span else None,
        }


def given(value: Any) -> Guess:
    return Guess(value, GIVEN, "随附信息")


def nothing(value: Any = "") -> Guess:
    return Guess(value, NONE, "未识别到")


def surest(*guesses: "Guess | None") -> Guess:
    """The surest of them; the first one where several are equally sure."""
    found = [one for one in guesses if one is not None and one.value]
    return max(found, key=lambda one: one.confidence) if found else nothing()
