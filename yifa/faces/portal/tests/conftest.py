"""The clock stands still, and each test has its own search index."""

from datetime import UTC, datetime

import pytest
from django.utils import timezone

from yifa.faces.frame import today

AT = datetime(2026, 3, 16, 1, 30, tzinfo=UTC)  # 9:30 in Shanghai


@pytest.fixture(autouse=True)
def still(monkeypatch, settings, tmp_path):
    settings.YIFA_DATA = tmp_path
    monkeypatch.setattr(today, "now", lambda: AT.astimezone(timezone.get_default_timezone()))
