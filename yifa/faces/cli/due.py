"""`yifa due`: the due date of a statutory rule and its explanation; no database, no settings."""

import argparse
import json
import re
import sys
from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path
from typing import Any

from yifa.kernel.clock import Refused, Result, due
from yifa.kernel.law import NotInForce, UnknownRule, rule

HELP = "推算法定期限的届满日，并逐段说明"
FINE, MISUSE = 0, 2
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
MINUTE = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}")


class Misuse(ValueError):
    """The question is badly put; the message is one line."""


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("rule", nargs="?", metavar="RULE", help="规则编号，例如 FY-014b")
    parser.add_argument("--start", metavar="DATE", help="起算事件日，例如 2025-08-04；按小时的写到分钟")
    parser.add_argument(
        "--suspend", action="append", default=[], metavar="FROM:TO", help="不计入的期间，两端都不计"
    )
    parser.add_argument("--extend", action="store_true", help="按规则载明的天数延长")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--batch", metavar="FILE.jsonl", help="每行一个 {rule, start, suspend, extend}")


def run(args: argparse.Namespace) -> int:
    if args.batch:
        return _batch(Path(args.batch))
    if not args.rule or not args.start:
        return _misuse("要写规则编号和 --start。")
    try:
        result = answer(args.rule, args.start, args.suspend, args.extend)
    except (Misuse, Refused, UnknownRule, NotInForce) as error:
        return _misuse(str(error))
    if args.json:
        print(json.dumps(shape(result), ensure_ascii=False))
    else:
        print(f"{args.rule}　届满日：{_text(result.due)}{'（暂定）' if result.provisional else ''}")
        print("\n".join(f"  {line}" for line in result.explanation))
    return FINE


def answer(rule_id: str, start: str, suspend: Iterable[str], extend: bool) -> Result:
    """Read the words of a question and answer it. Raises Misuse, Refused, UnknownRule or NotInForce."""
    known = rule(rule_id)
    begin: date = _start(start, hours=known.unit == "hour")
    spans = [_span(text) for text in suspend]
    return due(known, begin, suspend=spans, extend=extend)


def shape(result: Result) -> dict[str, Any]:
    """The result as `due --json` prints it."""
    return {
        "rule": result.rule.id,
        "start": _text(result.start),
        "due": _text(result.due),
        "unit": result.rule.unit,
        "raw_due": _text(result.raw_due),
        "rolled": result.rolled,
        "provisional": result.provisional,
        "verified": result.rule.verified,
        "explanation": list(result.explanation),
    }


def _batch(path: Path) -> int:
    """One answer or {rule, error} a line; a bad line does not stop the others."""
    try:
        lines = path.read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        return _misuse(f"读不了文件 {path}：{error}")
    out = [json.dumps(_line(line), ensure_ascii=False) for line in lines if line.strip()]
    sys.stdout.write("".join(f"{line}\n" for line in out))
    return FINE


def _line(line: str) -> dict[str, Any]:
    try:
        asked = json.loads(line)
    except json.JSONDecodeError as error:
        return {"rule": None, "error": f"这一行不是 JSON：{error}"}
    if not isinstance(asked, dict):
        return {"rule": None, "error": "这一行不是 JSON 对象。"}
    name = asked.get("rule")
    try:
        spans = asked.get("suspend") or []
        suspend = [_span_text(span) for span in ([spans] if isinstance(spans, str | dict) else spans)]
        result = answer(str(name), str(asked.get("start")), suspend, _extend(asked.get("extend")))
        return shape(result)
    except (Misuse, Refused, UnknownRule, NotInForce, TypeError) as error:
        return {"rule": name, "error": str(error)}


def _extend(value: object) -> bool:
    if value in (None, False, True):
        return bool(value)
    raise Misuse(f"extend 应当是 true 或者 false，不是 {value!r}。")


def _span_text(span: object) -> str:
    if isinstance(span, list | tuple) and len(span) == 2:
        return f"{span[0]}:{span[1]}"
    if isinstance(span, dict) and {"from", "to"} <= span.keys():
        return f"{span['from']}:{span['to']}"
    return str(span)


def _span(text: str) -> tuple[date, date]:
    begin, colon, end = text.partition(":")
    if not colon:
        raise Misuse(f"中止期间应当写作 起日:止日，不是 {text!r}。")
    return _date(begin), _date(end)


def _start(text: str, *, hours: bool) -> date:
    if hours and MINUTE.fullmatch(text):
        try:
            return datetime.fromisoformat(text)  # noqa: DTZ007 (local minutes by contract)
        except ValueError:
            raise Misuse(f"没有 {text} 这个时间。") from None
    if hours and DAY.fullmatch(text):
        raise Misuse("按小时计算的规则，起算时间要写到分钟，例如 2026-01-05T10:30。")
    return _date(text)


def _date(text: str) -> date:
    if not DAY.fullmatch(text):
        raise Misuse(f"日期应当写作 2026-01-05，不是 {text!r}。")
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Misuse(f"没有 {text} 这一天。") from None


def _text(moment: date) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M") if isinstance(moment, datetime) else moment.isoformat()


def _misuse(sentence: str) -> int:
    print(sentence.replace("\n", " "), file=sys.stderr)
    return MISUSE
