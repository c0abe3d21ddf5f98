"""The demo city: a pinned day, accounts listed on a page, no second factor. Never for real data."""

from datetime import date

from config.settings.dev import *  # noqa: F403 (settings files extend one another by design)

YIFA_DEMO = True
YIFA_DEMO_DAY = date(2026, 3, 16)
YIFA_SECOND_FACTOR = False
