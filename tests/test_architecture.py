"""The house rules that import-linter and ruff cannot see (style.md: map, ten rules, tests)."""

import ast
import re
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from django.apps import apps
from django.db.models import Field, Model

ROOT = Path(__file__).resolve().parent.parent
LONGEST = 500
LONG = 300
# Files over 300 lines. The number may only fall; when it does, write the new one here.
LONG_FILES = 4
VAGUE = {"utils", "helpers", "common", "misc", "base2", "util", "helper"}
STOREYS = ("yifa/kernel/", "yifa/registers/", "yifa/domains/")
# The one place below the faces that reads the clock: a worker has no request to be told the time by.
READS_THE_CLOCK = {"yifa/kernel/jobs/running.py"}
OURS = ("yifa.kernel", "yifa.registers", "yifa.domains", "yifa.faces")


@cache
def tracked() -> tuple[str, ...]:
    """Paths of all files that git keeps, or that will be kept with the next commit."""
    listed = subprocess.run(
        ["git", "-c", "safe.directory=*", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    return tuple(path for path in listed.splitlines() if (ROOT / path).is_file())


def python(*, tests: bool, below: tuple[str, ...] = ("",)) -> Iterator[tuple[str, str]]:
    """(path, text) of the Python files, migrations apart; tests or the rest."""
    for path in tracked():
        is_test = "/tests/" in path or path.startswith("tests/") or path == "conftest.py"
        if (
            path.endswith(".py")
            and path.startswith(below)
            and "/migrations/" not in path
            and is_test == tests
        ):
            yield path, (ROOT / path).read_text("utf-8")


def lines_of(path: str) -> int:
    return len((ROOT / path).read_text("utf-8").splitlines())


def test_no_file_is_longer_than_500_lines_and_the_long_ones_grow_fewer() -> None:
    ours = [
        path for path in tracked() if path.endswith((".py", ".css", ".js")) and "/migrations/" not in path
    ]
    counted = {path: lines_of(path) for path in ours}
    assert {path: count for path, count in counted.items() if count > LONGEST} == {}
    long = {path: count for path, count in counted.items() if count > LONG}
    assert len(long) <= LONG_FILES, f"over {LONG} lines: {long}"


def test_no_file_has_a_name_that_says_nothing() -> None:
    assert [path for path in tracked() if Path(path).stem.lower() in VAGUE] == []


def test_no_package_is_empty() -> None:
    packages = {str(Path(path).parent) for path in tracked() if path.endswith("/__init__.py")}
    filled = {str(Path(path).parent) for path in tracked() if (ROOT / path).stat().st_size}
    parents = {str(parent) for path in filled for parent in Path(path).parents}
    assert sorted(packages - filled - parents) == []


def test_only_the_faces_read_the_clock() -> None:
    reading = re.compile(
        r"\b(?:timezone\.now\(|timezone\.local(?:time|date)\(\)|datetime\.(?:now|today|utcnow)\(|date\.today\()"
    )
    found = {path for path, text in python(tests=False, below=STOREYS) if reading.search(text)}
    assert found - READS_THE_CLOCK == set()


def test_nothing_is_hidden_in_signals_checks_or_save() -> None:
    forbidden = re.compile(
        r"django\.db\.models\.signals|django\.dispatch|@receiver|GenericForeignKey|skip_checks"
    )
    assert [path for path, text in python(tests=False) if forbidden.search(text)] == []


def _overrides(text: str) -> list[str]:
    """Classes of a models file that put effects into save() or delete()."""
    classes = [node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.ClassDef)]
    return [
        kind.name
        for kind in classes
        for node in kind.body
        if isinstance(node, ast.FunctionDef) and node.name in ("save", "delete")
        if any(ast.unparse(base).endswith("Model") for base in kind.bases)
    ]


def test_no_model_overrides_save() -> None:
    assert {path: found for path, text in python(tests=False) if (found := _overrides(text))} == {}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("class A(models.Model):\n    def save(self): pass", ["A"]),
        ("class A(Form):\n    def save(self): pass", []),
        ("class A(models.Model):\n    def saved(self): pass", []),
    ],
)
def test_the_search_for_save_finds_it(text: str, found: list[str]) -> None:
    assert _overrides(text) == found


def _storey(model: type[Model]) -> str:
    return next((name for name in OURS if model.__module__.startswith(name + ".")), "")


