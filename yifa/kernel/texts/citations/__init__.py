"""What a text points at: titles, articles, its own provisions, document numbers (rules: docs/reading.md).

`extract(document)` reads a document, `extract_text(text)` a piece of text without structure.
"""

from yifa.kernel.texts.citations.extract import extract, extract_text

__all__ = ["extract", "extract_text"]
