"""What a document page shows, from the rows of the library, in a fixed number of queries: `read(work, on=…, today=…)`.

Portal, desk and API read the same model (`values.py`); it holds no HTML. Read `page.py` first.
"""

from yifa.registers.library.reading.page import public_work, read
from yifa.registers.library.reading.relations import citing
from yifa.registers.library.reading.values import Cited, Citing, Event, Note, Page, Part, Unit

__all__ = ["Cited", "Citing", "Event", "Note", "Page", "Part", "Unit", "citing", "public_work", "read"]