def _upward(field: "Field[object, object]") -> bool:
    """Whether a relation climbs from one of our packages to another above or beside it."""
    model, related = field.model, field.related_model
    assert isinstance(related, type)
    here, there = model.__module__.split(".")[:3], related.__module__.split(".")[:3]
    storeys = (_storey(model), _storey(related))
    if here == there or "" in storeys:
        return False
    if storeys[0] == storeys[1]:
        return storeys[0] == "yifa.domains"
    return OURS.index(storeys[1]) > OURS.index(storeys[0])


def test_foreign_keys_point_down_and_never_from_domain_to_domain() -> None:
    relations = [
        field
        for model in apps.get_models()
        if _storey(model)
        for field in model._meta.get_fields()
        if field.is_relation and field.concrete and isinstance(field.related_model, type)
    ]
    assert len(relations) > 20
    assert [str(field) for field in relations if _upward(field)] == []


def test_no_relation_is_named_by_text_across_packages() -> None:
    by_text = re.compile(r"(?:ForeignKey|OneToOneField|ManyToManyField)\(\s*[\"'](\w+)\.\w+[\"']")
    assert [path for path, text in python(tests=False) if by_text.search(text)] == []


def test_every_template_is_used() -> None:
    sources = {
        path: (ROOT / path).read_text("utf-8")
        for path in tracked()
        if path.endswith((".py", ".html", ".txt", ".xml")) and not path.startswith("demo/")
    }
    named_by_allauth = ("account/", "mfa/", "allauth/", "ninja/")
    unused = []
    for path in sources:
        name = path.partition("/templates/")[2]
        if not name or name.startswith(named_by_allauth):
            continue
        stem = Path(name).stem
        used = any(name in text or f'"{stem}"' in text for other, text in sources.items() if other != path)
        if not used:
            unused.append(path)
    assert unused == []


def test_every_noqa_and_ignore_gives_its_reason() -> None:
    bare = re.compile(r"#\s*noqa(?!: [A-Z0-9, ]+(?:\(.+\)|— .+))|#\s*type:\s*ignore(?!\[[a-z, -]+\])")
    found = [
        f"{path}:{number}: {line.strip()}"
        for tests in (False, True)
        for path, text in python(tests=tests)
        if path != "tests/test_architecture.py"
        for number, line in enumerate(text.splitlines(), 1)
        if bare.search(line)
    ]
    assert found == []


def test_no_tracked_file_names_a_machine_path_or_a_package_index() -> None:
    words = (
        "/wo" + "rk/",
        "/ro" + "ot/",
        "pypi" + ".org",
        "pythonhosted" + ".org",
        "tuna.tsing" + "hua",
        "npmjs" + ".com",
    )
    found = []
    for path in tracked():
        content = (ROOT / path).read_bytes()
        found += [f"{path}: {word}" for word in words if word.encode() in content]
        if Path(path).name.startswith("requirements") and b"://" in content:
            found.append(f"{path}: an address")
    assert found == []


def _asserts(test: ast.FunctionDef, helpers: set[str]) -> bool:
    """Whether the test can fail: an assert, `raises`, Playwright's `expect`, or a helper of the file that asserts."""
    for node in ast.walk(test):
        if isinstance(node, ast.Assert):
            return True
        called = ast.unparse(node.func) if isinstance(node, ast.Call) else ""
        last = called.rpartition(".")[2]
        if (
            last in ("raises", "fail", "expect")
            or last in helpers
            or last.startswith("assert")
            or "assert_" in last
        ):
            return True
    return False


def _idle(text: str) -> list[str]:
    """Tests of a file that cannot fail."""
    functions = [node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.FunctionDef)]
    helpers: set[str] = set()
    grown = True
    while grown:
        more = {
            node.name for node in functions if not node.name.startswith("test_") and _asserts(node, helpers)
        }
        grown = not more <= helpers
        helpers |= more
    return [node.name for node in functions if node.name.startswith("test_") and not _asserts(node, helpers)]


def test_every_test_can_fail() -> None:
    assert {path: found for path, text in python(tests=True) if (found := _idle(text))} == {}


@pytest.mark.parametrize(
    ("text", "idle"),
    [
        ("def test_a(): work()", ["test_a"]),
        ("def test_a(): assert work()", []),
        ("def test_a():\n    with pytest.raises(Refusal): work()", []),
        ("def holds(x):\n    assert x\ndef test_a(): holds(1)", []),
    ],
)
def test_the_search_for_idle_tests_finds_them(text: str, idle: list[str]) -> None:
    assert _idle(text) == idle
