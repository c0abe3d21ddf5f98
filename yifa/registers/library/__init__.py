"""文库: works, their versions and provisions, effects and citations, for every domain (measure 6).

Read `models.py`, then `force.py` (force on a day is computed, never typed in), `ingest/` (how a text comes in),
`resolve.py` (what a citation points at), `reading.py` (what a page shows).
"""
