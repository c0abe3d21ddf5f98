"""`yifa bench texts`: speed of reading and citing from 0.1 to 10 MB beside alternatives, structure and citation quality.

With `--corpus laws.jsonl.gz` the measured text is real and the article lists are held against a plain line regex that
shares no code with the parser; with `--gold DIR` the annotated provisions in it are scored. Without it the text is
invented. Alternatives that are not installed are named and left out.
"""

import argparse
import gzip
import hashlib
import importlib.util
import json
import re
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from time import process_time
from typing import Any

from yifa.kernel.texts.citations import extract
from yifa.kernel.texts.citations.names import bare
from yifa.kernel.texts.model import Citation, Document
from yifa.kernel.texts.structure import parse

HELP = "读文件：结构与引用的速度（0.1 至 10 MB）和质量，和通用方法同时测量"
FINE = 0
SIZES = (0.1, 1.0, 10.0)  # MB of UTF-8
MB = 1_000_000
INVENTED = (
    "第{n}条 根据《甲市登记条例》第三条第一款、第五条，登记机关应当自收到申请之日起五个工作日内办理。\n"
    "有下列情形之一的，不予登记：\n（一）材料不齐的；\n（二）依照行政许可法第三十二条不予受理的。\n"
    "违反前款规定的，由登记机关责令改正；情节严重的，依照本办法第{n}条处理。\n"
)
OPTIONAL = {
    "eyecite": "引用：eyecite（英文判例引用）",
    "refex": "引用：legal-reference-extraction（德文法律引用）",
    "bluebell": "结构：bluebell（Akoma Ntoso 语法）",
}

# -- apart from the parser, on purpose: what a plain look at the lines sees --
LINE = re.compile(
    r"\s*第\s?([零〇○一二三四五六七八九十百千0-9０-９]+)\s?条(?:之([一二三四五六七八九十]+))?(?![、至和及规与或的所中以第])"
)
CITE = re.compile(
    r"《[^《》\n]+》(?:第[一二三四五六七八九十百千零\d]+条)?|第[一二三四五六七八九十百千零\d]+条"
)
DIGIT = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0}
UNIT = {"十": 10, "百": 100, "千": 1000}


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--corpus", type=Path, metavar="FILE.jsonl.gz", help="每行一个 {id, text} 的真实文本")
    parser.add_argument(
        "--gold", type=Path, metavar="DIR", help="人工标注的条文（json），要和 --corpus 一起用"
    )
    parser.add_argument("--json", action="store_true")


def run(args: argparse.Namespace) -> int:
    texts = dict(_corpus(args.corpus)) if args.corpus else {}
    rows = speed(texts)
    quality: dict[str, Any] = {}
    if texts:
        quality["structure"] = structure(texts)
        if args.gold:
            quality["citations"] = [scored(path, texts) for path in sorted(args.gold.glob("*.json"))]
    if args.json:
        print(json.dumps({"ok": True, "summary": quality, "items": rows, "errors": []}, ensure_ascii=False))
    else:
        print("\n".join([*_speed_lines(rows), *_quality_lines(quality)]))
    return FINE


