"""Who may: accounts, roles held at an organ through a post for a time, and the reader keys of a person.

No claim, no rows: every queryset a face shows passes `visible_to(reader)`, where `reader` is a `Reader` of this package.
"""
