"""`yifa bench engine`: our search call over a million articles, and the bare engine against SQLite FTS5 and PostgreSQL full
text on the same tokens and questions. The articles of the file are repeated until there are enough."""

import argparse
import json
import sqlite3
import sys
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from itertools import count, islice
from pathlib import Path
from time import perf_counter, process_time
from typing import Any, cast

import psycopg
from psycopg import sql

from yifa.kernel.search.engine import queries as q
from yifa.kernel.search.engine.entry import Entry
from yifa.kernel.search.engine.index import Engine
from yifa.kernel.search.engine.words import words
from yifa.registers.library.questions import collection, searching
from yifa.registers.library.questions.scope import Scope
from yifa.registers.library.questions.vocabulary import content_words

HELP = "检索引擎：百万条条文上的用时，与 SQLite FTS5、PostgreSQL 全文检索同时测量"
MISUSE = 2
DAY = date(2026, 3, 16)
READER = frozenset({"public", "organ:3"})
BATCH = 20_000
TABLE = sql.Identifier("yifa_bench_articles")


@dataclass(frozen=True, slots=True)
class Asked:
    """One bare question: its words, all of them or any."""

    words: tuple[str, ...]
    every: bool


Bare = Callable[[Asked], int]  # runs the question, returns the number of hits (at most 10)


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--articles", type=Path, required=True, metavar="F", help="条文 {id, law, article, text}"
    )
    parser.add_argument("--queries", type=Path, required=True, metavar="F", help="问题 {qid, query}")
    parser.add_argument("--size", type=int, default=1_000_000, help="条文数，文件内容重复至此数")
    parser.add_argument("--times", type=int, default=60, help="每组问题数")
    parser.add_argument("--postgres", metavar="URL", help="PostgreSQL 地址；没有则不与它比较")
    parser.add_argument("--json", action="store_true", help="输出 JSON")


def run(args: argparse.Namespace) -> int:
    try:
        laws = _laws(args.articles)
        asked = [row["query"] for row in islice(collection.lines(args.queries), 10 * args.times)]
    except (OSError, ValueError, KeyError) as error:
        print(f"文件不能读取或者格式不对：{error}", file=sys.stderr)
        return MISUSE
    with tempfile.TemporaryDirectory() as folder:
        found = measured(laws, asked, args, Path(folder))
    if args.json:
        print(json.dumps({"ok": True, "summary": found, "items": [], "errors": []}, ensure_ascii=False))
    else:
        print(told(found))
    return 0


def measured(
    laws: Sequence[Entry], asked: Sequence[str], args: argparse.Namespace, folder: Path
) -> dict[str, Any]:
    begun = perf_counter()
    engine = _built(laws, args.size, folder / "index")
    found: dict[str, Any] = {"articles": args.size, "index_seconds": round(perf_counter() - begun, 1)}
    found["call"] = _calls(engine, _spread(asked, args.times))
    groups = _groups(asked, args.times)
    rivals: dict[str, Bare] = {
        "yifa": lambda one: _ours(engine, one),
        "sqlite": _sqlite(laws, args.size, folder),
    }
    found["skipped"] = "" if args.postgres else "没有给出 --postgres，未与 PostgreSQL 比较。"
    if args.postgres:
        rivals["postgres"] = _postgres(laws, args.size, args.postgres)
    found["bare"] = {
        name: {rival: _timed(run, group) for rival, run in rivals.items()} for name, group in groups.items()
    }
    if args.postgres:
        with psycopg.connect(args.postgres, autocommit=True) as connection:
            connection.execute(sql.SQL("DROP TABLE {}").format(TABLE))
    return found


def told(found: dict[str, Any]) -> str:
    call = found["call"]
    lines = [
        f"{found['articles']:,} 条条文，建库 {found['index_seconds']} 秒",
        f"整次检索（权限、分面、高亮、前10件）：中位 {call['median']} 毫秒，p95 {call['p95']} 毫秒，{call['n']} 问",
        f"其中占用处理器：中位 {call['cpu_median']} 毫秒，p95 {call['cpu_p95']} 毫秒",
    ]
    for name, rivals in found["bare"].items():
        ours = rivals["yifa"]["mean"]
        times = "，".join(
            f"{rival} {row['mean']} 毫秒（{row['mean'] / ours:.0f} 倍）"
            for rival, row in rivals.items()
            if rival != "yifa"
        )
        lines.append(f"  {name}：引擎 {ours} 毫秒；{times}")
    return "\n".join([*lines, *([found["skipped"]] if found["skipped"] else [])])


def _laws(path: Path) -> list[Entry]:
    rows: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in collection.lines(path):
        rows[row["law"]].append(row)
    return [collection.entry(0, law, articles) for law, articles in rows.items()]


def _copies(laws: Sequence[Entry], size: int) -> Iterator[tuple[int, Entry]]:
    """The laws over and over, until there are so many articles."""
    left = size
    for group in count():
        entry = laws[group % len(laws)]
        if left <= 0:
            return
        left -= len(entry.parts)
        yield group, entry


def _built(laws: Sequence[Entry], size: int, folder: Path) -> Engine:
    """Nine works of ten are public, the others an organ's own; every one has facets."""
    engine = Engine.made(folder)
    with engine.writer(bulk=True) as writer:
        for group, law in _copies(laws, size):
            writer.add(_copy(group, law))
    engine.reload()
    return engine


