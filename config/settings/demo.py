"""The demo city: a pinned day, accounts listed on a page, no second factor. Never for real data."""

from config.settings.dev import *  # noqa: F403 (settings files extend one another by design)

YIFA_DEMO = True
YIFA_SECOND_FACTOR = False
