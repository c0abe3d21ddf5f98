"""Files are kept once, whole, and known by their hash."""

import hashlib
import io
from datetime import UTC, datetime

import pytest

from yifa.kernel.papers import files
from yifa.kernel.papers.models import File
from yifa.kernel.texts.formats.refusal import Unreadable

pytestmark = pytest.mark.django_db
AT = datetime(2026, 3, 16, tzinfo=UTC)
PNG = b"\x89PNG\r\n\x1a\n" + bytes(40)


@pytest.fixture(autouse=True)
def media(tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path / "files"
    return settings.MEDIA_ROOT


def test_bytes_come_back_and_lie_below_their_hash(media):
    kept = files.keep("第一条".encode(), name="甲.txt", at=AT)
    digest = hashlib.sha256("第一条".encode()).hexdigest()
    assert (kept.sha256, kept.size, kept.media_type) == (digest, 9, "text/plain")
    assert files.path(kept) == media / digest[:2] / digest[2:4] / digest
    assert files.read(kept) == "第一条".encode()


def test_same_bytes_are_one_file(media):
    files.keep(PNG, name="甲.png", at=AT)
    files.keep_stream(io.BytesIO(PNG), name="乙.doc", at=AT)
    assert list(File.objects.values_list("media_type", flat=True)) == ["image/png"]
    assert len([one for one in media.rglob("*") if one.is_file()]) == 1


def test_type_is_found_by_content_not_by_name():
    assert files.keep(PNG, name="通知.docx", at=AT).media_type == "image/png"


@pytest.mark.parametrize(("data", "code"), [(b"", "empty"), (b"x" * 101, "too_large")])
def test_what_is_refused_leaves_nothing(media, data, code):
    for keep in (
        lambda: files.keep(data, at=AT, most=100),
        lambda: files.keep_stream(io.BytesIO(data), at=AT, most=100),
    ):
        with pytest.raises(Unreadable) as refused:
            keep()
        assert refused.value.code == code
    assert File.objects.count() == 0
    assert [one for one in media.rglob("*") if one.is_file()] == []


def test_stream_that_breaks_off_leaves_nothing(media):
    class Breaking(io.BytesIO):
        def read(self, size=-1):
            if self.tell():
                raise OSError("cut off")
            return super().read(5)

    with pytest.raises(OSError, match="cut off"):
        files.keep_stream(Breaking(b"x" * 50), at=AT)
    assert [one for one in media.rglob("*") if one.is_file()] == []


def test_changed_bytes_are_noticed():
    kept = files.keep(b"text", at=AT)
    place = files.path(kept)
    place.chmod(0o600)
    place.write_bytes(b"tampered")
    with pytest.raises(files.Damaged, match=kept.sha256[:12]):
        files.read(kept)


def test_paper_keeps_its_versions():
    first = files.paper(
        files.keep(b"one", at=AT), "枫桥市路灯办法", name="甲.txt", organ=None, by=None, at=AT
    )
    second = files.revise(first.paper, files.keep(b"two", at=AT), name="乙.txt", by=None, at=AT)
    assert [(one.number, one.name) for one in first.paper.versions.order_by("number")] == [
        (1, "甲.txt"),
        (2, "乙.txt"),
    ]
    assert files.read(second.file) == b"two"