def _corpus(path: Path) -> Iterator[tuple[str, str]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            one = json.loads(line)
            yield one["id"], one["text"]


# -- speed --


def speed(texts: dict[str, str]) -> list[dict[str, Any]]:
    """MB/s of every method at every size; the same text for all."""
    whole = "\n".join(texts.values()) if texts else ""
    rows: list[dict[str, Any]] = []
    for size in SIZES:
        text = _sized(whole, size)
        document = parse(text)
        methods: list[tuple[str, Callable[[], object]]] = [
            ("结构：依法", lambda text=text: parse(text)),  # type: ignore[misc]
            ("结构：逐行正则", lambda text=text: numbered(text)),  # type: ignore[misc]
            ("引用：依法", lambda document=document: extract(document)),  # type: ignore[misc]
            ("引用：一条正则", lambda text=text: CITE.findall(text)),  # type: ignore[misc]
        ]
        rows += [_timed(name, size, text, method) for name, method in methods]
    for module, name in OPTIONAL.items():
        if importlib.util.find_spec(module) is None:
            rows.append({"name": name, "size": 0.0, "speed": 0.0, "note": "没有安装，略过"})
        else:
            rows.append({"name": name, "size": 0.0, "speed": 0.0, "note": "已安装，但不读中文，不作比较"})
    return rows


def _sized(whole: str, size: float) -> str:
    if not whole:
        block = "".join(INVENTED.format(n=number) for number in range(1, 101))
        whole = "甲市登记办法\n" + block * (int(size * MB) // len(block.encode()) + 1)
    return whole.encode()[: int(size * MB)].decode(errors="ignore")


def _timed(name: str, size: float, text: str, method: Callable[[], object]) -> dict[str, Any]:
    """The best of a few runs, in processor time, so that other work on the machine does not count."""
    best = min(_once(method) for _ in range(5 if size < 1 else 2))
    return {"name": name, "size": size, "speed": len(text.encode()) / MB / best, "note": ""}


def _once(method: Callable[[], object]) -> float:
    begin = process_time()
    method()
    return max(process_time() - begin, 1e-9)


def _speed_lines(rows: list[dict[str, Any]]) -> list[str]:
    lines = [
        "每秒 MB（UTF-8，处理器时间）    " + "".join(f"{size:>9g} MB" for size in SIZES) + "　10 MB 比 0.1 MB"
    ]
    measured = [row for row in rows if not row["note"]]
    for name in dict.fromkeys(row["name"] for row in measured):
        found = [row["speed"] for row in measured if row["name"] == name]
        lines.append(
            f"  {name:<20}" + "".join(f"{one:>12.1f}" for one in found) + f"{found[-1] / found[0]:>12.2f}"
        )
    return [*lines, *(f"  {row['name']}：{row['note']}" for row in rows if row["note"])]


# -- structure --


def structure(texts: dict[str, str]) -> dict[str, Any]:
    """Article lists against the plain line regex, and every break by its kind and explanation."""
    right = gapless = 0
    wrong: list[str] = []
    breaks: Counter[str] = Counter()
    for id_, text in texts.items():
        document = parse(text)
        found = [node.num or "" for node in document.walk() if node.kind == "article"]
        plain = numbered(text)
        if _has_no_gaps(plain):
            gapless += 1
            same = found == [f"{main}-{sub}" if sub else str(main) for main, sub in plain]
            right += same
            wrong += [] if same else [f"{id_} {document.title}：正则 {len(plain)} 条，解析 {len(found)} 条"]
        breaks.update(f"{one.kind}：{_class(one.explanation)}" for one in document.integrity.breaks)
    return {
        "documents": len(texts),
        "gapless": gapless,
        "right": right,
        "wrong": wrong,
        "breaks": dict(breaks),
    }


def numbered(text: str) -> list[tuple[int, int]]:
    """(12, 1) for a line that begins 第十二条之一, outside quotations that stay open over lines."""
    found, depth = [], 0
    for line in text.split("\n"):
        match = LINE.match(line) if depth <= 0 else None
        if match:
            found.append((_number(match[1]), _number(match[2] or "")))
        depth = max(0, depth + line.count("“") - line.count("”"))
    return found


def _number(numeral: str) -> int:
    if numeral.isdecimal():
        return int(numeral)
    total, digit = 0, 0
    for char in numeral:
        if char in UNIT:
            total, digit = total + (digit or 1) * UNIT[char], 0
        else:
            digit = DIGIT.get(char, 0)
    return total + digit


def _has_no_gaps(found: list[tuple[int, int]]) -> bool:
    follows = (
        (after in ((main + 1, 0), (main, sub + 1)))
        for (main, sub), after in zip(found, found[1:], strict=False)
    )
    return bool(found) and found[0] == (1, 0) and all(follows)


def _class(explanation: str) -> str:
    """An explanation without its numbers, so that equal reasons count together."""
    return re.sub(r"第[零一二三四五六七八九十百千]+条(?:之[一二三四五六七八九十]+)?", "第N条", explanation)


# -- citations --


def scored(path: Path, texts: dict[str, str]) -> dict[str, Any]:
    """Span F1 and resolution of one file of annotated provisions."""
    raw = json.loads(path.read_text("utf-8"))
    found = right = extra = missed = absent = 0
    for one in raw["provisions"]:
        document = parse(texts.get(one["id"], ""))
        if not _is_annotated(one, document):
            absent += 1
            continue
        begin = one["start"]
        expected = {(span["start"], span["end"]): _meaning(span) for span in one["citations"]}
        inside = (cite for cite in extract(document) if begin <= cite.start < one["end"])
        got = {(cite.start - begin, cite.end - begin): _meant(cite) for cite in inside}
        both = expected.keys() & got.keys()
        found, extra, missed = (
            found + len(both),
            extra + len(got) - len(both),
            missed + len(expected) - len(both),
        )
        right += sum(expected[span] == got[span] for span in both)
    return {
        "set": path.stem,
        "provisions": len(raw["provisions"]),
        "absent": absent,
        "citations": found + missed,
        "f1": 2 * found / max(1, 2 * found + extra + missed),
        "resolution": right / max(1, found + missed),
        "note": raw.get("note", ""),
    }


def _is_annotated(one: dict[str, Any], document: Document) -> bool:
    text = document.text[one["start"] : one["end"]]
    return hashlib.sha256(text.encode()).hexdigest() == str(one["sha256"])


FIELDS = ("article", "to_article", "paragraph", "to_paragraph", "item", "to_item")


def _meaning(span: dict[str, Any]) -> tuple[str | None, ...]:
    return (None if span.get("self") else bare(span["law"]), *(span.get(name) for name in FIELDS))


def _meant(cite: Citation) -> tuple[str | None, ...]:
    law = None if cite.target.own else bare(cite.target.law or "")
    return (law, *(getattr(cite.target, name) for name in FIELDS))


def _quality_lines(quality: dict[str, Any]) -> list[str]:
    lines = []
    found = quality.get("structure")
    if found:
        share = found["right"] / max(1, found["gapless"])
        lines.append(
            f"结构：{found['documents']} 份中逐行正则看来条号连续的 {found['gapless']} 份，"
            f"条目完全一致 {found['right']} 份（{share:.2%}）"
        )
        lines += [f"  不一致 {line}" for line in found["wrong"]]
        lines += [f"  断号 {times} 处　{kind}" for kind, times in sorted(found["breaks"].items())]
    for one in quality.get("citations", ()):
        lines.append(
            f"引用：{one['set']} {one['provisions']} 条、{one['citations']} 处，"
            f"跨度 F1 {one['f1']:.4f}，指向正确 {one['resolution']:.4f}，文本不符 {one['absent']} 条　{one['note']}"
        )
    return lines
