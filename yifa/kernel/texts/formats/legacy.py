"""Word 97–2003, WPS and RTF documents, by way of antiword or LibreOffice where the machine has them."""

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from yifa.kernel.texts.formats import limits
from yifa.kernel.texts.formats.plain import decode
from yifa.kernel.texts.formats.refusal import Unreadable
from yifa.kernel.texts.formats.restraint import restrained
from yifa.kernel.texts.formats.sniff import Kind


def convert(data: bytes, kind: Kind) -> tuple[bytes, str]:
    """A form that can be read: (bytes, "docx" or "txt"). Raises without a converter or where it fails."""
    office = shutil.which("soffice") or shutil.which("libreoffice")
    antiword = shutil.which("antiword") if kind.code == "doc" else None
    if not office and not antiword:
        raise Unreadable("needs_converter", kind=kind.title)
    with tempfile.TemporaryDirectory(prefix="yifa-") as folder:
        source = Path(folder) / f"source.{kind.code}"
        source.write_bytes(data)
        if antiword:
            done = _run([antiword, "-w", "0", "-m", "UTF-8.txt", str(source)], folder)
            if done.returncode == 0 and done.stdout.strip():
                return done.stdout, "txt"
        if office:
            profile = f"-env:UserInstallation=file://{folder}/profile"
            _run(
                [office, profile, "--headless", "--convert-to", "docx", "--outdir", folder, str(source)],
                folder,
            )
            made = source.with_suffix(".docx")
            if made.exists():
                return made.read_bytes(), "docx"
    raise Unreadable("broken", kind=kind.title)


def plain_text(data: bytes) -> str:
    """The text of antiword, whose picture marks and table bars are taken out."""
    lines = []
    for line in decode(data)[0].split("\n"):
        if line.startswith("|") and line.endswith("|"):
            lines.append("\t".join(cell.strip() for cell in line.strip("|").split("|")))
        elif line.strip() != "[pic]":
            lines.append(line.strip())
    return "\n".join(line for line in lines if line.strip())


def _run(command: list[str], folder: str) -> subprocess.CompletedProcess[bytes]:
    environment = {"PATH": os.environ.get("PATH", os.defpath), "HOME": folder, "LANG": "C.UTF-8"}
    try:
        return subprocess.run(
            restrained(command, cpu=limits.CONVERT_SECONDS, file_bytes=limits.UNPACKED_BYTES),
            cwd=folder, env=environment, capture_output=True, timeout=limits.CONVERT_SECONDS, check=False,
        )  # fmt: skip
    except subprocess.TimeoutExpired as error:
        raise Unreadable("timeout", seconds=limits.CONVERT_SECONDS) from error
