"""`yifa search`: the same search as the portal, as the public."""

import argparse
import json
import sys

from yifa.faces.frame.today import day
from yifa.kernel.access.reader import public
from yifa.kernel.search import following, node
from yifa.registers.library.finding import Found, Hit, Question, find

HELP = "检索文库，与公众网站相同 (search the library as the public does)"


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("query", metavar="QUERY", help="检索词")
    parser.add_argument("--limit", type=int, default=10, metavar="N", help="最多列出的文件数")
    parser.add_argument("--json", action="store_true", help="输出 JSON")


def run(args: argparse.Namespace) -> int:
    if not 1 <= args.limit <= 100:
        print("--limit 应当是 1 至 100 之间的整数。", file=sys.stderr)
        return 2
    following.follow(
        node.home(), day()
    )  # a web process answers before it has caught up; a command has the time
    found = find(Question(args.query, public(day()), size=args.limit))
    print(json.dumps(as_json(found), ensure_ascii=False, indent=1) if args.json else as_text(found))
    return 0


def as_json(found: Found) -> dict[str, object]:
    return {
        "ok": True,
        "summary": {
            "total": found.total,
            "shown": len(found.hits),
            "kind": found.reading.kind,
            "reading": found.reading.sentence,
            "note": found.note,
            "milliseconds": round(found.milliseconds, 2),
            "help": [
                {"sentence": one.sentence, "query": one.query, "count": one.count} for one in found.help
            ],
        },
        "items": [_item(hit) for hit in found.hits],
        "errors": [],
    }


def _item(hit: Hit) -> dict[str, object]:
    return {
        "slug": hit.slug,
        "title": hit.title,
        "kind": hit.kind,
        "issuer": hit.issuer,
        "doc_no": hit.doc_no,
        "issued_on": hit.issued_on.isoformat() if hit.issued_on else None,
        "effective_on": hit.effective_on.isoformat() if hit.effective_on else None,
        "force": hit.force,
        "snippet": hit.snippet_html,
        "articles": [{"eid": one.eid, "label": one.label, "html": one.html} for one in hit.articles],
        "more_articles": hit.more_articles,
    }


def as_text(found: Found) -> str:
    lines = [found.reading.sentence, *([found.note] if found.note else [])]
    lines.append(f"找到{found.total}件文件，用时{found.milliseconds:.0f}毫秒。")
    for place, hit in enumerate(found.hits, 1):
        facts = "　".join(part for part in (hit.doc_no, hit.issuer, hit.force_label) if part)
        lines.append(f"{place}. {hit.title}　{facts}")
        lines += [f"   {one.label}　{_plain(one.html)}" for one in hit.articles]
        if hit.more_articles:
            lines.append(f"   另有{hit.more_articles}条")
    lines += [f"- {one.sentence}" for one in found.help]
    return "\n".join(lines)


def _plain(html: str) -> str:
    for markup, char in (
        ("<mark>", ""),
        ("</mark>", ""),
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", '"'),
        ("&#x27;", "'"),
    ):
        html = html.replace(markup, char)
    return html.replace("&amp;", "&")
