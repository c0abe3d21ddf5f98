"""Lists declared once as plain data: columns, filters, search, sort, paging and export. Knows no HTTP.

Start with `listing.py` (the declaration), then `looking.py` (what was asked and what comes) and `export.py`.
"""
