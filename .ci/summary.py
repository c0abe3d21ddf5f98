"""Adds up the JUnit files of a CI run; fails where one is missing, holds no test that ran, or holds a failure."""

import sys
import xml.etree.ElementTree as ET
from pathlib import Path


def main(files: list[str]) -> int:
    passed = failed = skipped = 0
    wrong = []
    for name in files:
        suites = ET.parse(name).getroot().iter("testsuite") if Path(name).exists() else []
        ran = {"passed": 0, "failed": 0, "skipped": 0}
        for suite in suites:
            bad = int(suite.get("failures", 0)) + int(suite.get("errors", 0))
            idle = int(suite.get("skipped", 0))
            ran["failed"] += bad
            ran["skipped"] += idle
            ran["passed"] += int(suite.get("tests", 0)) - bad - idle
        print(f"{name}: {ran['passed']} passed, {ran['failed']} failed, {ran['skipped']} skipped")
        if not ran["passed"] or ran["failed"]:
            wrong.append(name)
        passed, failed, skipped = passed + ran["passed"], failed + ran["failed"], skipped + ran["skipped"]
    if wrong:
        print(f"Not in order: {', '.join(wrong)}")
    print(f"{passed} passed, {failed} failed, {skipped} skipped")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
