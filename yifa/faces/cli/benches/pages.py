"""`yifa bench pages`: the search page and the document page on the library of this installation, beside a bare page.

The bare page is what plain Django needs for the same text: one row read, one `<pre>` written. Pages are asked for in
this process, through the whole stack (middleware, templates), each document and each question once and in turn.
"""

import argparse
import json
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from random import Random
from statistics import median, quantiles
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.db import connection
from django.template import engines
from django.test import Client
from django.urls import reverse
from django.utils import timezone

import yifa.faces.cli.database  # noqa: F401 (sets Django up before the models below are loaded)
from yifa.faces.cli import preparing
from yifa.registers.library.models import Version, Work

HELP = "检索页和文件页：用时（中位、p95）、数据库查询次数，同时测量只输出同一文本的最简页面"
FINE, WRONG, MISUSE = 0, 1, 2
BAR = 150  # milliseconds, p95: issue bar of both pages
BARE = "<!doctype html><html lang='zh-CN'><title>{{ title }}</title><pre>{{ text }}</pre></html>"
WORDS = (
    "罚款",
    "行政处罚",
    "营业执照 吊销",
    "养犬",
    "停车收费",
    "供热不达标",
    "听证的期限",
    "规范性文件 备案",
    "工伤认定",
    "垃圾分类",
)


@dataclass(slots=True)
class Timing:
    """Milliseconds of wall clock and of processor time, and database queries, one entry a page."""

    name: str
    wall: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)
    queries: list[int] = field(default_factory=list)

    def shown(self) -> dict[str, Any]:
        return {
            "name": self.name,
            "pages": len(self.wall),
            "median_ms": round(median(self.wall), 1),
            "p95_ms": round(_p95(self.wall), 1),
            "cpu_p95_ms": round(_p95(self.cpu), 1),
            "queries": sorted(set(self.queries)),
        }


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--pages", type=int, default=300, help="每种页面测几页，默认 300")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", action="store_true")


def run(args: argparse.Namespace) -> int:
    today = timezone.localdate()
    works = list(Work.objects.public(today).order_by("pk").values_list("slug", "title", "doc_no"))
    if len(works) < 10:
        print("文库中的公开文件不足 10 份，请先导入。", file=sys.stderr)
        return MISUSE
    preparing.collect_static()
    settings.ALLOWED_HOSTS = ["testserver"]
    client, chance = Client(), Random(args.seed)
    chosen = chance.sample(works, min(args.pages, len(works)))
    versions = Version.objects.public(today).order_by("pk").values_list("pk", flat=True)
    addresses = [reverse("portal:norm", args=[slug]) for slug, _, _ in chosen]
    questions = list(_questions(chosen, args.pages))
    for warm in (addresses[0], questions[0]):
        client.get(warm)
    timings = (
        timed("文件页", addresses, client.get),
        timed("检索页", questions, client.get),
        timed("最简页面（同一文库的文本）", chance.sample(list(versions), len(chosen)), _bare),
    )
    shown = [timing.shown() for timing in timings]
    ok = all(row["p95_ms"] <= BAR for row in shown)
    if args.json:
        summary = {"works": len(works), "bar_ms": BAR}
        print(json.dumps({"ok": ok, "summary": summary, "items": shown, "errors": []}, ensure_ascii=False))
        return FINE if ok else WRONG
    print(f"文库 {len(works)} 份公开文件；目标 p95 不超过 {BAR} 毫秒。")
    for row in shown:
        print(
            f"  {row['name']}　{row['pages']} 页　中位 {row['median_ms']} 毫秒　p95 {row['p95_ms']} 毫秒　"
            f"处理器 p95 {row['cpu_p95_ms']} 毫秒　查询次数 {row['queries']}"
        )
    return FINE if ok else WRONG


def timed(name: str, asked: list[Any], answer: Callable[[Any], Any]) -> Timing:
    """Ask for each page once; an answer that is no page (200) ends the benchmark."""
    timing = Timing(name)
    for one in asked:
        count = _Count()
        with connection.execute_wrapper(count):
            wall, cpu = time.perf_counter(), time.process_time()
            status = answer(one).status_code
            timing.cpu.append(1000 * (time.process_time() - cpu))
            timing.wall.append(1000 * (time.perf_counter() - wall))
        if status != 200:
            raise SystemExit(f"{one}：状态码 {status}")
        timing.queries.append(count.queries)
    return timing


class _Count:
    """Counts the queries that pass through the connection."""

    def __init__(self) -> None:
        self.queries = 0

    def __call__(self, execute: Callable[..., Any], *words: Any) -> Any:
        self.queries += 1
        return execute(*words)


@dataclass(frozen=True, slots=True)
class _Answer:
    body: str
    status_code: int = 200


def _bare(version_id: int) -> _Answer:
    version = Version.objects.select_related("work").get(pk=version_id)
    body = engines["django"].from_string(BARE).render({"title": version.work.title, "text": version.text})
    return _Answer(body)


def _questions(chosen: list[tuple[str, str, str]], count: int) -> Iterator[str]:
    """Titles, parts of titles, numbers, articles of a law and everyday words, in turn; pages and filters too."""
    for place in range(count):
        _, title, number = chosen[place % len(chosen)]
        text = (
            title,
            title[2:8],
            number or title,
            f"{title}第{place % 40 + 1}条",
            WORDS[place // 5 % len(WORDS)],
        )[place % 5]
        more = {"page": "2"} if place % 10 == 4 else {}
        yield f"{reverse('portal:search')}?{urlencode({'q': text, **more})}"


def _p95(values: list[float]) -> float:
    return quantiles(values, n=20)[18]
