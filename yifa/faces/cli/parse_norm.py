"""`yifa parse_norm`: structure, citations and the integrity report of one document; no database, no settings."""

import argparse
import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from yifa.kernel.texts.citations import extract
from yifa.kernel.texts.formats.reading import read_file
from yifa.kernel.texts.formats.refusal import Unreadable
from yifa.kernel.texts.model import Citation, Document, Node
from yifa.kernel.texts.structure import outline, parse

HELP = "读出一份文件的结构、引用和完整性报告，不需要数据库"
FINE, MISUSE = 0, 2
SHOWN = 60  # characters of a text in the outline


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", help="txt、md、docx、doc、pdf 或者 html 文件")
    parser.add_argument("--json", action="store_true", help="输出一个 JSON 对象")


def run(args: argparse.Namespace) -> int:
    try:
        extracted = read_file(Path(args.file))
    except Unreadable as error:
        return _misuse(error.sentence)
    except OSError as error:
        return _misuse(f"读不了文件 {args.file}：{error.strerror}。")
    document = parse(extracted.text)
    citations = extract(document)
    if args.json:
        print(json.dumps(shape(document, citations, extracted.warnings), ensure_ascii=False))
    else:
        print("\n".join(readable(document, citations, extracted.warnings)))
    return FINE


def shape(document: Document, citations: Iterable[Citation], warnings: Iterable[str] = ()) -> dict[str, Any]:
    """The object that `parse_norm --json` prints; `warnings` are what the file reader had to say."""
    integrity = document.integrity
    return {
        "title": document.title,
        "doc_no": document.doc_no,
        "issuer": document.issuer,
        "text": document.text,
        "components": outline(document),
        "citations": [_citation(one) for one in citations],
        "integrity": {
            "articles": integrity.articles,
            "breaks": [
                {"after": one.after, "found": one.found, "kind": one.kind, "explanation": one.explanation}
                for one in integrity.breaks
            ],
            "warnings": [*warnings, *integrity.warnings],
        },
    }


def _citation(one: Citation) -> dict[str, Any]:
    target = one.target
    return {
        "start": one.start,
        "end": one.end,
        "text": one.text,
        "target": {
            "law": target.law,
            "self": target.own,
            "article": target.article,
            "to_article": target.to_article,
            "paragraph": target.paragraph,
            "to_paragraph": target.to_paragraph,
            "item": target.item,
            "to_item": target.to_item,
        },
        "role": one.role,
        "doc_no": one.doc_no,
    }


def readable(document: Document, citations: Iterable[Citation], warnings: Iterable[str] = ()) -> list[str]:
    """The document as an indented outline, then what it cites and what is wrong with it."""
    lines = [document.title or "（没有标题）"]
    lines += [
        f"{name}：{said}" for name, said in (("文号", document.doc_no), ("制定机关", document.issuer)) if said
    ]
    for part in document.components:
        lines.append(f"── {part.name} {part.title}")
        for node in part.nodes:
            lines += _outlined(node, 1)
    found = list(citations)
    lines.append(f"── 引用 {len(found)} 处")
    lines += [f"  {one.start}–{one.end} {one.text.replace(chr(10), ' ')} → {_meant(one)}" for one in found]
    lines.append(f"── 条文 {document.integrity.articles} 条")
    lines += [f"  {said}" for said in (*warnings, *document.integrity.warnings)]
    return lines


def _outlined(node: Node, depth: int) -> list[str]:
    own = " ".join(part for part in (node.label, node.heading, node.text.replace("\n", " ⏎ ")) if part)
    short = own if len(own) <= SHOWN else own[:SHOWN] + "…"
    lines = [f"{'  ' * depth}[{node.kind}] {short}"]
    for child in node.children:
        lines += _outlined(child, depth + 1)
    return lines


def _meant(one: Citation) -> str:
    target = one.target
    numbers = (
        (target.article, target.to_article, "条"),
        (target.paragraph, target.to_paragraph, "款"),
        (target.item, target.to_item, "项"),
    )
    said = "".join(f"第{first}{'至' + last if last else ''}{unit}" for first, last, unit in numbers if first)
    return f"{'本文件' if target.own else target.law}{said}"


def _misuse(sentence: str) -> int:
    print(sentence.replace("\n", " "), file=sys.stderr)
    return MISUSE
