"""Reading files: bytes in, plain paragraphs out, or a sentence that says why not.

Start with `reading.read_file`. The type is found by content (`sniff`), every size is bounded (`limits`),
every refusal is a sentence (`refusal`), and what strangers wrote (docx, pdf, html, doc) is taken apart in a
limited subprocess (`sandbox`).
"""
