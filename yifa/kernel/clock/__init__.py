"""The working calendar and the computing of periods. Stores nothing."""

from yifa.kernel.clock.calendar import Calendar, kept_calendar
from yifa.kernel.clock.due import Refused, Result, due

__all__ = ["Calendar", "Refused", "Result", "due", "kept_calendar"]
