"""Reading, citing and comparing normative texts. No tables: bytes and strings in, frozen values out.

Start with `model.py` (the values), then `structure` (text to tree), `citations` (what a text points at), `compare`.
"""