def _copy(group: int, law: Entry) -> Entry:
    kind = law.facets["kind"]
    facets = {
        "kind": kind, "force": (("in_force", "lapsed", "repealed")[group % 3],), "issuer": (f"机关{group % 40}",),
        "year": (str(1990 + group % 36),), "topic": (f"主题{group % 20}",), "region": (f"地区{group % 12}",),
    }  # fmt: skip
    readers = frozenset({f"organ:{group % 7}"}) if group % 10 == 9 else frozenset({"public", "legal"})
    return Entry(
        group=group, title=law.title, text=law.text, parts=law.parts, readers=readers, names=law.names, head=law.head,
        weight=law.weight, facets=facets, card=law.card, since=date(2000 + group % 26, 1, 1),
    )  # fmt: skip


def _spread(asked: Sequence[str], times: int) -> list[str]:
    """Questions as people ask them, words alone and in twos, sentences out of a text, and browsing."""
    short = [" ".join(content_words(text)[:2]) for text in asked]
    quoted = [f"“{''.join(words(text)[:3])}”" for text in asked]
    return [*asked[:times], *short[:times], *(text.split()[0] for text in short[:times]), *quoted[:times], ""]


def _calls(engine: Engine, asked: Sequence[str]) -> dict[str, float]:
    scope = Scope(engine, READER, DAY)
    for text in asked:  # once without the watch: a city's index is warm
        searching.search(text, scope, size=10)
    walls, processor = [], []
    for text in asked:
        begun, used = perf_counter(), process_time()
        searching.search(text, scope, size=10)
        walls.append((perf_counter() - begun) * 1000)
        processor.append((process_time() - used) * 1000)
    row = _row(walls)
    return row | {"cpu_median": _row(processor)["median"], "cpu_p95": _row(processor)["p95"]}


def _groups(asked: Sequence[str], times: int) -> dict[str, list[Asked]]:
    split = [tuple(word for word in content_words(text) if len(word) > 1) for text in asked]
    split = [found for found in split if len(found) > 1]
    return {
        "一个词": [Asked(found[:1], every=True) for found in split[:times]],
        "两个词都有": [Asked(found[:2], every=True) for found in split[:times]],
        "问句中任一词": [Asked(found, every=False) for found in split[:times]],
    }


def _ours(engine: Engine, asked: Asked) -> int:
    single = [q.term("words", word) for word in asked.words]
    return len(engine.works(q.every(*single) if asked.every else q.some(single), 10))


def _rows(laws: Sequence[Entry], size: int) -> Iterator[tuple[str]]:
    """The same words as ours, separated by blanks."""
    tokens = {
        id(law): [" ".join(words(law.text[part.start : part.end])) for part in law.parts] for law in laws
    }
    return ((text,) for _, law in _copies(laws, size) for text in tokens[id(law)])


def _sqlite(laws: Sequence[Entry], size: int, folder: Path) -> Bare:
    connection = sqlite3.connect(folder / "fts5.sqlite3")
    connection.execute("PRAGMA synchronous=OFF")
    connection.execute("CREATE VIRTUAL TABLE article USING fts5(words, content='', tokenize='unicode61')")
    connection.executemany("INSERT INTO article (words) VALUES (?)", _rows(laws, size))
    connection.execute("INSERT INTO article (article) VALUES ('optimize')")
    connection.commit()
    connection.execute("PRAGMA mmap_size=8589934592")

    def ask(asked: Asked) -> int:
        match = (" AND " if asked.every else " OR ").join(f'"{word}"' for word in asked.words)
        return len(
            connection.execute(
                "SELECT rowid FROM article WHERE article MATCH ? ORDER BY rank LIMIT 10", (match,)
            ).fetchall()
        )

    return ask


def _postgres(laws: Sequence[Entry], size: int, url: str) -> Bare:
    connection = psycopg.connect(url, autocommit=True)

    def execute(statement: str) -> None:
        connection.execute(sql.SQL(cast(Any, statement)).format(TABLE))

    with suppress(psycopg.errors.UndefinedTable):
        execute("DROP TABLE {}")
    execute("CREATE UNLOGGED TABLE {} (id bigserial, words tsvector)")
    rows = _rows(laws, size)
    while batch := list(islice(rows, BATCH)):
        with connection.cursor() as cursor:
            cursor.execute(
                sql.SQL(
                    "INSERT INTO {} (words) SELECT to_tsvector('simple', one) FROM unnest(%s::text[]) one"
                ).format(TABLE),
                ([text for (text,) in batch],),
            )
    execute("CREATE INDEX ON {} USING gin (words)")
    execute("VACUUM ANALYZE {}")
    statement = sql.SQL(
        "SELECT id FROM {}, to_tsquery('simple', %s) q WHERE words @@ q ORDER BY ts_rank(words, q) DESC LIMIT 10"
    ).format(TABLE)

    def ask(asked: Asked) -> int:
        match = (" & " if asked.every else " | ").join(asked.words)
        return len(connection.execute(statement, (match,)).fetchall())

    return ask


def _timed(ask: Bare, group: Sequence[Asked]) -> dict[str, float]:
    for one in group[:3]:
        ask(one)
    spent = []
    for one in group:
        begun = perf_counter()
        ask(one)
        spent.append((perf_counter() - begun) * 1000)
    return _row(spent)


def _row(milliseconds: Sequence[float]) -> dict[str, float]:
    order = sorted(milliseconds)
    return {
        "n": len(order),
        "mean": round(sum(order) / len(order), 3),
        "median": round(order[len(order) // 2], 3),
        "p95": round(order[int(len(order) * 0.95)], 3),
    }
