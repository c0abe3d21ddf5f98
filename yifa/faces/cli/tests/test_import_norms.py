"""`yifa import_norms`: what it prints, how it exits, what it leaves behind. All texts are invented."""

import json
import os

import pytest

from yifa.domains.norms.models import Batch
from yifa.domains.norms.tests import factories as make
from yifa.faces.cli import import_norms
from yifa.faces.cli.tests.commands import call
from yifa.registers.library.models import Version, Work

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def data_folder(tmp_path, settings):
    settings.YIFA_DATA = tmp_path / "data"
    settings.MEDIA_ROOT = tmp_path / "data" / "files"
    settings.YIFA_DATA.mkdir()


@pytest.fixture
def folder(tmp_path):
    made = tmp_path / "norms"
    (made / "2020").mkdir(parents=True)
    (made / ".hidden").write_bytes(make.norm("隐藏", 9))
    (made / "a.txt").write_bytes(make.norm("河道保洁", 1))
    (made / "2020" / "b.md").write_bytes(make.norm("公园座椅", 2))
    return made


def run(capsys, *words):
    code = call(import_norms, *map(str, words))
    out, err = capsys.readouterr()
    return code, out, err


def test_folder_is_imported_with_a_report_for_each_file(capsys, folder):
    code, out, _ = run(capsys, folder, "--source", "市政府公报", "--json")
    report = json.loads(out)
    assert (code, report["ok"], report["errors"]) == (0, True, [])
    assert [(one["name"], one["outcome"], one["title"]) for one in report["items"]] == [
        ("2020/b.md", "stored", "枫桥市人民政府关于公园座椅的通知"), ("a.txt", "stored", "枫桥市人民政府关于河道保洁的通知"),
    ]  # fmt: skip
    assert {version.source for version in Version.objects.all()} == {"市政府公报"}
    assert [one["slug"] for one in report["items"]] == list(
        Work.objects.order_by("doc_no").values_list("slug", flat=True)
    )[::-1]


def test_again_it_changes_nothing(capsys, folder):
    run(capsys, folder)
    code, out, _ = run(capsys, folder, "--json")
    assert (code, json.loads(out)["summary"]["duplicate"], Version.objects.count()) == (0, 2, 2)


def test_broken_file_is_named_and_the_rest_is_stored(capsys, folder):
    (folder / "empty.txt").write_bytes(b"")
    code, out, _ = run(capsys, folder)
    assert code == 1
    assert "未能读取　empty.txt：文件是空的，没有内容。请确认原件后重新上传。" in out
    assert "共 3 份：已入库 2 份，未能读取 1 份。" in out


def test_pipes_and_links_that_lead_out_of_the_folder_are_named_and_never_opened(capsys, folder, tmp_path):
    (tmp_path / "secret.txt").write_bytes(make.norm("不该读到", 3))
    (tmp_path / "elsewhere").mkdir()
    (folder / "out.txt").symlink_to(tmp_path / "secret.txt")
    (folder / "out").symlink_to(tmp_path / "elsewhere")
    (folder / "gone.txt").symlink_to(folder / "none.txt")
    (folder / "same.txt").symlink_to(folder / "a.txt")
    os.mkfifo(folder / "pipe.txt")  # opened, it would wait for a writer for ever
    code, out, _ = run(capsys, folder)
    assert code == 1
    outside = "是指向文件夹之外的链接，没有跟随。请将文件本身放进文件夹后重试。"
    assert f"未能读取　out.txt：{outside}" in out
    assert f"未能读取　out：{outside}" in out
    assert "未能读取　gone.txt：没有找到文件。" in out
    assert "未能读取　pipe.txt：不是普通文件（可能是文件夹、管道或者设备），不能读取。" in out
    assert Version.objects.count() == 2


def test_missing_path_is_misuse_and_leaves_nothing(capsys, folder):
    code, out, err = run(capsys, folder, folder / "none")
    assert (code, out, Batch.objects.count()) == (2, "", 0)
    assert err.startswith("没有找到：")


def test_import_without_a_source_is_misuse(capsys, folder):
    assert run(capsys, folder, "--source", " ")[::2] == (2, "--source 应当写明来源。\n")


def test_cut_off_import_is_gone_on_with(capsys, folder, monkeypatch):
    monkeypatch.setattr("yifa.domains.norms.importing.BUNDLE", 1)
    monkeypatch.setattr("yifa.domains.norms.readers.PIECES", 1)

    class Killed(BaseException):
        pass

    def kill(_bar, job):
        if job.done == 1:
            raise Killed

    with monkeypatch.context() as patched, pytest.raises(Killed):
        patched.setattr(import_norms.Bar, "show", kill)
        run(capsys, folder)
    assert Version.objects.count() == 1
    code, out, _ = run(capsys, folder, "--json")
    assert (code, json.loads(out)["summary"]["stored"], Batch.objects.count()) == (0, 2, 1)


def test_private_import_is_public_for_nobody(capsys, folder):
    run(capsys, folder, "--private")
    assert (Version.objects.count(), Version.objects.filter(publication__isnull=False).count()) == (2, 0)
