"""Taking documents out: Akoma Ntoso, JSON-LD, Atom, sitemap, the bulk download, 对照表.

Each module turns plain values into bytes or text; `gather.py` reads the values from the library.
"""
