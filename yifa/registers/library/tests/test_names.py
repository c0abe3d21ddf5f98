"""Titles in sentences: marks inside marks are single, and the key of the work stays the same."""

from yifa.registers.library.names import key, titled


def test_marks_inside_marks_are_single():
    assert titled("关于印发《某办法》的通知") == "《关于印发〈某办法〉的通知》"
    assert titled("某办法") == "《某办法》"


def test_a_title_in_its_marks_still_names_the_work():
    assert key(titled("关于印发《某办法》的通知")) == key("关于印发《某办法》的通知")
