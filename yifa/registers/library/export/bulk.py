"""Bulk download: every public text as JSON lines, gzipped in parts, with a manifest of hashes.

A run writes a new folder and only then points `current.json` at it, so that readers never see half a run. Rows are
streamed: memory does not grow with the library. The same library on the same day gives the same bytes.
"""

import gzip
import hashlib
import json
import shutil
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from datetime import date, datetime
from itertools import islice
from pathlib import Path
from typing import Any

from yifa.kernel.publication.models import Publication
from yifa.registers.library import force, uris
from yifa.registers.library.export.card import card, iso
from yifa.registers.library.export.gather import Site
from yifa.registers.library.models import Effect, Version

PART = 5000  # texts a file
STEP = 100  # texts read at a time
POINTER = "current.json"
MANIFEST = "manifest.json"
Watch = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Part:
    name: str
    documents: int
    bytes: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """`closed` is how many publications had ended: when more have, the dump shows what is no longer public."""

    folder: str
    on: str
    generated_at: str
    documents: int
    closed: int
    parts: tuple[Part, ...]


def write(target: Path, *, on: date, at: datetime, site: Site, watch: Watch = lambda done: None) -> Manifest:
    """Write everything public on the day below `target`; earlier runs but the last are removed."""
    folder = f"{at:%Y%m%dT%H%M%S}"
    new = target / folder
    shutil.rmtree(new, ignore_errors=True)
    new.mkdir(parents=True)
    closed = ended(on)
    parts: list[Part] = []
    lines = _lines(on, site, watch)
    while not parts or parts[-1].documents == PART:
        parts.append(_part(new / f"documents-{len(parts) + 1:04}.jsonl.gz", islice(lines, PART)))
    if len(parts) > 1 and not parts[-1].documents:
        (new / parts.pop().name).unlink()
    documents = sum(part.documents for part in parts)
    manifest = Manifest(folder, on.isoformat(), at.isoformat(), documents, closed, tuple(parts))
    (new / MANIFEST).write_text(json.dumps(asdict(manifest), ensure_ascii=False, indent=1), "utf-8")
    _point(target, folder)
    return manifest


def current(target: Path) -> Manifest | None:
    """The manifest of the last whole run, or None."""
    try:
        folder = json.loads((target / POINTER).read_text("utf-8"))["folder"]
        raw = json.loads((target / folder / MANIFEST).read_text("utf-8"))
    except (OSError, ValueError, KeyError):
        return None
    return Manifest(**{**raw, "parts": tuple(Part(**part) for part in raw["parts"])})


def ended(on: date) -> int:
    """How many publications have ended by the day. One query."""
    return Publication.objects.filter(until__lte=on).count()


def stale(manifest: Manifest, on: date) -> bool:
    """Whether something was withdrawn since the run: then it may not be served any more. One query."""
    return ended(on) != manifest.closed


def _point(target: Path, folder: str) -> None:
    """Make the run the current one in one step, then remove all but it and the one before."""
    previous = current(target)
    pointer = target / f"{POINTER}.new"
    pointer.write_text(json.dumps({"folder": folder}), "utf-8")
    pointer.replace(target / POINTER)
    kept = {folder, previous.folder if previous else folder}
    for entry in target.iterdir():
        if entry.is_dir() and entry.name not in kept:
            shutil.rmtree(entry)


def _part(path: Path, lines: Iterator[bytes]) -> Part:
    """One file. The name and the moment stay out of the gzip header, so that equal content gives equal bytes."""
    documents = 0
    with path.open("wb") as raw, gzip.GzipFile("", "wb", 6, raw, mtime=0) as packed:
        for line in lines:
            packed.write(line)
            documents += 1
    with path.open("rb") as written:
        digest = hashlib.file_digest(written, "sha256").hexdigest()
    return Part(path.name, documents, path.stat().st_size, digest)


def _lines(on: date, site: Site, watch: Watch) -> Iterator[bytes]:
    rows = Version.objects.public(on).filter(withdrawn_at__isnull=True).select_related("work")
    rows = rows.defer("structure", "own_citations", "integrity").order_by("work_id", "valid_from", "pk")
    stream = rows.iterator(chunk_size=STEP)
    done = 0
    while chunk := list(islice(stream, STEP)):
        yield from _chunk(chunk, on, site)
        done += len(chunk)
        watch(done)


def _chunk(versions: list[Version], on: date, site: Site) -> Iterator[bytes]:
    """The lines of some texts. One query (effects, from which the force is computed)."""
    effects: dict[int, list[Effect]] = {}
    for effect in Effect.objects.counting().filter(work_id__in={version.work_id for version in versions}):
        effects.setdefault(effect.work_id or 0, []).append(effect)
    for version in versions:
        force.keep(version.work, effects.get(version.work_id, []), on)
        yield json.dumps(_row(version, on, site), ensure_ascii=False).encode() + b"\n"


def _row(version: Version, on: date, site: Site) -> dict[str, Any]:
    work = version.work
    return {
        "id": uris.eli(site.base, work.kind, work.slug, version.valid_from),
        **card(work),
        "force": work.force,
        "force_on": on.isoformat(),
        "text_on": iso(version.valid_from),
        "label": version.label,
        "sha256": version.content_hash,
        "source": version.source,
        "text": version.text,
    }
