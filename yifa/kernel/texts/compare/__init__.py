"""Comparing two texts: aligned by article, renumbering-aware, by words inside.

`compare(left, right)` gives one `Pair` for each unit of either text, in reading order; `fold` gathers what is unchanged.
Read `values.py`, then `units.py` (what is set side by side), `align.py` (what belongs together), `words.py` (what differs).
"""

from yifa.kernel.texts.compare.pairs import compare, compare_units, fold, summary
from yifa.kernel.texts.compare.values import Pair, Run, Segment, Unit

__all__ = ["Pair", "Run", "Segment", "Unit", "compare", "compare_units", "fold", "summary"]
